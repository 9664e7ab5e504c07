"""What an entry can be: whatever comes back as it was, and nothing else."""

from __future__ import annotations

import enum
import string
from collections import UserDict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sro_policy import InputError, JournalError
from sro_policy.canonical import canonical
from sro_policy.journal import Format, continue_journal, create_journal, lines, opening, read_journal
from sro_policy.journal.values import NESTING

from .journals import ENTRIES, FORMATS, HEADER, made

_texts = st.text(st.characters(exclude_categories=["Cs"]))
_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63) + 1, 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _texts,
    lambda inner: st.lists(inner) | st.dictionaries(_texts, inner),
    max_leaves=8,
)
_entries = st.dictionaries(_texts, _values)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(header=_entries, entries=st.lists(_entries, max_size=4))
def test_random_entries_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, header: dict[str, Any], entries: list[dict[str, Any]]
) -> None:
    """In both formats, with the same digests, whole or continued after each entry."""
    folder = tmp_path_factory.mktemp("journals")
    found = []
    for chosen in FORMATS:
        path = folder / chosen
        create_journal(path, header, format=chosen, fsync="close").close()
        for entry in entries:
            journal, _ = continue_journal(path, fsync="close")
            journal.append(entry)
            journal.close()
        found.append(read_journal(path))
    assert found[0] == found[1]
    # Compared as they are written: to Python, 1 and 1.0 and true are equal.
    assert canonical([found[0].header, *found[0].entries]) == canonical([header, *entries])


class _Odd(Mapping[str, object]):
    """A mapping that cannot be read."""

    def __getitem__(self, name: str) -> object:
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        raise RuntimeError

    def __len__(self) -> int:
        return 1


class _Name(enum.StrEnum):
    ONE = "one"


