"""What ``ask`` does in a talk: asks best first, tells at once what is certain, and leaves whenever it is told to."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sro_policy import EngineFailedError, evaluate
from sro_policy.cli.interview.opening import TOPICS
from sro_policy.evaluation import judging

from .running import ROOT, run

ACT = {"acts": [{"id": "a1"}]}
PHONE = ROOT / "examples" / "phone-in-class.json"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A case of one act of which nothing is known, in a file."""
    path = tmp_path / "case.json"
    path.write_text(json.dumps(ACT), encoding="utf-8")
    return path


def talk(*lines: str, file: Path | str | None = None, options: tuple[str, ...] = (), width: int = 80) -> str:
    """Answer line by line, and return all that was shown."""
    given = () if file is None else (str(file),)
    result = run("ask", *given, *options, stdin="".join(f"{line}\n" for line in lines), width=width)
    assert (result.code, result.err) == (0, ""), result.err
    return result.out


def before_the_end(text: str) -> str:
    """Return what was shown before the decision that ends a talk."""
    return text[: text.rindex("Policy 431, School Resource Officers")]


def flat(text: str) -> str:
    """Return a text as if no line had been wrapped."""
    return " ".join(text.split())


def test_from_nothing_it_asks_first_what_it_is_about() -> None:
    """Without a case it offers an act, thought of or done, the officer, the contract and the programme."""
    text = talk()
    assert "What is it about?\n  1. an act that an officer thinks of" in text
    assert text.endswith("A person decides; this is not legal advice.\n")
    assert "Is the officer assigned to a school" in talk("1")
    assert "Is the officer assigned to a school" in talk("an act that an officer did")
    assert "On which day did the officer's SRO duties begin?" in talk("3")
    assert "Does the contract contain the SRO duties of the statute?" in talk(TOPICS[3].words)
    assert "programme" in talk("5").partition("> ")[2]
    assert "Not taken: `6` is no number of the list: it goes from 1 to 5." in talk("6")
    assert "Not taken: nothing was typed" in talk("")
    assert "Not taken: there is no question to leave open." in talk("unknown")
    assert "Not taken: nothing is asked that could be explained." in talk("why")
    assert talk("1", "back").count("What is it about?") == 2


def test_an_act_is_worded_by_its_stage_from_the_first_guidance_on() -> None:
    """Of an act that is thought of it is said what is advised; of one that is done, what is to be reviewed."""
    answers = ("yes", "yes", "command", "school rule", "no", "a student of this school")
    assert "Would violate · act a1 · 431.5.p2.force" in before_the_end(talk("1", *answers))
    assert "Violated · act a1 · 431.5.p2.force" in before_the_end(talk("2", *answers))
    assert "No longer broken, now undetermined · act a1 · 431.5.p2.force" in talk("2", *answers[:4], "back")


@pytest.mark.parametrize("number", [3, 4, 5])
def test_a_first_fact_opens_a_part(number: int, tmp_path: Path) -> None:
    """Of a part of which nothing is known, facts are asked in turn; the first answer brings its rules."""
    text = talk(str(number), "unknown", "why")
    assert f"Can settle: whatever the policy says of the {['officer', 'contract', 'programme'][number - 3]}" in text
    assert "so no rule on it is judged." in flat(text)
    path = tmp_path / "case.json"
    talk(str(number), {3: "2026-09-01", 4: "no", 5: "yes"}[number], options=("--save", str(path)))
    assert evaluate(path.read_text(encoding="utf-8")).findings


def test_a_question_says_who_can_answer_what_is_possible_and_what_it_settles(kept: Path) -> None:
    """Each question comes with its wording, who can answer or has to judge, the answers and the clauses."""
    text = talk("yes", "yes", file=kept)
    assert "Question 1 (" in text
    assert (
        "Is the officer assigned to a school as an SRO, or substituting for one? (a\nsupervisor)\n  yes or no\n" in text
    )
    assert "  Can settle: 431.5.p2.force (enforce school rules by force),\n" in text
    assert "  1. presence alone\n" in text
    assert " 13. a custodial arrest\n" in text
    assert "Does what the officer does suit the student's age and development? (a supervisor to judge)" in flat(
        talk("no", "yes", file=PHONE)
    )


def test_what_is_certain_is_told_before_the_next_question() -> None:
    """What the case asks already stands before the first question; what an answer brings, before the one after it."""
    text = talk("no", "yes", file=PHONE)
    assert text.index("Would violate · act take the phone · 431.5.p2.force") < text.index("Question 1")
    assert text.index("Question 2") < text.index("Required · the incident · 431.7") < text.index("Question 3")


