"""An explanation in the words of a supervisor: short sentences, the policy's terms, no names of the code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sro_policy.errors import on_one_line
from sro_policy.exact.lifting import AS_OF
from sro_policy.vocabulary.wording import day_in_words, listed, spoken

if TYPE_CHECKING:
    from sro_policy.decision.explanation import Explanation, Ground
    from sro_policy.policy import Parameter

_DAY = len("2026-11-24")


def in_words(why: Explanation) -> str:
    """Return an explanation in words.

    First the clause, what it comes to and what it says; then the verdict and what decides it; then what is missing,
    facts apart from what a person has to judge; last the figures and readings that it rests on.
    """
    head = [f"{why.clause}, {why.about}: {spoken(why.word)}{_as_of(why.grounds)}.", why.statement, ""]
    return "\n".join([*head, *reasoning(why)])


def reasoning(why: Explanation) -> list[str]:
    """Return what follows the statement, line by line: those that begin with ``- `` are lists, empty ones part them."""
    lines = list(_verdict(why))
    lines += [f"- {_said(ground)}" for ground in why.grounds if ground.fact != AS_OF]
    if why.follows:
        lines += ["From this it follows that:", *(f"- {item.says}" for item in why.follows)]
    if why.known:
        lines += ["Known so far:", *(f"- {says}" for says in why.known)]
    lines += _section("To find out:", [ask for ask in why.missing if ask not in why.judged])
    lines += _section("For a person to judge:", [ask for ask in why.missing if ask in why.judged])
    if why.due_by is not None:
        lines += ["", f"It can be met until {day_in_words(why.due_by)}, that day included."]
    lines += _section("Figures:", [_figure(item) for item in why.parameters if _counts(why)])
    return [*lines, *_as_read(why)]


def _verdict(why: Explanation) -> Iterator[str]:
    """Yield what the finding comes to, up to the word that the grounds follow."""
    begin = _comes_to(why)
    if why.status == "undetermined":
        yield begin
    elif not why.grounds:
        yield f"{begin}, whatever the facts are."
    else:
        yield f"{begin}, because:"


def _comes_to(why: Explanation) -> str:
    duty = "duty" if why.force in {"shall", "shall_not"} else "advice"
    if why.force == "need_not":
        freed = listed(why.excuses, "and")
        return {
            "met": f"This exemption applies, and while it does the officer is not bound by {freed}",
            "not_applicable": f"This exemption does not apply, so it does not free anyone from {freed}",
        }.get(why.status, f"Whether this exemption applies, and frees from {freed}, cannot be said yet")
    if why.status == "breached":
        return {
            "would violate": "Doing this would violate a duty of the policy",
            "violated": "This duty was not kept",
            "would depart": "Doing this would not follow this advice",
            "departed with reason": "This advice was not followed. The reason given: "
            f"“{on_one_line(why.reason or '')}”. Whether it is good enough is for a person to "
            "decide. The advice applies and was not followed",
        }.get(why.word, "This advice was not followed")
    return {
        "not_applicable": "This does not apply",
        "clear": "This is not broken, whether or not it applies",
        "undetermined": "This cannot be decided yet, and is no finding against anyone.",
        "due": f"This {duty} applies, and whether it is kept is not known yet. It applies",
        "met": "This is permitted" if why.word == "permitted" else f"This {duty} applies and is kept",
    }[why.status]


def _said(ground: Ground) -> str:
    return f"{ground.says} (as somebody judged)" if ground.judged else ground.says


def _as_of(grounds: Sequence[Ground]) -> str:
    for ground in grounds:
        if ground.fact == AS_OF:
            return f", as of {day_in_words(dt.date.fromisoformat(str(ground.value)))}"
    return ""


def _section(title: str, items: Sequence[str]) -> list[str]:
    return ["", title, *(f"- {item}" for item in items)] if items else []


def _counts(why: Explanation) -> bool:
    """Say whether figures bear on it: dates or numbers decide it, or nothing does yet."""
    values = [ground.value for ground in why.grounds if ground.fact != AS_OF]
    dated = any(type(value) is int or (type(value) is str and _is_day(value)) for value in values)
    return dated or why.status in {"due", "clear", "undetermined"}


def _is_day(value: str) -> bool:
    return len(value) == _DAY and value[:4].isdigit() and value[4] == "-"


def _figure(item: Parameter) -> str:
    if isinstance(item.value, dt.date):
        value, name = day_in_words(item.value), item.name
    else:
        value, name = f"{item.value} {item.unit}", item.name.removesuffix(f"_{item.unit}")
    checked = "" if item.verified else "; nobody has checked this figure"
    return f"{spoken(name)}: {value} ({item.source}{checked})"


def _as_read(why: Explanation) -> list[str]:
    """Return which readings it rests on; in words only those that a department selected, for they surprise."""
    lines = _section("Read as this department selected:", [f"{r.id}: {r.says}" for r in why.readings if r.selected])
    others = [item.id for item in why.readings if not item.selected]
    return [*lines, "", f"Readings of the text, by default: {', '.join(others)}."] if others else lines
