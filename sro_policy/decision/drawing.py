"""The picture of an explanation: grounds on the left, what follows from some, and what they come to on the right."""

from __future__ import annotations

import textwrap
from typing import final
from xml.etree import ElementTree as ET

import attrs


@final
@attrs.frozen(kw_only=True)
class Picture:
    """What there is to draw, all of it text; beside what follows, the grounds that it follows from."""

    title: str
    grounds: tuple[str, ...]
    follows: tuple[tuple[str, tuple[str, ...]], ...]
    missing: tuple[str, ...]
    outcome: str
    detail: str


def mermaid(picture: Picture) -> str:
    """Return the picture as a Mermaid flowchart; what is missing is dashed."""
    lines = ["flowchart LR", f'  outcome["<b>{_escaped(picture.outcome)}</b><br>{_escaped(picture.detail)}"]']
    for index, (says, _) in enumerate(picture.follows):
        lines.append(f'  f{index}["{_escaped(says)}"] --> outcome')
    for index, ground in enumerate(picture.grounds):
        lines.append(f'  g{index}["{_escaped(ground)}"]')
        targets = [f"f{place}" for place in _following(picture, ground)] or ["outcome"]
        lines += [f"  g{index} --> {target}" for target in targets]
    for index, ask in enumerate(picture.missing):
        lines.append(f'  m{index}["{_escaped(ask)}"] -.-> outcome')
        lines.append(f"  style m{index} stroke-dasharray: 4 4")
    return "\n".join(lines) + "\n"


def _following(picture: Picture, ground: str) -> list[int]:
    """Return the places of what follows from a ground; where nothing does, it leads to the outcome itself."""
    return [place for place, (_, since) in enumerate(picture.follows) if ground in since]


def _escaped(text: str) -> str:
    # Mermaid reads entity codes with a number sign, and quotes would end the label.
    marks = {"#": "#35;", '"': "#quot;", "<": "#lt;", ">": "#gt;"}
    return "".join(marks.get(letter, letter) for letter in text)


_WIDTH_IN_LETTERS = 38
_LINE, _PAD, _GAP, _BOX, _BETWEEN = 18, 10, 14, 300, 56
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1b1b1b}.b{font-weight:600}"
    "rect{fill:#fff;stroke:#4a5a66;stroke-width:1.2}.o{fill:#e9eff3}.m{stroke-dasharray:4 4}"
    "path{fill:none;stroke:#4a5a66;stroke-width:1.2}.d{stroke-dasharray:4 4}"
)


@final
@attrs.frozen
class _Box:
    lines: tuple[str, ...]
    kind: str
    x: float = 0.0
    y: float = 0.0

    @property
    def height(self) -> float:
        return len(self.lines) * _LINE + 2 * _PAD

    @property
    def bottom(self) -> float:
        return self.y + self.height


def svg(picture: Picture) -> str:
    """Return the picture as an SVG document that needs nothing beside it."""
    leading = [ground for ground in picture.grounds if _following(picture, ground)]
    grounds = [ground for ground in picture.grounds if ground not in leading]
    # What follows stands beside its grounds, and everything else below both, so that no arrow runs behind a box.
    upper = [_stacked([_box(text, "g") for text in leading], 0, _GAP)]
    upper.append(_stacked([_box(says, "f") for says, _ in picture.follows], 1, _GAP))
    below = max((column[-1].bottom + _GAP for column in upper if column), default=_GAP)
    lower = [_box(text, "g") for text in grounds] + [_box(text, "m") for text in picture.missing]
    lower = _stacked(lower, 0, below)
    drawn = [box for column in (*upper, lower) for box in column]
    outcome = _outcome(picture)
    height = max([box.bottom for box in drawn] + [outcome.height + _GAP]) + _GAP
    column = 2 if picture.follows else 1 if drawn else 0
    (end,) = _stacked([outcome], column, (height - outcome.height) / 2)
    width = (column + 1) * (_BOX + _BETWEEN) - _BETWEEN + 2 * _GAP
    size = {"viewBox": f"0 0 {width:g} {height:g}", "width": f"{width:g}"}
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img", **size})
    ET.SubElement(root, "title").text = picture.title
    ET.SubElement(root, "style").text = _STYLE
    for box, ground in zip(upper[0], leading, strict=True):
        for place in _following(picture, ground):
            _arrow(root, box, upper[1][place])
    for box in (*upper[1], *lower):
        _arrow(root, box, end)
    for box in (*drawn, end):
        _draw(root, box)
    return ET.tostring(root, encoding="unicode") + "\n"


def _stacked(boxes: list[_Box], column: int, top: float) -> list[_Box]:
    placed = []
    for box in boxes:
        placed.append(attrs.evolve(box, x=float(_GAP + column * (_BOX + _BETWEEN)), y=top))
        top += box.height + _GAP
    return placed


def _box(text: str, kind: str) -> _Box:
    lines = [line for part in text.split("\n") for line in textwrap.wrap(part, _WIDTH_IN_LETTERS)]
    return _Box(tuple(lines), kind)


def _outcome(picture: Picture) -> _Box:
    return _Box((picture.outcome, *textwrap.wrap(picture.detail, _WIDTH_IN_LETTERS)), "o")


def _arrow(root: ET.Element, box: _Box, target: _Box) -> None:
    x, y = box.x + _BOX, box.y + box.height / 2
    to_x, to_y = target.x, target.y + target.height / 2
    bend = to_x - _BETWEEN
    middle = to_x - _BETWEEN / 2
    path = f"M{x:g} {y:g} H{bend:g} C{middle:g} {y:g} {middle:g} {to_y:g} {to_x:g} {to_y:g}"
    ET.SubElement(root, "path", {"d": path, "class": "d" if box.kind == "m" else "s"})
    head = f"M{to_x - 7:g} {to_y - 4:g} L{to_x:g} {to_y:g} L{to_x - 7:g} {to_y + 4:g}"
    ET.SubElement(root, "path", {"d": head})


def _draw(root: ET.Element, box: _Box) -> None:
    frame = {"x": f"{box.x:g}", "y": f"{box.y:g}", "width": f"{_BOX:g}", "height": f"{box.height:g}", "rx": "3"}
    ET.SubElement(root, "rect", frame | {"class": box.kind})
    for index, line in enumerate(box.lines):
        place = {"x": f"{box.x + _PAD:g}", "y": f"{box.y + _PAD + (index + 0.75) * _LINE:g}"}
        if box.kind == "o" and index == 0:
            place["class"] = "b"
        ET.SubElement(root, "text", place).text = line