def test_a_wrong_answer_gets_one_line_and_the_question_again(kept: Path) -> None:
    """What cannot be meant is told with the nearest, and the question is put again; nothing is taken."""
    text = talk("maybe", "yse", "", file=kept, options=("--save", str(kept)))
    assert "\nNot taken: `maybe` is neither yes nor no.\nIs the officer assigned" in text
    assert "Not taken: `yse` is neither yes nor no; did you mean `yes`?\n" in text
    assert "Not taken: nothing was typed; `unknown` leaves the question open.\n" in text
    assert json.loads(kept.read_text(encoding="utf-8")) == ACT


def test_a_question_that_is_left_open_is_not_put_again_unless_asked_for(kept: Path) -> None:
    """`unknown` goes on to the next; `again` puts what was left open again."""
    first = "Is the officer assigned to a school as an SRO"
    assert talk("unknown", file=kept).count(first) == 2  # once asked, and once among what is open at the end
    text = talk("skip", "again", file=kept)
    assert before_the_end(text).count(first) == 2
    assert "What was left open is put again." in text
    assert "Not taken: no question was left open." in talk("again", file=kept)


def test_back_corrects_the_last_answer(kept: Path) -> None:
    """The question is put again, and what its first answer brought is gone; also after one that was left open."""
    text = talk("yes", "back", "no", file=kept, options=("--save", str(kept)))
    assert text.count("Question 1") == 2
    assert json.loads(kept.read_text(encoding="utf-8")) == {**ACT, "officer": {"is_sro": False}}
    talk("no", "back", file=kept, options=("--save", str(kept)))
    assert json.loads(kept.read_text(encoding="utf-8"))["officer"] == {"is_sro": False}
    assert talk("unknown", "back", file=kept).count("Question 1") == 2
    assert "Not taken: nothing was answered yet that could be taken back." in talk("back", file=kept)


def test_what_is_taken_back_is_told_as_over() -> None:
    """Guidance that an answer brought, and that goes with it, is told to be over; and so is what is met."""
    text = flat(before_the_end(talk("no", "yes", "back", "yes", "yes", file=PHONE)))
    assert "No longer asked, now undetermined · the incident · 431.7" in text
    assert text.count("Required · the incident · 431.7") == 2
    assert "No longer asked, now met · act take the phone · 431.5.p1" in text
    shown = flat(talk("1", "yes", "yes", "13", "back"))
    assert "No longer worth noting, now undetermined · act a1 · 431.6.p2.s2.view" in shown


def test_why_shows_the_rules_that_a_question_can_settle(kept: Path) -> None:
    """Each with its state, its clause and its statement; of what a person must judge, that it is so."""
    text = flat(before_the_end(talk("why", file=kept)))
    assert "Undetermined · act a1 · 431.5.p2.force Leave it to school authorities" in text
    judged = flat(talk("no", "yes", "why", file=PHONE))
    assert "This is for a person to judge (a supervisor to judge): no other fact answers it." in judged


def test_now_shows_the_decision_so_far(kept: Path) -> None:
    """The decision as `evaluate` shows it, at any time."""
    text = talk("now", file=kept)
    assert text.count("What Policy 431 says of the facts that were given.") == 2
    assert run("evaluate", str(kept)).out in text


def test_help_shows_what_can_be_typed(kept: Path) -> None:
    """Every command, with what it does."""
    text = talk("help", file=kept)
    for command in ("unknown", "back", "why", "now", "again", "help", "quit"):
        assert f"  {command} " in text


@pytest.mark.parametrize("leave", ["quit", "exit", "q", None])
@pytest.mark.parametrize("after", range(4))
def test_it_can_be_left_at_any_time(leave: str | None, after: int) -> None:
    """By a command or at the end of input, the decision so far is shown and the exit code is 0."""
    lines = ["1", "yes", "yes"][:after] + ([leave] if leave else [])
    assert talk(*lines).endswith("A person decides; this is not legal advice.\n")


def test_it_says_when_nothing_is_left_to_ask() -> None:
    """Where no answer could settle anything more it says so; Enter ends, `back` still corrects."""
    lines = ("no", "no", "yes")
    text = talk(*lines, file=PHONE)
    assert "Stable: nothing more to ask. Whatever else is learned settles nothing more." in flat(text)
    assert "could still settle something" not in text
    assert "Not taken: there is no question to answer; Enter ends" in flat(talk(*lines, "yes", file=PHONE))
    assert "Not taken: there is no question to leave open." in talk(*lines, "unknown", file=PHONE)
    assert "Not taken: nothing is asked that could be explained." in talk(*lines, "why", file=PHONE)
    left = flat(talk(*lines, "back", "unknown", file=PHONE))
    assert "Nothing else to ask. 1 question was left open; `again` asks what was left open." in left
    assert "3 questions were left open" in talk(*lines, "back", "back", "skip", "skip", "skip", file=PHONE)
    assert talk(*lines, "", "never read", file=PHONE) == text


