"""How what somebody types is read: every form of answer, every command, and what is said of anything else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sro_policy import POLICY_431, InputError
from sro_policy.cli.interview.reading import COMMANDS, command_in, read_answer, read_choice
from sro_policy.decision import Question
from sro_policy.vocabulary import VOCABULARY, ChoiceFact, SetFact

DAY = dt.date(2026, 11, 24)
FACTS = POLICY_431.vocabulary.facts


def read(key: str, form: str, text: str, **more: Any) -> object:
    """Read a line as the answer to a question for a fact."""
    fact = FACTS[key]
    known: dict[str, Any] = {
        "fact": key, "subject": "a1", "ask": fact.ask, "who": "officer", "seconds": 5, "intrusive": False,
        "judged": False, "answers": (), "least": None, "most": None, "settles": (),
    }  # fmt: skip
    return read_answer(Question(form=form, **{**known, **more}), fact, text)  # type: ignore[arg-type]


def wrong(key: str, form: str, text: str, **more: Any) -> str:
    """Return what is said of a line that is no answer."""
    with pytest.raises(InputError) as refused:
        read(key, form, text, **more)
    assert refused.value.place == ""
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "answer"),
    [("y", True), ("Yes", True), (" TRUE ", True), ("n", False), ("No", False), ("false", False)],
)
def test_yes_and_no_are_read(text: str, answer: bool) -> None:
    """Yes and no are read by their first letter or in full, large or small."""
    assert read("act.in_school", "yes or no", text, answers=(True, False)) is answer


def test_what_is_neither_yes_nor_no_is_told() -> None:
    """Anything else is told, with the nearest word; and so is what what is known rules out."""
    both = {"answers": (True, False)}
    assert wrong("act.in_school", "yes or no", "yse", **both) == "`yse` is neither yes nor no; did you mean `yes`?"
    assert wrong("act.in_school", "yes or no", "bakc", **both) == "`bakc` is neither yes nor no; did you mean `back`?"
    assert wrong("act.in_school", "yes or no", "7", **both) == "`7` is neither yes nor no"
    only = "cannot be so with what is known: only"
    assert wrong("act.in_school", "yes or no", "no", answers=(True,)) == f"`no` {only} `yes` can"
    assert wrong("act.in_school", "yes or no", "y", answers=(False,)) == f"`y` {only} `no` can"


@pytest.mark.parametrize("text", ["2", "search", "a search", "A  Search"])
def test_one_of_a_list_is_read_by_number_or_words(text: str) -> None:
    """A choice is its number, its name or its words, with or without an article."""
    assert read("act.kind", "one of a list", text, answers=("escort", "search", "custodial_arrest")) == "search"


@pytest.mark.parametrize("text", ["custodial_arrest", "custodial arrest", "a custodial arrest", "3"])
def test_a_name_of_several_words_is_read(text: str) -> None:
    """Its words can be parted by spaces or as in JSON."""
    assert read("act.kind", "one of a list", text, answers=("escort", "search", "custodial_arrest")) == (
        "custodial_arrest"
    )


def test_what_is_not_of_the_list_is_told() -> None:
    """A number beyond the list, and words that are not of it, with the nearest one."""
    some = {"answers": ("escort", "search")}
    assert wrong("act.kind", "one of a list", "3", **some) == "`3` is no number of the list: it goes from 1 to 2"
    assert wrong("act.kind", "one of a list", "0", **some) == "`0` is no number of the list: it goes from 1 to 2"
    assert wrong("act.kind", "one of a list", "serch", **some) == "`serch` is none of the list; did you mean `search`?"
    assert wrong("act.kind", "one of a list", "xyz", **some) == "`xyz` is none of the list: give a number of it"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("1,3", {"crime": True, "safety": False, "legal_process": True}),
        ("1 3", {"crime": True, "safety": False, "legal_process": True}),
        ("crime, legal process", {"crime": True, "safety": False, "legal_process": True}),
        ("Legal_Process", {"crime": False, "safety": False, "legal_process": True}),
        ("2", {"crime": False, "safety": True, "legal_process": False}),
        ("none", {"crime": False, "safety": False, "legal_process": False}),
        ("2...", {"safety": True}),
        ("1, 3\u2026", {"crime": True, "legal_process": True}),
        ("1, ...", {"crime": True}),
        ("not 2", {"safety": False}),
        ("a crime, not safety", {"crime": True, "safety": False}),
    ],
)
def test_some_of_a_list_are_read(text: str, answer: object) -> None:
    """A list is complete, unless it ends in three dots or says of one that it is not so; `none` denies all."""
    assert read("act.purposes", "some of a list", text, answers=("crime", "safety", "legal_process")) == answer


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("saftey", "`saftey` is none of the list; did you mean `safety`?"),
        ("1,4", "`4` is no number of the list: it goes from 1 to 2"),
        ("1,crime", "`crime` is named twice"),
        (",", "no member was named; `none` says that none is so"),
        ("...", "no member was named; `none` says that none is so"),
        ("nome", "`nome` is none of the list; did you mean `none`?"),
    ],
)
def test_what_is_no_member_is_told(text: str, says: str) -> None:
    """An unknown member, a number beyond the list, a member twice and none at all are told."""
    assert wrong("act.purposes", "some of a list", text, answers=("crime", "safety")) == says


@pytest.mark.parametrize(
    ("text", "answer"),
    [("2026-11-24", DAY), ("no", False), ("not happened", False), ("Not yet", False), ("has not happened", False)],
)
def test_days_are_read(text: str, answer: object) -> None:
    """A day as it is written in a case, or that it has not happened."""
    assert read("officer.required_course_on", "date", text, answers=(False,), most=DAY) == answer


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("yes", "`yes` does not say when: give the day, as 2026-11-24"),
        ("11/24/2026", "`11/24/2026` is not a date written YYYY-MM-DD"),
        ("2026-02-30", "`2026-02-30` is a day that no calendar has"),
        ("not hapened", "`not hapened` is not a date written YYYY-MM-DD; did you mean `not happened`?"),
        ("2026-11-25", "`2026-11-25` lies after the day of reference, `2026-11-24`"),
    ],
)
def test_what_is_no_day_is_told(text: str, says: str) -> None:
    """Another form, a day in no calendar, and one after the day of reference are told."""
    assert wrong("officer.required_course_on", "date", text, answers=(False,), most=DAY) == says


def test_the_day_of_reference_has_to_be_a_day() -> None:
    """It cannot lie before a day that the case knows, nor be one that has not happened."""
    early = "`2026-11-23` lies before `2026-11-24`, which the case already speaks of"
    assert wrong("as_of", "date", "2026-11-23", least=DAY) == early
    assert wrong("as_of", "date", "no") == "`no` is no day: give one, as 2026-11-24"
    assert read("as_of", "date", "2026-11-24", least=DAY) == DAY


def test_numbers_are_read() -> None:
    """Whole numbers in digits, and none as zero, within what is possible."""
    bounds = {"least": 0, "most": 120}
    assert read("incident.person_age", "number", "16", **bounds) == 16
    assert read("incident.person_age", "number", "none", **bounds) == 0
    outside = "is not between 0 and 120"
    assert wrong("incident.person_age", "number", "121", **bounds) == f"`121` {outside}"
    digits = "is not a whole number in digits"
    assert wrong("incident.person_age", "number", "sixteen", **bounds) == f"`sixteen` {digits}"
    assert wrong("incident.person_age", "number", "\u00b2", **bounds) == f"`\u00b2` {digits}"
    assert wrong("incident.person_age", "number", "1" * 5000, **bounds).endswith(digits)
    assert wrong("incident.person_age", "number", "-1", **bounds) == f"`-1` {digits}"
    assert wrong("incident.person_age", "number", "bcak", **bounds) == f"`bcak` {digits}; did you mean `back`?"


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("unknown", "unknown"), ("SKIP", "unknown"), ("don\u2019t know", "unknown"), ("?", "help"), (" q ", "quit"),
        ("exit", "quit"), ("back", "back"), ("why", "why"), ("now", "now"), ("again", "again"),
        ("yes", None), ("", None),
    ],
)  # fmt: skip
def test_commands_are_read(text: str, command: object) -> None:
    """Commands have a few spellings, large or small; everything else is an answer."""
    assert command_in(text) == command


def test_no_answer_is_a_command() -> None:
    """No value of a fact, in its name or its words, reads as a command, or as the number of another."""
    for fact in VOCABULARY.facts.values():
        if isinstance(fact, ChoiceFact | SetFact):
            for value in fact.values:
                for text in (value, fact.in_words(value)):
                    assert text.casefold() not in COMMANDS
                    assert fact.values[read_choice([fact.in_words(v) for v in fact.values], text, fact.values)] == value


def test_every_member_can_be_named_in_a_list() -> None:
    """Each member of each set is read by its name and by its words, also where these hold a comma."""
    for fact in VOCABULARY.facts.values():
        if isinstance(fact, SetFact):
            for value in fact.values:
                for text in (value, fact.in_words(value)):
                    said = read(fact.key, "some of a list", f"{text}...", answers=fact.values)
                    assert said == {value: True}
