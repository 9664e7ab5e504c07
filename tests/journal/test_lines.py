"""What a journal holds: lines that are chained by their digests, the same in both formats."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from sro_policy import JournalError
from sro_policy.canonical import canonical, canonical_digest
from sro_policy.journal import Format, continue_journal, create_journal, lines, read_journal

from .journals import ENTRIES, FORMATS, HEADER, forged, lines_of, made


def test_a_line_is_canonical_json_with_its_number_and_two_digests(tmp_path: Path) -> None:
    """Each line has the digest of the line before it and its own, over all of it but that; the first the version."""
    path = made(tmp_path / "j.jsonl")
    said = lines_of(path)
    assert path.read_bytes() == b"".join(canonical(line) + b"\n" for line in said)
    assert [line["n"] for line in said] == [0, 1, 2, 3]
    assert [line["entry"] for line in said] == [HEADER, *ENTRIES]
    assert [line["previous"] for line in said] == [None, *(line["digest"] for line in said[:-1])]
    assert [line.get("journal") for line in said] == [1, None, None, None]
    for line in said:
        assert line.pop("digest") == canonical_digest(line)


def test_what_append_returns_is_the_digest_of_the_line(tmp_path: Path) -> None:
    """Each digest comes back when it is kept, and is the head of the journal until the next."""
    with create_journal(tmp_path / "j.jsonl", HEADER) as journal:
        heads = [journal.head]
        for entry in ENTRIES:
            heads.append(journal.append(entry))
            assert journal.head == heads[-1]
    assert heads == [line["digest"] for line in lines_of(tmp_path / "j.jsonl")]
    kept = read_journal(tmp_path / "j.jsonl")
    assert (*kept.digests, kept.head) == (*heads[1:], heads[-1])
    assert kept.header == HEADER
    assert list(kept.entries) == ENTRIES
    assert kept.cut is None


def test_both_formats_hold_the_same(tmp_path: Path) -> None:
    """The rows of the database are the lines of the file, and what is read of them is equal."""
    path, database = made(tmp_path / "j.jsonl"), made(tmp_path / "j.db")
    base = sqlite3.connect(database)
    rows = base.execute("SELECT n, line FROM journal ORDER BY n").fetchall()
    base.close()
    assert [text for _, text in rows] == path.read_text(encoding="utf-8").split("\n")[:-1]
    assert [n for n, _ in rows] == [0, 1, 2, 3]
    assert read_journal(path) == read_journal(database)


@pytest.mark.parametrize("suffix", [".jsonl", ".log", "", ".sqlite", ".sqlite3", ".db", ".DB"])
def test_the_suffix_says_the_format_where_nothing_else_does(tmp_path: Path, suffix: str) -> None:
    """What ends as databases do becomes one, anything else lines; a format that is given counts whatever the suffix."""
    is_database = suffix.lower() in {".sqlite", ".sqlite3", ".db"}
    assert made(tmp_path / f"j{suffix}").read_bytes().startswith(b"SQLite") == is_database
    for chosen in FORMATS:
        path = made(tmp_path / f"{chosen}{suffix}", format=chosen)
        assert path.read_bytes().startswith(b"SQLite") == (chosen == "sqlite")
        journal, kept = continue_journal(path)
        journal.close()
        assert kept == read_journal(str(path))


@pytest.mark.parametrize("chosen", FORMATS)
def test_a_journal_goes_on_where_it_ended(tmp_path: Path, chosen: Format) -> None:
    """A journal that was continued is the one that would have been written at once."""
    whole, part = made(tmp_path / "whole", format=chosen), made(tmp_path / "part", 1, format=chosen)
    for entry in ENTRIES[1:]:
        journal, kept = continue_journal(part, fsync="second")
        assert journal.head == kept.head
        journal.append(entry)
        journal.close()
    assert read_journal(part) == read_journal(whole)
    if chosen == "jsonl":
        assert part.read_bytes() == whole.read_bytes()


def _put(path: Path, number: int, line: bytes) -> None:
    said = path.read_bytes().splitlines(keepends=True)
    said[number : number + 1] = [line]
    path.write_bytes(b"".join(said))


@pytest.mark.parametrize(
    ("number", "change", "problem"),
    [
        (1, {"n": 2}, "line 2: number `2` stands where number 1 belongs"),
        (1, {"n": True}, "line 2: this is no line of a journal"),
        (1, {"entry": []}, "line 2: this is no line of a journal"),
        (1, {"previous": 7}, "line 2: this is no line of a journal"),
        (1, {"previous": None}, "line 2: does not follow on the line before it: one of the two was changed"),
        (1, {"entry": {"kind": "other"}}, "line 3: does not follow on the line before it: one of the two was changed"),
        (1, {"more": 1}, "line 2: this is no line of a journal"),
        (1, {"journal": 1}, "line 2: this is no line of a journal"),
        (0, {"journal": 2}, "line 1: a journal of version 2; this library reads version 1"),
        (0, {"previous": "sha256:" + "0" * 64}, "line 1: does not follow on the line before it"),
    ],
)
def test_a_line_with_a_digest_of_its_own_must_still_belong_there(
    tmp_path: Path, number: int, change: dict[str, Any], problem: str
) -> None:
    """Whoever makes the digest of a changed line anew is found by its number, its shape, or the line after it."""
    path = made(tmp_path / "j.jsonl")
    _put(path, number, forged({**lines_of(path)[number], **change}))
    for reading in (read_journal, continue_journal):
        with pytest.raises(JournalError) as caught:
            reading(path)
        assert f"{path}: {problem}" in str(caught.value)
        assert caught.value.place == f"{path}: {problem.partition(': ')[0]}"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"", "the document is empty"),
        (b"[]", "this is no line of a journal"),
        (b'{"n":1}', "this is no line of a journal"),
        (b'{"n":1,"n":1}', "the key `n` stands twice"),
        (b'{"n":\xff}', "not UTF-8 text: byte 5 cannot be read"),
        (b'{"n":NaN}', "n: `NaN` is no number that JSON knows"),
        (b'{"n":}', "not JSON: expecting value at column 6"),
        (b"[" * 100_000, "nested deeper than the limit of 65 levels at column 66"),
    ],
)
def test_what_is_no_line_is_refused_with_its_number(tmp_path: Path, line: bytes, problem: str) -> None:
    """Whatever stands in the middle of a journal, or whole at its end, is read strictly."""
    for number in (1, 3):
        path = made(tmp_path / f"{number}.jsonl")
        _put(path, number, line + b"\n")
        with pytest.raises(JournalError) as caught:
            read_journal(path)
        assert str(caught.value) == f"{path}: line {number + 1}: {problem}"


def test_lines_that_are_taken_out_put_twice_or_exchanged_are_found(tmp_path: Path) -> None:
    """The chain breaks at the first line that does not belong there."""
    first, second, third, fourth = made(tmp_path / "j.jsonl").read_bytes().splitlines(keepends=True)
    for order in ([first, third, fourth], [first, second, second, third], [first, third, second], [second], [third]):
        (tmp_path / "j.jsonl").write_bytes(b"".join(order))
        with pytest.raises(JournalError, match=r": line \d: (number|this is no line)"):
            read_journal(tmp_path / "j.jsonl")


def test_a_line_is_written_in_one_way_only(tmp_path: Path) -> None:
    """A line that says the same in other words has no digest that fits."""
    path = made(tmp_path / "j.jsonl")
    line = path.read_bytes().splitlines()[1]
    rest = line[len(b'{"digest":"",') + 71 :].replace(b'"at":0', b'"at": 0')
    digest = lines._digest(b"{" + rest).encode()
    for other in (line.replace(b'"at":0', b'"at": 0'), b'{"digest":"' + digest + b'",' + rest):
        _put(path, 1, other + b"\n")
        with pytest.raises(JournalError, match=r": line 2: the digest does not fit: this line was changed$"):
            read_journal(path)