def test_a_settled_case_is_asked_nothing() -> None:
    """A case in which everything is settled is told so at once."""
    text = before_the_end(talk(file=ROOT / "examples" / "substitute.json"))
    assert "Stable: nothing more to ask." in text
    assert "Question" not in text


def test_several_acts_are_told_apart(kept: Path) -> None:
    """Where there are several acts, a question says which of them it is about."""
    kept.write_text(json.dumps({"acts": [{"id": "a1"}, {"id": "a2"}]}), encoding="utf-8")
    assert "act a1: Is the act on school property" in flat(talk("yes", file=kept))


def test_with_json_only_the_decision_goes_to_standard_output(kept: Path) -> None:
    """The talk goes to standard error, and the decision is that of the case with the answers."""
    result = run("ask", str(kept), "--json", "--engine", "table", stdin="yes\nnow\n")
    assert result.code == 0
    assert json.loads(result.out) == evaluate({**ACT, "officer": {"is_sro": True}}, engine="table").to_json()
    assert "Question 2" in result.err
    assert "A person decides" in result.err


@pytest.mark.parametrize("width", [40, 80, 120])
def test_all_of_it_fits_the_terminal(width: int, kept: Path) -> None:
    """No line is wider than the terminal, and no words are lost between widths."""
    lines = ["yes", "why", "yes", "help", "maybe", "13", "1,3", "now", "yes", "back", "unknown"]
    text = talk(*lines, file=kept, width=width)
    assert max(map(len, text.splitlines())) <= width
    assert text.split() == talk(*lines, file=kept, width=500).split()
    assert "\x1b" not in text


def test_no_variable_stands_where_there_are_words(kept: Path) -> None:
    """No name of a fact or value is in what is shown."""
    text = talk("yes", "why", "yes", "custodial arrest", "1,3", "yes", "unknown", file=kept, width=400)
    assert not re.search(r"[a-z]+_[a-z]+", text)
    assert not re.search(r"\b(act|officer|incident|program|contract)\.[a-z]", text)


def test_what_is_typed_is_shown_and_not_obeyed(kept: Path) -> None:
    """Escape sequences in an answer are shown as text."""
    text = run("ask", str(kept), stdin=b"\x1b[31mred\n\xff\n" + b"x" * 5000 + b"\nyes\n").out
    assert "\x1b" not in text
    assert "Not taken: `\\x1b[31mred` is neither yes nor no." in text
    assert "Question 2" in text


def test_what_is_wrong_with_the_case_is_told_before_anything_is_asked(kept: Path) -> None:
    """A case that cannot be accepted ends in the one line that `evaluate` has for it."""
    kept.write_text('{"acts": [{"id": "a1", "kid": "search"}]}', encoding="utf-8")
    result = run("ask", str(kept))
    assert (result.code, result.out) == (2, "")
    assert result.err == f"Error: {kept}: acts[0]: unknown fact `kid`; did you mean `kind`?\n"


def test_the_day_and_the_settings_of_the_run_count(kept: Path) -> None:
    """`--as-of`, `--set` and `--engine` do what they do for `evaluate`, and the first two stay with the case."""
    kept.write_text(json.dumps({**ACT, "as_of": "2025-01-01", "settings": {"A2": "two", "M1": "free"}}), "utf-8")
    options = ("--as-of", "2026-11-24", "--set", "A2=one", "--engine", "table", "--save", str(kept))
    text = talk("yes", file=kept, options=options)
    assert "As of 2026-11-24." in text
    assert "Engine: table." in text
    assert json.loads(kept.read_text(encoding="utf-8")) == {
        **ACT, "as_of": "2026-11-24", "settings": {"A2": "one", "M1": "free"}, "officer": {"is_sro": True}
    }  # fmt: skip
    assert run("evaluate", str(kept), "--engine", "table").out in text


def test_an_engine_that_fails_midway_is_told_with_the_decision_so_far(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was known before the failure is shown and kept, and the one line of the error comes last."""
    calls: list[int] = []

    def judge(*arguments: Any) -> Any:
        calls.append(1)
        if len(calls) > 3:
            raise EngineFailedError("out of luck")
        return judging.judge(*arguments)

    monkeypatch.setattr("sro_policy.deciding.judge", judge)
    result = run("ask", str(kept), "--save", str(kept), stdin="yes\nyes\n")
    assert result.code == 2
    assert result.out.endswith("A person decides; this is not legal advice.\n")
    assert result.err.startswith("Error: the engine failed, which is no fault of the input: out of luck")
    assert json.loads(kept.read_text(encoding="utf-8")) == {**ACT, "officer": {"is_sro": True}}
