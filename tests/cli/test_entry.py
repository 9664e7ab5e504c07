"""How the command line is reached, and what it says where its libraries are missing."""

from __future__ import annotations

import importlib
import sys
import tomllib
from importlib.abc import MetaPathFinder

import pytest

import sro_policy.cli

from .running import EXAMPLES, ROOT, ran, run


class _Missing(MetaPathFinder):
    """Says of a library that it is not installed."""

    def __init__(self, name: str) -> None:
        self.name = name

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:
        del path, target
        if fullname == self.name:
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)


def _forget(monkeypatch: pytest.MonkeyPatch, *libraries: str) -> None:
    for name in list(sys.modules):
        if name in libraries or name.startswith((*(f"{x}." for x in libraries), "sro_policy.cli.")):
            monkeypatch.delitem(sys.modules, name)


@pytest.mark.parametrize("library", ["typer", "rich"])
def test_without_its_libraries_it_says_which_extra_to_install(
    library: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without typer or rich, one line says to install the extra, and the exit code is 2."""
    _forget(monkeypatch, "typer", "rich")
    monkeypatch.setattr(sys, "meta_path", [_Missing(library), *sys.meta_path])
    with pytest.raises(SystemExit) as ended:
        sro_policy.cli.main()
    assert ended.value.code == 2
    assert capsys.readouterr().err == "Error: the command line needs the extra `cli`: pip install 'sro-policy[cli]'\n"


def test_another_missing_module_is_not_taken_for_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """A module of the library's own that is missing is a fault of the library, and shown as one."""
    _forget(monkeypatch)
    monkeypatch.setattr(sys, "meta_path", [_Missing("sro_policy.cli.words"), *sys.meta_path])
    with pytest.raises(ModuleNotFoundError, match=r"sro_policy\.cli\.words"):
        sro_policy.cli.main()


def test_the_entry_point_leads_to_it() -> None:
    """The script of the package, and the module run as one, are the command line."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, name = project["scripts"]["sro-policy"].split(":")
    assert getattr(importlib.import_module(module), name) is sro_policy.cli.main
    as_a_module = ran("--help")
    assert as_a_module.returncode == 0
    assert "Usage: sro-policy" in as_a_module.stdout


def test_help_names_the_verbs_and_the_exit_codes() -> None:
    """The help lists the verbs and says what the exit codes mean; without a verb it is shown with exit code 2."""
    result = run("--help")
    assert result.code == 0
    for verb in (
        "evaluate", "ask", "explain", "rules", "facts", "schema", "check-text", "verify", "withhold", "approve",
        "prove", "fidelity",
    "mutate",
    ):  # fmt: skip
        assert verb in result.out
        assert run(verb, "--help").code == 0
    assert "Exit codes: 0 done; 1 done, and what was checked does not hold; 2 bad" in result.out
    assert run().code == 2


def test_it_runs_in_a_process_of_its_own() -> None:
    """A real run reads a file and its standard input alike, and leaves with 0; an error leaves with 2."""
    case = EXAMPLES[0].read_text(encoding="utf-8")
    by_name = ran("evaluate", str(EXAMPLES[0]))
    assert (by_name.returncode, by_name.stderr) == (0, "")
    assert ran("evaluate", "-", input=case).stdout == by_name.stdout
    wrong = ran("evaluate", "-", input='{"acts": {}}')
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr == "Error: standard input: acts: `{}` is not a list of acts\n"


def test_it_says_its_version() -> None:
    """`--version` prints the version alone."""
    assert run("--version").out == f"sro-policy {sro_policy.__version__}\n"
