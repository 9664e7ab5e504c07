"""Reads a department's manual from a file: plain text or PDF."""

from __future__ import annotations

import re
from os import PathLike, fspath
from pathlib import Path

from sro_policy.errors import InputError, quoted
from sro_policy.text import limits
from sro_policy.text.layout import manual_from_rows, manual_from_text
from sro_policy.text.manual import ManualText
from sro_policy.text.pdf import rows_of_pdf

# What a file that is neither text nor PDF most likely is, by its first bytes.
_KNOWN = (
    (b"PK\x03\x04", "a Word or ZIP file; save it as PDF or plain text"),
    (b"\xd0\xcf\x11\xe0", "an old Word file; save it as PDF or plain text"),
    (b"{\\rtf", "an RTF file; save it as PDF or plain text"),
    (b"\x89PNG", "a picture; a scan needs text recognition first"),
    (b"\xff\xd8\xff", "a picture; a scan needs text recognition first"),
    (b"II*\x00", "a picture; a scan needs text recognition first"),
    (b"MM\x00*", "a picture; a scan needs text recognition first"),
)
_LINE_END = re.compile("\r\n?|[\n\v\x85\u2028\u2029]")
_HTML = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")


def read_manual(path: str | PathLike[str]) -> ManualText:
    """Read a manual from a text file (UTF-8, UTF-16 with its mark, or Windows-1252) or a PDF with text in it.

    What kind of file it is follows from its content, not its name. A file that had to be read as Windows-1252
    says so in the manual's ``notes``. Raises ``InputError``, with the path as its place, for whatever cannot be
    read: a missing file, a directory, a file that is empty, binary, encrypted, broken, scanned or goes beyond
    :mod:`~sro_policy.text.limits`, and for a PDF where the extra ``text`` is not installed.
    """
    name = fspath(path) if isinstance(path, (str, PathLike)) else None
    if not isinstance(name, str):
        raise InputError(f"the path of a manual is a text or a Path, not {quoted(path)}")
    if not name:
        raise InputError("the path of a manual is empty")
    return manual_from_bytes(_bytes_of(name), name)


def manual_from_bytes(data: bytes, name: str) -> ManualText:
    """Read a manual from the content of a file, as :func:`read_manual` does; messages call it ``name``."""
    if not data:
        raise InputError("the file is empty", place=name)
    start = data[:1024].lstrip()
    if b"%PDF-" in data[:1024]:
        return _checked(manual_from_rows(rows_of_pdf(data, name), name, "pdf", exact=False), "no text in this PDF")
    for magic, kind in _KNOWN:
        if start.startswith(magic):
            raise InputError(f"this is {kind}", place=name)
    if _HTML.match(data):
        raise InputError("this is a web page; save it as PDF or plain text", place=name)
    text, encoding = _decoded(data, name)
    if len(text) > limits.MOST_CHARACTERS:
        raise InputError(f"the text is longer than {limits.MOST_CHARACTERS:,} characters", place=name)
    if sum(1 for _ in _LINE_END.finditer(text)) > limits.MOST_LINES:
        raise InputError(f"the text has more than {limits.MOST_LINES:,} lines", place=name)
    if text.count("\f") >= limits.MOST_PAGES:
        raise InputError(f"the text has more than {limits.MOST_PAGES:,} pages", place=name)
    return _checked(manual_from_text(text, name, encoding), "no letters or digits in this file")


def _bytes_of(name: str) -> bytes:
    try:
        path = Path(name)
        if path.is_dir():
            raise InputError("this is a directory, not a file", place=name)
        if path.exists() and not path.is_file():
            raise InputError("this is not an ordinary file", place=name)
        with path.open("rb") as file:
            data = file.read(limits.LARGEST_FILE + 1)
    except FileNotFoundError:
        raise InputError("no such file", place=name) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot be read: {reason.lower()}", place=quoted(name).strip("`")) from None
    if len(data) > limits.LARGEST_FILE:
        raise InputError(f"larger than {limits.LARGEST_FILE // (1024 * 1024)} MB", place=name)
    return data


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    """Decode a text file and say how; a file of control characters is no text."""
    tries = ["utf-8-sig", "cp1252"]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        tries = ["utf-16"]
    for encoding in tries:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text or len(_CONTROL.findall(text)) > len(text) // 100:
            break
        return text, "utf-8" if encoding == "utf-8-sig" else encoding
    raise InputError("a binary file, or text in an unknown encoding; save it as UTF-8 text or as PDF", place=name)


def _checked(manual: ManualText, problem: str) -> ManualText:
    if not any(c.isalnum() for c in manual.text):
        raise InputError(problem, place=manual.source)
    return manual
