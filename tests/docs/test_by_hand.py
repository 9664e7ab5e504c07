"""Pages written by hand: their examples run, and say what they print."""

from __future__ import annotations

import contextlib
import inspect
import io
import json
import re
import shlex
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from docs.generate.markup import MADE
from docs.generate.pages import DOCS
from sro_policy import POLICY_431, evaluate

from ..cli.running import run

BY_HAND = [p for p in sorted(DOCS.rglob("*.md")) if MADE not in p.read_text(encoding="utf-8")]
_FENCE = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)


def blocks(page: Path) -> list[tuple[str, str]]:
    """Return the language and content of each block of code, moved out to the margin."""
    text = page.read_text(encoding="utf-8")
    return [(m[2], re.sub(rf"^{m[1]}", "", m[3], flags=re.MULTILINE)) for m in _FENCE.finditer(text)]


def shown_tests(names: dict[str, Any]) -> Iterator[Callable[[], None]]:
    """Every test among some names, ready to be called; one that takes items by `parametrize` once for each."""
    for name, test in names.items():
        if not name.startswith("test_"):
            continue
        marks = getattr(test, "pytestmark", [])
        if marks:
            (mark,) = marks
            yield from (partial(test, item) for item in mark.args[1])
        else:
            # What Hypothesis gives is no argument of the test any more.
            assert not inspect.signature(test).parameters, f"{name} takes what nobody here gives"
            yield test


@pytest.fixture
def few_examples() -> Iterator[None]:
    """Tests of a page that leave the number of examples to Hypothesis get by with few."""
    before = settings.get_current_profile_name()
    settings.register_profile("pages", max_examples=5, database=None)
    settings.load_profile("pages")
    yield
    settings.load_profile(before)


@pytest.mark.usefixtures("few_examples")
@pytest.mark.parametrize("page", BY_HAND, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_examples_print_what_they_say_and_their_tests_pass(page: Path, tmp_path: Path) -> None:
    """Each Python block of a page runs after those before it, and prints what the text block after it shows; the tests
    in it pass."""
    found = blocks(page)
    names: dict[str, Any] = {}
    for index, (language, code) in enumerate(found):
        if language != "python":
            continue
        file = tmp_path / f"block_{index}.py"  # whoever reads a function's source must find Python there, not the page
        file.write_text(code, encoding="utf-8")
        before = dict(names)
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, str(file), "exec"), names)  # noqa: S102 - our own page
            for test in shown_tests({name: value for name, value in names.items() if before.get(name) is not value}):
                test()
        shown = found[index + 1][1] if found[index + 1 : index + 2] and found[index + 1][0] == "text" else ""
        assert printed.getvalue() == shown


@pytest.mark.parametrize("page", BY_HAND, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_transcripts_are_what_comes_out(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a console block shows what a command says, it says that; what is typed stands behind `> `, and `…` stands
    for the rest."""
    monkeypatch.chdir(DOCS.parent)
    for language, content in blocks(page):
        command, _, shown = content.partition("\n")
        if language != "console" or not shown or shown.startswith("$ "):
            continue
        typed = [line[1:].strip() for line in shown.splitlines() if line == ">" or line.startswith("> ")]
        result = run(*shlex.split(command)[2:], stdin="".join(f"{line}\n" for line in typed), width=80)
        said = "".join(f"{line.rstrip()}\n" for line in result.out.splitlines())
        assert result.code == 0
        assert said.startswith(shown.removesuffix("…\n")) if shown.endswith("…\n") else said == shown


@pytest.mark.parametrize("page", BY_HAND, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_json_examples_are_cases_that_can_be_judged(page: Path) -> None:
    """A block of JSON is a case, or holds one, and is accepted."""
    for language, content in blocks(page):
        if language == "json":
            value = json.loads(content)
            evaluate(value.get("case", value))


def test_rules_and_clauses_that_pages_name_exist() -> None:
    """What looks like the id of a clause is one, on every page that is written by hand but the one that adds one."""
    sections = {section.number for section in POLICY_431.sections}
    for page in BY_HAND:
        if page.name == "add-a-rule.md":
            continue
        for name in re.findall(r"\b431\.\d[\w.]*(?:\([a-h]\))?(?:/[a-z-]+)?", page.read_text(encoding="utf-8")):
            clause = name.rstrip(".").removesuffix(".md").partition("/")
            if clause[2]:
                assert name in {f"{s.number}/{r.name}" for s in POLICY_431.sections for c in s.clauses for r in c.rules}
            else:
                assert clause[0] in POLICY_431.clauses or clause[0] in sections, f"{page.name}: {name}"


def test_every_decision_has_its_four_parts_and_its_place() -> None:
    """Context, choice, why and consequences; numbers without gaps; listed in the index and in the navigation."""
    folder = DOCS / "decisions"
    records = sorted(path for path in folder.glob("*.md") if path.name != "index.md")
    index = (folder / "index.md").read_text(encoding="utf-8")
    navigation = (DOCS.parent / "mkdocs.yml").read_text(encoding="utf-8")
    for number, path in enumerate(records, start=1):
        text = path.read_text(encoding="utf-8")
        assert path.name.startswith(f"{number:04}-")
        title = text.partition("\n")[0]
        assert title.startswith(f"# {number}. ")
        parts = re.findall(r"^\*\*(\w+)\.\*\*", text, re.MULTILINE)
        assert parts == ["Context", "Choice", "Why", "Consequences"], path.name
        assert f"[{title.partition('. ')[2]}]({path.name})" in index
        assert f"decisions/{path.name}" in navigation
