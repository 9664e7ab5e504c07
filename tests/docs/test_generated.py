"""Generated pages follow from the code, and leave nothing of it out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest  # noqa: TC002 - an import that costs nothing, where readers look for it

from docs.generate import __main__ as command
from docs.generate.markup import MADE, anchor
from docs.generate.pages import DOCS, stale, write
from docs.generate.site import Site
from sro_policy.conditions import Condition
from sro_policy.rules import conditions
from sro_policy.rules.silence import SILENT
from sro_policy.vocabulary import BooleanFact


def test_no_page_is_stale(made: dict[str, str]) -> None:
    """What is kept is what the code says now; else run `python -m docs.generate` and commit what it writes."""
    assert stale(made, DOCS) == []


def test_a_page_that_no_longer_follows_is_noticed(made: dict[str, str], tmp_path: Path) -> None:
    """A changed page, a missing one and one that nothing makes are each named, and writing mends them."""
    write(made, tmp_path)
    assert stale(made, tmp_path) == []
    (tmp_path / "readings.md").write_text("changed", encoding="utf-8")
    (tmp_path / "silence.md").unlink()
    (tmp_path / "old.md").write_text(f"# Old\n\n{MADE}\n", encoding="utf-8")
    (tmp_path / "by-hand.md").write_text("# By hand\n", encoding="utf-8")
    assert stale(made, tmp_path) == [
        "old.md: nothing makes it any more",
        "readings.md: does not follow from the code",
        "silence.md: missing",
    ]
    write(made, tmp_path)
    assert stale(made, tmp_path) == []
    assert (tmp_path / "by-hand.md").is_file()


def test_checking_fails_where_a_page_is_stale_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--check` gives 1, names each page and says what to run; without it the pages are written."""
    wanted = {"readings.md": f"# Readings\n\n{MADE}\n"}
    monkeypatch.setattr(command, "DOCS", tmp_path)
    monkeypatch.setattr(command, "pages", lambda _site: wanted)
    assert command.main(["--check"]) == 1
    assert "readings.md: missing\nrun `python -m docs.generate`" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert command.main([]) == 0
    assert command.main(["--check"]) == 0


def test_every_clause_has_its_place(made: dict[str, str], site: Site) -> None:
    """Each clause has a heading on its section's page, with its gist, and its rules or why it has none."""
    for section in site.policy.sections:
        page = made[f"policy/{section.number}.md"]
        for clause in section.clauses:
            start = page.index(f"\n## {clause.id} {{ #{anchor(clause.id)} }}\n")
            text = page[start : page.find("\n## ", start + 1)]
            assert clause.gist in text
            assert (f"No rule: {clause.no_rule}." in text) == bool(clause.no_rule)


def test_every_rule_is_described(made: dict[str, str], site: Site) -> None:
    """Each rule has a heading, its statement, its flags, readings, figures, table and diagram, and is on the map."""
    for rule in site.rules.values():
        page = made[f"policy/{rule.section.number}.md"]
        start = page.index(f"\n### `{rule.id}` {{ #{rule.rule.name} }}\n")
        text = page[start:].split("\n### ", 2)[1].split("\n## ")[0]
        assert rule.rule.says in text
        assert all(f"- `{flag.name}`: {flag.says}." in text for flag in rule.rule.flags)
        assert all(f"[{reading.id}](../readings.md#{reading.id})" in text for reading in rule.rule.readings)
        assert all(f"(../parameters.md#{item.name})" in text for item in rule.parameters)
        if rule.force.gives_findings:
            assert '<ol class="flow">' in text
            assert "| status |" in text
        assert f"[`{rule.id}`]" in made["policy/rules.md"]


