"""What files are read as text, and how the others are refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sro_policy.errors import InputError
from sro_policy.text import check_text, manual_from_bytes, read_manual

from .invented import INVENTED, encoded

FANCY = INVENTED.replace("'", "’")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_common_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    """UTF-8 with and without its mark, UTF-16 with it, and Windows-1252 are read alike."""
    path = tmp_path / "manual.txt"
    path.write_bytes(FANCY.encode(encoding))
    assert check_text(read_manual(path), encoded(INVENTED)).holds


def test_windows_1252_is_reported(tmp_path: Path) -> None:
    """A file that is not UTF-8 is read as Windows-1252, and the report says so."""
    path = tmp_path / "manual.txt"
    path.write_bytes(FANCY.encode("cp1252"))
    report = check_text(read_manual(str(path)), encoded(INVENTED))
    assert report.notes == ("read as cp1252, because it is not valid UTF-8",)
    assert report.to_json()["notes"] == list(report.notes)
    path.write_bytes(FANCY.encode("utf-8"))
    assert not check_text(read_manual(path), encoded(INVENTED)).notes


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_are_read(tmp_path: Path, newline: str) -> None:
    """Lines end as on Unix, Windows or old Macs, and are counted alike."""
    path = tmp_path / "manual.txt"
    path.write_bytes(INVENTED.replace("\n", newline).encode())
    report = check_text(read_manual(path), encoded(INVENTED))
    assert report.holds
    where = report.clause("512.1.s2").where
    assert where is not None
    assert where.line == 3
    assert where.page is None


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b" \n\n\t \f", "no letters"),
        (b"\x00\x01\x02\x03" * 100, "binary"),
        (b"\x7fELF\x02\x01\x01\x00" + b"\x00" * 60, "binary"),
        (b"caf\x81\x8d", "binary"),
        (b"\xff\xfea", "binary"),
        (b"PK\x03\x04rest of a document", "Word or ZIP"),
        (b"\xd0\xcf\x11\xe0rest of a document", "old Word"),
        (b"{\\rtf1 text}", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\n<!DOCTYPE html><p>text", "web page"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, data: bytes, problem: str) -> None:
    """An empty file, a binary one, or one of another program is refused with one line that says what it is."""
    path = tmp_path / "manual"
    path.write_bytes(data)
    with pytest.raises(InputError, match=problem) as caught:
        read_manual(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert caught.value.__cause__ is None


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A missing file, a directory, and a name that cannot be one are refused with one line."""
    with pytest.raises(InputError, match="no such file"):
        read_manual(tmp_path / "nowhere.pdf")
    with pytest.raises(InputError, match="directory"):
        read_manual(tmp_path)
    with pytest.raises(InputError, match="cannot be read"):
        read_manual("a\x00b")
    with pytest.raises(InputError, match=r"cannot be read|no such file"):
        read_manual("a" * 5000)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    """A named pipe, from which nothing ever comes, is refused at once."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="ordinary file"):
        read_manual(tmp_path / "pipe")


@pytest.mark.parametrize("path", [None, 5, b"manual.txt", ["manual.txt"]])
def test_what_is_no_path_is_refused(path: object) -> None:
    """What is neither text nor a path is refused with one line that shows it, and so is an empty text."""
    with pytest.raises(InputError, match=r"the path of a manual is a text or a Path, not `.+`"):
        read_manual(path)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="the path of a manual is empty"):
        read_manual("")


def test_a_path_of_bytes_is_refused() -> None:
    """A path that gives bytes for itself is refused as bytes are."""

    class Raw(os.PathLike[bytes]):
        def __fspath__(self) -> bytes:
            return b"manual.txt"

    with pytest.raises(InputError, match="a text or a Path, not `<Raw>`"):
        read_manual(Raw())  # type: ignore[arg-type]


def test_the_content_of_a_file_is_read_as_the_file_is(tmp_path: Path) -> None:
    """A manual that was read already gives the same as its file; no content at all is an empty file."""
    path = tmp_path / "manual.txt"
    path.write_text(INVENTED, encoding="utf-8")
    assert manual_from_bytes(path.read_bytes(), str(path)) == read_manual(path)
    with pytest.raises(InputError, match="a download: the file is empty"):
        manual_from_bytes(b"", "a download")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\v", "\u2028"])
def test_more_lines_or_pages_than_a_manual_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, newline: str
) -> None:
    """A text of hardly more than line ends or page breaks is refused with the limit, whatever ends its lines."""
    monkeypatch.setattr("sro_policy.text.limits.MOST_LINES", 100)
    monkeypatch.setattr("sro_policy.text.limits.MOST_PAGES", 5)
    path = tmp_path / "manual.txt"
    path.write_text(f"a{newline}" * 100, encoding="utf-8", newline="")
    assert read_manual(path).text
    path.write_text(f"a{newline}" * 101, encoding="utf-8", newline="")
    with pytest.raises(InputError, match="more than 100 lines"):
        read_manual(path)
    path.write_text("a\f" * 4, encoding="utf-8")
    assert read_manual(path).text
    path.write_text("a\f" * 5, encoding="utf-8")
    with pytest.raises(InputError, match="more than 5 pages"):
        read_manual(path)


def test_a_file_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file or a text larger than the limits is refused with the limit."""
    path = tmp_path / "manual.txt"
    path.write_text("many words " * 100, encoding="utf-8")
    monkeypatch.setattr("sro_policy.text.limits.MOST_CHARACTERS", 1000)
    with pytest.raises(InputError, match="longer than 1,000 characters"):
        read_manual(path)
    monkeypatch.setattr("sro_policy.text.limits.LARGEST_FILE", 1000)
    with pytest.raises(InputError, match="larger than 0 MB"):
        read_manual(path)