def _nested(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


def test_what_reads_as_plain_values_is_kept_as_those(tmp_path: Path) -> None:
    """Other mappings, tuples and texts of a class of their own become objects, lists and text."""
    with create_journal(tmp_path / "j", UserDict(a=1)) as journal:
        journal.append({"a": (1, _Name.ONE), _Name.ONE: UserDict(b={"c": _nested(NESTING - 3)})})
    kept = read_journal(tmp_path / "j")
    assert kept.header == {"a": 1}
    assert kept.entries == ({"a": [1, "one"], "one": {"b": {"c": _nested(NESTING - 3)}}},)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (None, "entry: `None` is no object with names"),
        ([1], "entry: `[1]` is no object with names"),
        ("text", "entry: `text` is no object with names"),
        ({1: 2}, "entry: `1` is no name: names are text"),
        ({"a": {None: 2}}, "entry.a: `None` is no name: names are text"),
        ({"a": [float("nan")]}, "entry.a[0]: `nan` is nothing that a journal can hold"),
        ({"a": float("inf")}, "entry.a: `inf` is nothing that a journal can hold"),
        ({"a": 2**63}, "entry.a: `9223372036854775808` is nothing that a journal can hold"),
        ({"a": b"bytes"}, "entry.a: `<bytes>` is nothing that a journal can hold"),
        ({"a": object()}, "entry.a: `<object>` is nothing that a journal can hold"),
        ({"a": {1, 2}}, "entry.a: `<set>` is nothing that a journal can hold"),
        ({"a": "\ud800"}, "entry.a: `\\ud800` holds half a character (a lone surrogate)"),
        ({"a": {"\udfff": 1}}, "entry.a: `\\udfff` holds half a character (a lone surrogate)"),
        ({"a": _Odd()}, "entry.a: `<_Odd>` cannot be read"),
        ({"a": [0] * 100_000}, "entry.a: holds more than the limit of 99999 items"),
        ({"a": dict.fromkeys(map(str, range(100_000)))}, "entry.a: holds more than the limit of 99999 items"),
        ({"a": _nested(NESTING)}, "entry.a[0][0]"),
    ],
)
def test_what_could_not_be_read_again_is_refused_before_anything_is_written(
    tmp_path: Path, entry: Any, said: str
) -> None:
    """With its place in the entry; the journal goes on as if nobody had asked."""
    path = tmp_path / "j"
    with create_journal(path, HEADER) as journal:
        before = path.read_bytes()
        with pytest.raises(InputError) as caught:
            journal.append(entry)
        assert str(caught.value).startswith(said)
        assert path.read_bytes() == before
        journal.append(ENTRIES[0])
    with pytest.raises(InputError) as caught:
        create_journal(tmp_path / "other", entry)
    assert str(caught.value).startswith(said.replace("entry", "header", 1))
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("chosen", FORMATS)
def test_a_line_and_a_journal_have_a_limit(tmp_path: Path, chosen: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    """What would not be read again is not written; what is there already and larger is refused when it is read."""
    longest = {"text": string.ascii_letters * 10}
    with create_journal(tmp_path / "j", HEADER, format=chosen) as journal:
        journal.append(longest)
        size = journal._at.size
        monkeypatch.setattr(lines, "LONGEST_LINE", 600)
        with pytest.raises(InputError, match=r"^entry: takes \d+ bytes; the limit is 600$"):
            journal.append(longest)
        monkeypatch.setattr(lines, "LARGEST", size + 200)
        with pytest.raises(JournalError, match=rf"j: is full: the limit is {size + 200} bytes$"):
            journal.append({"text": "a" * 100})
        journal.append({})
    monkeypatch.setattr(lines, "LONGEST_LINE", 16_000_000)
    monkeypatch.setattr(opening, "_MOST_OVERHEAD", 100)  # of a page or two, most is empty
    assert len(read_journal(tmp_path / "j").entries) == 2
    monkeypatch.setattr(lines, "LARGEST", size)
    with pytest.raises(JournalError, match=r": (line 3|step 2): the journal is larger than the limit of \d+ bytes$"):
        read_journal(tmp_path / "j")
    monkeypatch.setattr(lines, "LONGEST_LINE", 600)
    with pytest.raises(JournalError, match=r": (line 2|step 1): longer than the limit of 600 bytes$"):
        read_journal(tmp_path / "j")


def test_a_line_without_an_end_has_the_same_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more of it is read than a line can have."""
    path = made(tmp_path / "j")
    with path.open("ab") as file:
        file.write(b'{"digest":"' + b"a" * 2_000)
    monkeypatch.setattr(lines, "LONGEST_LINE", 1_000)
    with pytest.raises(JournalError, match=r": line 5: longer than the limit of 1000 bytes$"):
        read_journal(path)


def test_a_database_that_is_far_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its size says so before anything else does."""
    monkeypatch.setattr(lines, "LARGEST", 1_000)
    path = made(tmp_path / "j", 0, format="sqlite")
    with pytest.raises(JournalError, match=r"j: is larger than the limit of 1000 bytes$"):
        read_journal(path)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"fsync": "steps"}, "fsync: `steps` is none of `step`, `second`, `close`; did you mean `step`?"),
        ({"fsync": None}, "fsync: `None` is none of `step`, `second`, `close`"),
        ({"format": "json"}, "format: `json` is none of `jsonl`, `sqlite`; did you mean `jsonl`?"),
        ({"format": []}, "format: `[]` is none of `jsonl`, `sqlite`"),
    ],
)
def test_arguments_that_are_none_are_refused_with_the_nearest(tmp_path: Path, how: dict[str, Any], said: str) -> None:
    """And nothing is made."""
    with pytest.raises(InputError) as caught:
        create_journal(tmp_path / "j", HEADER, **how)
    assert str(caught.value) == said
    if "fsync" in how:
        with pytest.raises(InputError) as caught:
            continue_journal(tmp_path / "j", **how)
        assert str(caught.value) == said
    assert not any(tmp_path.iterdir())
