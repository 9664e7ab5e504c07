"""The timeline as a picture: time runs downwards, acts are bars beside it, and each line says what happened.

Downwards, so that it can be read on a telephone and on paper. A row for each time at which something happened or became
known; distances do not measure time. Colours are classes, which the page around it gives.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, final
from xml.etree import ElementTree as ET

import attrs

from sro_policy.errors import on_one_line
from sro_policy.review import told
from sro_policy.review.outcomes import BROKEN
from sro_policy.review.reviewed import ActReview, Entry, Review
from sro_policy.session import MOMENTS
from sro_policy.session.times import in_words
from sro_policy.vocabulary.wording import spoken

MOST_LANES: Final = 5
"""Acts that go on at once and are drawn beside one another; the lists on the page have them all."""

_WIDTH, _LANE, _LINE, _PAD = 344, 12, 17, 10
_LETTERS_WIDE = 8.1  # pixels of a letter in bold, in a wide face
_STRONG = BROKEN | {"would violate", "would depart"}


@final
@attrs.frozen
class _Line:
    text: str
    kind: str


@final
@attrs.frozen
class _Bar:
    act: str
    first: int
    last: int | None
    lane: int


def drawn_timeline(review: Review) -> str:
    """Return the picture as an SVG element that needs nothing but styles beside it."""
    times = _times(review)
    bars, hidden = _laned(review.acts, times)
    lanes = max((bar.lane for bar in bars), default=-1) + 1
    time_ends = max(len(in_words(time)) for time in times) * _LETTERS_WIDE
    bars_begin = time_ends + _PAD
    left = bars_begin + lanes * _LANE + (_PAD if lanes else 0)
    rows = [_row(review, time, int((_WIDTH - left) / _LETTERS_WIDE)) for time in times]
    tops = [_PAD]
    for row in rows:
        tops.append(tops[-1] + len(row) * _LINE + _PAD)
    height = tops[-1]
    root = ET.Element("svg", {"viewBox": f"0 0 {_WIDTH} {height}", "role": "img", "aria-labelledby": "drawn"})
    ET.SubElement(root, "title", {"id": "drawn"}).text = _title(review, hidden)
    for index, (time, row) in enumerate(zip(times, rows, strict=True)):
        y = tops[index] + 0.75 * _LINE
        if index:
            rule = {"x1": "0", "x2": str(_WIDTH), "y1": f"{tops[index] - _PAD / 2:g}", "class": "rule"}
            ET.SubElement(root, "line", rule | {"y2": rule["y1"]})
        ET.SubElement(root, "text", {"x": f"{time_ends:g}", "y": f"{y:g}", "class": "time"}).text = in_words(time)
        for number, line in enumerate(row):
            place = {"x": f"{left:g}", "y": f"{y + number * _LINE:g}", "class": line.kind}
            ET.SubElement(root, "text", place).text = line.text
    for bar in bars:
        _draw_bar(root, bar, tops, bars_begin)
    return ET.tostring(root, encoding="unicode")


def _times(review: Review) -> list[int]:
    told_at = {entry.step.at for entry in review.timeline}
    happened = {time for act in review.acts for time in act.times if time is not None}
    return sorted(told_at | happened)


def _laned(acts: Sequence[ActReview], times: Sequence[int]) -> tuple[list[_Bar], int]:
    """Return the acts as bars from row to row, side by side where they go on at once, and how many have no room."""
    row: Mapping[int, int] = {time: index for index, time in enumerate(times)}
    free = [0.0] * MOST_LANES  # the row from which a lane is free
    bars: list[_Bar] = []
    hidden = 0
    for act in sorted(acts, key=lambda act: (act.times.began or 0, act.id)):
        began, ended = act.times
        if began is None:
            continue
        first, last = row[began], None if ended is None else row[ended]
        lane = next((lane for lane, since in enumerate(free) if since <= first), None)
        if lane is None:
            hidden += 1
            continue
        free[lane] = len(times) if last is None else last + 1
        bars.append(_Bar(act.id, first, last, lane))
    return bars, hidden


def _draw_bar(root: ET.Element, bar: _Bar, tops: Sequence[float], begin: float) -> None:
    x = begin + bar.lane * _LANE
    top = tops[bar.first] + 3
    bottom = tops[-1] if bar.last is None else tops[bar.last] + _LINE - 3
    kind = "act open" if bar.last is None else "act"
    size = {"x": f"{x:g}", "y": f"{top:g}", "width": f"{_LANE - 4}", "height": f"{bottom - top:g}", "rx": "2"}
    frame = ET.SubElement(root, "rect", size | {"class": kind})
    ET.SubElement(frame, "title").text = told.about(bar.act)


def _row(review: Review, time: int, letters: int) -> list[_Line]:
    lines: list[_Line] = []
    for act in review.acts:
        for moment, verb in zip(act.times, ("begins", "ends"), strict=True):
            if moment == time:
                lines += _wrapped(f"{told.about(act.id)} {verb}", "happened", letters)
    for entry in review.timeline:
        if entry.step.at == time:
            for text, kind in _said(entry):
                lines += _wrapped(text, kind, letters)
    return lines


def _said(entry: Entry) -> Iterator[tuple[str, str]]:
    yield told.step_told(entry.step), "step"
    moments = entry.step.said.get("moments", {})
    for moment, happened in moments.items():
        if moment in MOMENTS:
            when = "" if happened == entry.step.at else f", at {in_words(happened)}"
            yield f"{MOMENTS[moment]}{when}", "happened"
    for turn in told.turns_worth_telling(entry.turns):
        if turn.after in _STRONG:
            yield f"{turn.clause}, {told.about(turn.subject)}: {spoken(turn.after)}", "strong"


def _wrapped(text: str, kind: str, letters: int) -> list[_Line]:
    return [_Line(part, kind) for part in textwrap.wrap(on_one_line(text), letters)]


def _title(review: Review, hidden: int) -> str:
    more = f" There is no room for the bars of {hidden} more." if hidden else ""
    return f"Timeline: {len(review.timeline)} steps; the list after it says the same in words.{more}"
