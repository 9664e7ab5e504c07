"""The typed records follow the vocabulary, because they are written from it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

from sro_policy.evaluation import generate_records, records
from sro_policy.evaluation.generate_records import RECORDS, main, written
from sro_policy.vocabulary import VOCABULARY, ChoiceFact, Fact, Subject, Vocabulary


def test_the_records_are_what_the_vocabulary_says() -> None:
    """The file is exactly what the generator writes; else run `python -m sro_policy.evaluation.generate_records`."""
    assert RECORDS.read_bytes().decode() == written()
    assert main(["--check"]) == 0


def test_each_fact_has_its_field_and_each_field_its_fact() -> None:
    """In the order of declaration, with nothing as default, and an act with an id before."""
    for subject in ("officer", "incident", "act", "contract", "program"):
        fields = attrs.fields(getattr(records, subject.title()))
        names = [fact.name for fact in VOCABULARY.of(subject)]
        assert [field.name for field in fields] == (["id", *names] if subject == "act" else names)
        assert all(field.default is None for field in fields if field.name != "id")
        assert all(field.kw_only for field in fields)


def test_a_stale_file_is_told_and_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With `--check` a stale file stays as it is and the answer is 1; without, it is written."""
    path = tmp_path / "records.py"
    path.write_text("stale", encoding="utf-8")
    monkeypatch.setattr(generate_records, "RECORDS", path)
    assert main(["--check"]) == 1
    assert path.read_text(encoding="utf-8") == "stale"
    assert capsys.readouterr().err == "records.py is stale: run python -m sro_policy.evaluation.generate_records\n"
    assert main([]) == 0
    assert path.read_bytes().decode() == written()
    assert main(["--check"]) == 0


def test_it_is_a_command() -> None:
    """It runs as a module, with the answer as its exit code."""
    command = [sys.executable, "-m", "sro_policy.evaluation.generate_records", "--check"]
    assert subprocess.run(command, check=False, cwd=Path(__file__).parents[2]).returncode == 0


def test_long_lists_of_names_stand_one_on_a_line() -> None:
    """A list of names fits the line, or is broken as the formatter breaks it."""

    class Officer(Subject):
        name = "officer"
        short = ChoiceFact(known_that="…", ask="…", who="officer", values=("x" * 72,))
        longer = ChoiceFact(known_that="…", ask="…", who="officer", values=("x" * 89,))
        longest = ChoiceFact(known_that="…", ask="…", who="officer", values=("x" * 89, "y"))

    source = written(Vocabulary((Officer(),), (), ()))
    assert f'Short: TypeAlias = Literal["{"x" * 72}"]\n' in source
    assert len(f'Longer: TypeAlias = Literal["{"x" * 89}"]') == 120
    assert f'Longer: TypeAlias = Literal["{"x" * 89}"]\n' in source
    assert f'Longest: TypeAlias = Literal[\n    "{"x" * 89}",\n    "y",\n]\n' in source


def test_a_kind_of_fact_that_has_no_type_is_told() -> None:
    """A new kind of fact is no record until someone says how its values are typed."""

    class Odd(Fact):
        type_name = "odd"

    class Officer(Subject):
        name = "officer"
        odd = Odd(known_that="…", ask="…", who="officer")

    with pytest.raises(TypeError, match=r"no type stands for officer\.odd, odd"):
        written(Vocabulary((Officer(),), (), ()))


def test_the_file_is_laid_out_as_the_formatter_leaves_it() -> None:
    """The formatter finds nothing to change in what is written."""
    ruff = shutil.which("ruff", path=str(Path(sys.executable).parent)) or shutil.which("ruff")
    if ruff is None:
        pytest.skip("needs ruff")
    command = [ruff, "format", "--diff", "--line-length=120", "--stdin-filename=records.py", "-"]
    result = subprocess.run(command, input=written(), capture_output=True, text=True, encoding="utf-8", check=False)
    assert (result.returncode, result.stdout) == (0, "")