def test_every_reading_stands_in_the_register(made: dict[str, str], site: Site) -> None:
    """Each reading has a heading with its question, alternatives and default; settings are marked."""
    page = made["readings.md"]
    for reading in site.policy.readings:
        mark = " · setting" if reading.is_setting else ""
        start = page.index(f"### {reading.id}{mark} {{ #{reading.id} }}")
        text = page[start : page.find("\n### ", start + 1)]
        assert f"**{reading.question}**" in text
        assert f"Taken: {reading.default}" in text
        assert all(item.says in text and item.value in text for item in reading.alternatives)
        unmarked = [item for item in reading.alternatives if reading.is_setting and not item.value]
        assert all(f"- {item.says} (not selectable)\n" in text for item in unmarked)
        assert text.count("(not selectable)") == len(unmarked)
        assert (", the default)" in text) == reading.is_setting


def test_a_figure_that_only_a_flag_reads_says_so(made: dict[str, str], site: Site) -> None:
    """The register of figures tells what decides a finding from what only raises one of its flags."""
    used_by = dict(re.findall(r"## `(\w+)`.*?\| used by \| (.*?) \|\n", made["parameters.md"], re.DOTALL))
    assert used_by.keys() == {item.name for item in site.policy.edition.parameters}
    told = {name: re.findall(r"\[`([^`]+)`\]\S+ \(only its flag `(\w+)`\)", text) for name, text in used_by.items()}
    substitute = [("626.8482/excused-as-substitute", "unverified_parameter")]
    assert {name: found for name, found in told.items() if found} == {
        "training_required_from": substitute,
        "legacy_deadline": substitute,
        "late_training_months": substitute,
        "legacy_deadline_published": [("431.8/initial-training", "deadline_conflict")],
    }


def test_every_fact_is_described(made: dict[str, str], site: Site) -> None:
    """Each fact has its place with all that is declared of it; computed facts and figures have theirs."""
    for fact in site.policy.vocabulary.facts.values():
        page = made[f"vocabulary/{fact.subject or 'case'}.md"]
        text = page[page.index(f"## `{fact.key}` {{ #{fact.name} }}") :].split("\n## ")[0]
        assert f"**{fact.known_that}**" in text
        assert fact.ask in text
        assert not isinstance(fact, BooleanFact) or f"Where it is false: {fact.known_not}.\n" in text
        assert f"| can be acted on | {'yes' if fact.can_be_acted_on else 'no'} |" in text
        assert f"| kind | {'judged' if fact.judged else 'observed'}{', bearing' if fact.bearing else ''} |" in text
    for item in site.policy.vocabulary.computed:
        assert f"## `{item.key}` {{ #{item.name} }}" in made["vocabulary/computed.md"]
        assert f"Where the answer is no: {item.known_not}.\n" in made["vocabulary/computed.md"]
    for parameter in site.policy.edition.parameters:
        assert f"## `{parameter.name}`" in made["parameters.md"]
        assert parameter.source in made["parameters.md"]


def test_every_constraint_is_listed(made: dict[str, str], site: Site) -> None:
    """What a kind says stands in its row, under the fact; what else ties facts stands in its own words."""
    lines = [line.strip("| ").split(" | ") for line in made["vocabulary/kinds.md"].splitlines() if line[:2] == "| "]
    head = next(cells for cells in lines if cells[0] == "kind")
    rows = {cells[0].lower(): cells for cells in lines}
    for constraint in site.policy.constraints:
        of_kind = re.fullmatch(r"an act of kind (\w+) says (yes|no) to act\.(\w+)", constraint.says)
        if of_kind is None:
            assert constraint.says.lower() in rows
            continue
        kind, answer, fact = of_kind.groups()
        (column,) = (place for place, cell in enumerate(head) if f"`{fact}`" in cell)
        assert rows[f"`{kind}`"][column] == answer


def test_every_silent_topic_is_listed(made: dict[str, str]) -> None:
    """Nothing on which 431 is silent is left out."""
    for topic in SILENT:
        assert topic.topic[1:] in made["silence.md"]


def test_every_derived_condition_has_a_name(made: dict[str, str]) -> None:
    """A condition that rules share is said in its own words, so each has an entry in `docs/generate/names.py`."""
    for name, value in vars(conditions).items():
        if isinstance(value, Condition):
            assert f"## `{name}`" in made["vocabulary/conditions.md"], f"give `{name}` its words"
