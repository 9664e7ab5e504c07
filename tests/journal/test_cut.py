"""A journal that was cut off or changed anywhere: it is recovered or refused, and never misread."""

from __future__ import annotations

from pathlib import Path

import pytest

from sro_policy import JournalError
from sro_policy.journal import Cut, Kept, continue_journal, read_journal

from .journals import ENTRIES, HEADER, made


def _prefix(whole: Kept, entries: int, cut: Cut | None) -> Kept:
    return Kept(whole.header, whole.entries[:entries], whole.digests[entries - 1], whole.digests[:entries], cut)


def test_lines_that_were_cut_off_at_any_byte_are_recovered(tmp_path: Path) -> None:
    """The last whole entry is the end, with or without what ends its line; what was left out is told, and cut off."""
    path = made(tmp_path / "j.jsonl")
    data, whole = path.read_bytes(), read_journal(path)
    ends = [at for at, byte in enumerate(data) if byte == ord("\n")]  # where each line has all but what ends it
    for size in range(len(data) + 1):
        path.write_bytes(data[:size])
        entries = sum(end <= size for end in ends) - 1
        if entries < 0:
            for reading in (read_journal, continue_journal):
                with pytest.raises(JournalError, match=r"^[^:]*: holds no whole header$"):
                    reading(path)
            assert path.read_bytes() == data[:size]
            continue
        dropped = max(size - ends[entries] - 1, 0)
        kept = read_journal(path)
        assert kept.cut == (Cut(dropped, entries) if dropped else None)
        assert kept == (
            _prefix(whole, entries, kept.cut) if entries else Kept(HEADER, (), whole_head(data), (), kept.cut)
        )
        assert path.read_bytes() == data[:size]
        journal, continued = continue_journal(path, fsync="close")
        assert continued == kept
        for entry in ENTRIES[entries:]:
            journal.append(entry)
        journal.close()
        assert path.read_bytes() == data


def whole_head(data: bytes) -> str:
    return data[len('{"digest":"') :][:71].decode()


def test_what_was_cut_off_is_told_in_one_sentence() -> None:
    """Of one byte and of many."""
    assert str(Cut(37, 4)) == "the last 37 bytes are no whole step and were left out"
    assert str(Cut(1, 4)) == "the last byte is no whole step and was left out"


def test_every_changed_byte_of_a_file_of_lines_is_found(tmp_path: Path) -> None:
    """Whichever byte is another one, the journal is refused; at most what ends the last line can be missing."""
    path = made(tmp_path / "j.jsonl", 2)
    data, whole = path.read_bytes(), read_journal(path)
    for at, byte in enumerate(data):
        for other in {byte ^ 1, byte ^ 128, 0, ord("\n"), ord('"'), ord("}")} - {byte}:
            path.write_bytes(data[:at] + bytes([other]) + data[at + 1 :])
            try:
                kept = read_journal(path)
            except JournalError as error:
                assert str(path) in error.place
            else:
                # Zeros in place of an end that never came to the disk.
                assert (at, other, kept.cut) == (len(data) - 1, 0, Cut(1, 2))
                assert kept == _prefix(whole, 2, kept.cut)


@pytest.mark.parametrize("zeros", [1, 5000])
def test_zeros_at_the_end_are_what_a_system_leaves_that_crashed(tmp_path: Path, zeros: int) -> None:
    """They are cut off, after half a line, after a whole one without its end, and after one with it."""
    path = made(tmp_path / "j.jsonl")
    data = path.read_bytes()
    for size, entries, dropped in ((len(data), 3, 0), (len(data) - 1, 3, 0), (len(data) - 10, 2, None)):
        path.write_bytes(data[:size] + b"\0" * zeros)
        kept = read_journal(path)
        assert len(kept.entries) == entries
        assert kept.cut is not None
        assert kept.cut.after == entries
        if dropped is not None:
            assert kept.cut.dropped == zeros
        journal, _ = continue_journal(path)
        for entry in ENTRIES[entries:]:
            journal.append(entry)
        journal.close()
        assert path.read_bytes() == data


@pytest.mark.parametrize("lost", [0, 1, 30])
def test_a_hole_before_later_lines_is_refused_and_never_misread(tmp_path: Path, lost: int) -> None:
    """A system that crashed may have written what came later, and zeros before it: what is read is a beginning."""
    path = made(tmp_path / "j.jsonl")
    data, whole = path.read_bytes(), read_journal(path)
    data = data[: len(data) - lost]
    last_end = data.rindex(b"\n")
    for begin in range(0, len(data), 7):
        for end in range(begin + 1, len(data), 31):
            path.write_bytes(data[:begin] + bytes(end - begin) + data[end:])
            before = data[:begin].count(b"\n")
            try:
                kept = read_journal(path)
            except JournalError as error:
                assert error.place == f"{path}: line {before + 1}" or (before, error.place) == (0, str(path))
            else:
                assert end > last_end, "a line was left out of which there is another after it"
                assert kept.cut == Cut(len(data) - data.rindex(b"\n", 0, begin) - 1, before - 1)
                assert (kept.entries, kept.digests) == (whole.entries[: before - 1], whole.digests[: before - 1])


@pytest.mark.parametrize(
    "tail",
    [b"hello", b"{}", b'{"digest": 1', b"[", b"\0\0x", b'"text"', b"null", b'{"digest":"x"}', b"1" * 10_000],
)
def test_what_no_line_begins_with_is_no_cut(tmp_path: Path, tail: bytes) -> None:
    """What something else wrote at the end is refused, and left as it is."""
    path = made(tmp_path / "j.jsonl")
    data = path.read_bytes() + tail
    path.write_bytes(data)
    for reading in (read_journal, continue_journal):
        with pytest.raises(JournalError, match=r": line 5: "):
            reading(path)
    assert path.read_bytes() == data


@pytest.mark.parametrize("content", [b"hello\n", b"hello", b"{}\n", b'{"digest":"a"}\n', b"PK\3\4"])
def test_what_is_no_journal_at_all_is_told(tmp_path: Path, content: bytes) -> None:
    """A file of something else is refused at its first line."""
    path = tmp_path / "j.jsonl"
    path.write_bytes(content)
    with pytest.raises(JournalError, match=r": line 1: (this is no line of a journal|not JSON: expecting value)"):
        read_journal(path)


def test_a_database_that_was_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    """SQLite sees by its own count of pages that some are missing; where that is missing too, there is no header."""
    path = made(tmp_path / "j.db")
    data, whole = path.read_bytes(), read_journal(path)
    cut = tmp_path / "cut.db"
    for size in {*range(130), *range(0, len(data), 211), len(data) - 1}:
        cut.write_bytes(data[:size])
        for reading in (read_journal, continue_journal):
            with pytest.raises(JournalError, match=r"cut\.db: "):
                reading(cut)
        assert cut.read_bytes() == data[:size]
    cut.write_bytes(data)
    assert read_journal(cut) == whole


def test_changed_bytes_of_a_database_are_found_or_change_nothing(tmp_path: Path) -> None:
    """Whatever can still be read after a byte was changed is what was there."""
    path = made(tmp_path / "j.db")
    data, whole = path.read_bytes(), read_journal(path)
    used = [*range(130), *range(4096, 4130), *range(len(data) - 900, len(data), 7)]
    found = 0
    for at in used:
        for other in (data[at] ^ 1, data[at] ^ 128):
            path.write_bytes(data[:at] + bytes([other]) + data[at + 1 :])
            try:
                assert read_journal(path) == whole
            except JournalError as error:
                found += 1
                assert str(path) in error.place
    assert found > 100
