"""What a case file can hold, and what is refused in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
import pytest

from sro_policy import POLICY_431, InputError
from sro_policy.case_files import case_files, read_case_file

FORCE: dict[str, Any] = {"clause": "431.5.p2.force", "subject": "a1", "status": "breached"}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "not JSON: "),
        ("[]", "a case file holds an object with `title`, `case` and `expect`"),
        ({"case": {}, "expcet": [FORCE]}, "unknown key `expcet`; did you mean `expect`?"),
        ({"title": 3, "case": {}, "expect": [FORCE]}, "title: `3` is no text"),
        ({"expect": [FORCE]}, "case: there is no `case`"),
        ({"case": [], "expect": [FORCE]}, "case: `[]` is no case"),
        ({"case": {}, "expect": []}, "expect: nothing is expected: list at least one finding"),
        ({"case": {}}, "expect: nothing is expected: list at least one finding"),
        ({"case": {}, "expect": FORCE}, "expect: an object, and not a list: put `[` before it and `]` behind it"),
        ({"acts": [{"id": "a1"}]}, "this is a case alone, and expects nothing: put it under `case`, and beside it "),
        ({"actz": []}, "this is a case alone, and expects nothing: "),
        ({"title": "One"}, "case: there is no `case`"),
        (
            {"policy": {}, "settings": [], "covered": 3, "of": 7, "percent": 42.86, "rules": []},
            "this looks like no case file, for it has `policy`, `settings`, `covered`: a case has parts such as ",
        ),
        ({"case": {}, "expect": ["met"]}, "expect[0]: `met` is no object that says what is expected"),
        ({"case": {}, "expect": [{**FORCE, "wrod": "met"}]}, "expect[0]: unknown key `wrod`; did you mean `word`?"),
        ({"case": {}, "expect": [{**FORCE, "hue": 1}]}, "expect[0]: unknown key `hue`; keys are clause, rule, "),
        ({"case": {}, "expect": [FORCE, FORCE]}, "expect: `431.5.p2.force@a1` is expected 2 times: put it into one"),
        ({"case": {}, "expect": [{**FORCE, "rule": "x"}]}, "expect[0]: name a `clause` or a `rule`, and not both"),
        (
            {"case": {}, "expect": [{**FORCE, "clause": "431.5.p2.froce"}]},
            "expect[0].clause: unknown clause `431.5.p2.froce`; did you mean `431.5.p2.force`?",
        ),
        ({"case": {}, "expect": [{**FORCE, "clause": 5}]}, "expect[0].clause: unknown clause `5`"),
        (
            {"case": {}, "expect": [{**FORCE, "clause": 431.7}]},
            "expect[0].clause: unknown clause `431.7`; this is a number: put it between quotes",
        ),
        ({"case": {}, "expect": [{**FORCE, "clause": {}}]}, "expect[0].clause: unknown clause `{}`"),
        (
            {"case": {}, "expect": [{"rule": [], "subject": "a1", "status": "met"}]},
            "expect[0].rule: unknown rule `[]`",
        ),
        ({"case": {}, "expect": [{**FORCE, "clause": "431.2"}]}, "expect[0].clause: clause `431.2` has no rule: "),
        (
            {"case": {}, "expect": [{**FORCE, "clause": "431.8"}]},
            "expect[0].clause: `431.8` is a section; its clauses with rules: 431.8.s1.initial, 431.8.s1.ongoing, ",
        ),
        (
            {"case": {}, "expect": [{**FORCE, "clause": "431.6/arrest-in-school"}]},
            "expect[0].clause: `431.6/arrest-in-school` is a rule: write `rule` for `clause`",
        ),
        (
            {"case": {}, "expect": [{"rule": "431.7", "subject": "a1", "status": "met"}]},
            "expect[0].rule: `431.7` is a clause: write `clause` for `rule`",
        ),
        (
            {"case": {}, "expect": [{"rule": "431.6/arrest", "subject": "a1", "status": "met"}]},
            "expect[0].rule: unknown rule `431.6/arrest`; did you mean ",
        ),
        ({"case": {}, "expect": [{"clause": "431.7", "status": "met"}]}, "expect[0]: the `subject` is missing"),
        ({"case": {}, "expect": [{"clause": "431.7", "subject": "a"}]}, "expect[0]: the `status` is missing"),
        (
            {"case": {}, "expect": [{**FORCE, "status": "breeched"}]},
            "expect[0].status: `breeched` is none of the values; did you mean `breached`?",
        ),
        ({"case": {}, "expect": [{**FORCE, "applies": True}]}, "expect[0].applies: `True` is none of the values; "),
        (
            {"case": {}, "expect": [{**FORCE, "needs": ["act.purpose"]}]},
            "expect[0].needs[0]: unknown name `act.purpose`; did you mean `act.purposes`?",
        ),
        ({"case": {}, "expect": [{**FORCE, "flags": [1]}]}, "expect[0].flags[0]: unknown name `1`"),
        ({"case": {}, "expect": [{**FORCE, "no_flags": "scope"}]}, "expect[0].no_flags: `scope` is no list of names"),
        ({"case": {}, "expect": [{**FORCE, "due_by": "2026-02-30"}]}, "expect[0].due_by: `2026-02-30` is a day "),
    ],
)
def test_a_slip_is_refused_with_its_place_and_the_nearest_name(tmp_path: Path, content: Any, says: str) -> None:
    """Whatever would check less than it seems to is refused: a misspelt key or name, a file that expects nothing."""
    path = tmp_path / "case.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_case_file(path, POLICY_431)
    assert str(refused.value).startswith(f"{path}: {says}")


def test_every_key_of_an_expectation_is_read(tmp_path: Path) -> None:
    """An expectation holds what it says, and leaves the rest open."""
    said = {
        **FORCE,
        "word": "violated", "applies": "yes", "broken": "no", "needs": ["act.kind"], "judged": ["act.exigency"],
        "flags": ["scope"], "no_flags": ["presumed"], "due_by": "2026-11-24",
    }  # fmt: skip
    path = tmp_path / "case.json"
    path.write_text(json.dumps({"case": {}, "expect": [said]}), encoding="utf-8")
    (found,) = read_case_file(path, POLICY_431).expect
    assert (found.id, found.about) == ("431.5.p2.force@a1", "431.5.p2.force on act a1")
    assert (found.word, found.applies, found.broken, found.due_by) == ("violated", "yes", "no", "2026-11-24")
    assert (found.needs, found.judged, found.flags, found.no_flags) == (
        ("act.kind",), ("act.exigency",), ("scope",), ("presumed",),
    )  # fmt: skip


def test_a_plain_case_is_accepted_where_nothing_has_to_be_expected(tmp_path: Path) -> None:
    """A case alone, and a case with a title and no expectations, are cases of which nothing is expected."""
    path = tmp_path / "case.json"
    case = {"incident": {"weapon": True}}
    for content in (case, {"title": "One", "case": case}):
        path.write_text(json.dumps(content), encoding="utf-8")
        found = read_case_file(path, POLICY_431, plain=True)
        assert (found.case, found.expect) == (case, ())
        with pytest.raises(InputError):
            read_case_file(path, POLICY_431)
    path.write_text('{"name": "package", "version": "1"}', encoding="utf-8")
    with pytest.raises(InputError, match="this looks like no case file, for it has `name`, `version`: "):
        read_case_file(path, POLICY_431, plain=True)
    path.write_text(json.dumps({"case": case, "expect": []}), encoding="utf-8")
    with pytest.raises(InputError, match="nothing is expected"):
        read_case_file(path, POLICY_431, plain=True)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """So is one that is not there."""
    with pytest.raises(InputError, match="cannot be read: no such file"):
        read_case_file(tmp_path / "none.json", POLICY_431)


def test_cases_are_found_in_folders_below(tmp_path: Path) -> None:
    """Every JSON file is one, in order of their names, but for what is approved or hidden."""
    for name in ("b.json", "a/c.json", "b.approved.json", ".git/d.json", "notes.txt", "e.json/f.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}", encoding="utf-8")
    assert [path.relative_to(tmp_path).as_posix() for path in case_files(tmp_path)] == [
        "a/c.json", "b.json", "e.json/f.json",
    ]  # fmt: skip


def test_what_is_no_folder_of_cases_is_refused(tmp_path: Path) -> None:
    """A folder that is not there, one without cases, and a file."""
    file = tmp_path / "notes.txt"
    file.write_text("", encoding="utf-8")
    for place, says in ((tmp_path / "none", "no such folder"), (tmp_path, "no cases in this folder"), (file, "a file")):
        with pytest.raises(InputError, match=says):
            case_files(place)


def test_a_clause_with_several_rules_does_not_name_a_finding(tmp_path: Path) -> None:
    """Then the rule has to be named."""
    doubled = attrs.evolve(
        POLICY_431,
        sections=[
            attrs.evolve(
                section,
                clauses=[
                    attrs.evolve(clause, rules=[*clause.rules, attrs.evolve(clause.rules[0], name="again")])
                    if clause.id == "431.7"
                    else clause
                    for clause in section.clauses
                ],
            )
            for section in POLICY_431.sections
        ],
    )
    path = tmp_path / "case.json"
    expect = {"clause": "431.7", "subject": "incident", "status": "met"}
    path.write_text(json.dumps({"case": {}, "expect": [expect]}), encoding="utf-8")
    with pytest.raises(InputError, match=r"clause: clause `431\.7` has several rules: 431\.7/keep-student-data-as-re"):
        read_case_file(path, doubled)
