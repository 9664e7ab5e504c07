"""Counts what it takes to read a PDF, before it is read, and refuses one that would take for ever.

A PDF of a kilobyte can draw one page a thousand times, or a page within a page. So the limit is on what is drawn,
wherever it stands in the file and however often it is used: pieces of content, letters of text and fonts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import define, field

from sro_policy.errors import InputError
from sro_policy.text import limits

_SHOWS = frozenset([b"Tj", b"TJ", b"'", b'"'])
_BREAKS = b" \t\r\n\f\x00([</"
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_RANGE = re.compile(rb"<\s*([0-9A-Fa-f]{1,16})\s*>\s*<\s*([0-9A-Fa-f]{1,16})\s*>\s*<")
_CODE = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_MOST_MAPPED = 100_000  # characters that pypdf maps in one font

# What a thing costs, in the units of MOST_WORK.
_PART, _FONT, _FRAGMENT = 50, 100, 2
_BYTES, _LETTERS, _MAPPED, _WIDTHS = 8, 4, 2, 8  # how many make a unit
_COPIED = 5_000  # letters on a page that are copied in the time of a unit, with each operator


def check_objects(data: bytes, name: str) -> None:
    """Refuse a file of more objects than are looked up in a moment; each has the word twice, at its ends."""
    if data.count(b"obj") + data.count(b"trailer") > 2 * limits.MOST_OBJECTS:
        raise InputError(f"this PDF has more than {limits.MOST_OBJECTS:,} objects; print it to a new PDF", place=name)


@define
class Work:
    """What may still be spent on a PDF, and where on a page its drawing is."""

    name: str
    left: int = field(factory=lambda: limits.MOST_WORK)
    _resources: list[object] = field(factory=list)
    _fonts: dict[int, tuple[object, int, int]] = field(factory=dict)
    _problem: str = ""
    _letters: int = 0
    _forms: int = 0
    _spelled: int = 1
    """How many letters one code of a font on the page can stand for."""

    def spend(self, units: int) -> None:
        """Take units away; raises ``InputError`` where none are left, and ever after."""
        self.left -= units
        if self.left < 0:
            problem = self._problem or f"this PDF draws more than {limits.MOST_WORK:,} pieces"
            raise InputError(f"{problem}; print it to a new PDF, or save it as text", place=self.name)

    def begin_page(self, page: object) -> None:
        """Count what a page draws, before it is read."""
        self._resources.clear()
        self._letters, self._forms, self._spelled = 0, 0, 1
        self._begin(page, _item(page, "/Contents"))

    def before(self, operator: bytes, operands: object, *_matrices: object) -> None:
        """Count what an operator does, before it is done; for pypdf's visitor."""
        units = self._letters // _COPIED
        if operator == b"Do":
            self._begin_form(operands)
        elif operator in _SHOWS:
            letters = _letters(operands) * self._spelled
            self._letters += letters
            units += letters // _LETTERS
        self.spend(units)

    def after(self, operator: bytes, *_rest: object) -> None:
        """Leave a drawing within a page; for pypdf's visitor."""
        if operator == b"Do":
            self._resources.pop()
            # pypdf takes an error within a drawing for a flaw of that and goes on; so it is raised again outside.
            self.spend(0)

    def fragments(self, count: int) -> None:
        """Count fragments of text that were found."""
        self.spend(count * _FRAGMENT)

    def _begin_form(self, operands: object) -> None:
        name = operands[0] if isinstance(operands, list) and operands else None
        form = _item(_item(self._resources[-1], "/XObject"), name)
        if form is None or _item(form, "/Subtype") == "/Image":
            self._resources.append(None)
            return
        self._forms += 1
        if self._forms > limits.MOST_FORMS:
            self._problem = f"a page of this PDF draws more than {limits.MOST_FORMS:,} drawings within others"
            self.left = -1
        self._begin(form, form)

    def _begin(self, holder: object, content: object) -> None:
        resources = _item(holder, "/Resources")
        self._resources.append(resources)
        fonts = _item(resources, "/Font")
        for key in fonts if isinstance(fonts, dict) else ():
            self.spend(self._font(_item(fonts, key)))
        for part in content if isinstance(content, list) else [content]:
            data = _data(_resolved(part))
            self.spend(_PART + len(data) // _BYTES)
            self.spend(len(data) - len(data.translate(None, _BREAKS)))

    def _font(self, font: object) -> int:
        if id(font) not in self._fonts:
            # The font is kept too, so that no other can get its id.
            self._fonts[id(font)] = (font, *_weighed(font))
        _, units, spelled = self._fonts[id(font)]
        self._spelled = max(self._spelled, spelled)
        return units


def _weighed(font: object) -> tuple[int, int]:
    """Return what it costs to read a font, and how many letters one code of it can stand for."""
    cmap = _data(_item(font, "/ToUnicode"))
    mapped = 0
    for block in _RANGES.findall(cmap):
        mapped += sum(max(0, int(last, 16) - int(first, 16)) for first, last in _RANGE.findall(block))
    longest = max((len(code) for code in _CODE.findall(cmap)), default=4)
    units = _FONT + len(cmap) // _BYTES + min(mapped, _MOST_MAPPED) // _MAPPED
    differences = _item(_item(font, "/Encoding"), "/Differences")
    units += _length(differences) // _BYTES
    descendants = _item(font, "/DescendantFonts")
    for descendant in descendants if isinstance(descendants, list) else ():
        units += _FONT + _widths(_item(_resolved(descendant), "/W")) // _WIDTHS
    return units, max(1, longest // 4)


def _widths(array: object) -> int:
    """Return how many widths an array gives: ``first [width …]`` or ``first last width``."""
    count, numbers = 0, list[float]()
    for entry in array if isinstance(array, list) else ():
        value = _resolved(entry)
        if isinstance(value, list):
            count, numbers = count + len(value), []
        elif isinstance(value, (int, float)):
            numbers.append(value)
        if len(numbers) == 3:
            count, numbers = count + max(1, min(int(numbers[1] - numbers[0]), _MOST_MAPPED)), []
    return count


def _letters(operands: object) -> int:
    """Return how many codes an operator that shows text is given."""
    last = operands[-1] if isinstance(operands, list) and operands else None
    strings: Sequence[object] = last if isinstance(last, list) else [last]
    return sum(map(_length, strings))


def _length(value: object) -> int:
    return len(value) if isinstance(value, (str, bytes, list)) else 0


def _item(holder: object, key: object) -> object:
    """Return what a dictionary of a PDF holds under a key; None for whatever is not there or broken."""
    return _resolved(holder.get(key)) if isinstance(holder, dict) and isinstance(key, str) else None


def _resolved(value: object) -> object:
    resolve = getattr(value, "get_object", None)
    try:
        return resolve() if resolve else value
    except Exception:  # noqa: BLE001 - pypdf will say what is wrong with it, where it matters
        return None


def _data(stream: object) -> bytes:
    """Return the content of a stream; none for one that cannot be decoded, for pypdf will not read it either."""
    decode = getattr(stream, "get_data", None)
    try:
        data = decode() if decode else b""
    except Exception:  # noqa: BLE001 - as above
        return b""
    return data if isinstance(data, bytes) else b""
