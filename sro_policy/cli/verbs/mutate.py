"""``sro-policy mutate -- pytest …``: whether somebody's tests notice faults in the rules."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from sro_policy.cli.arguments import AsJson
from sro_policy.cli.mutation_text import show_mutation
from sro_policy.cli.output import write_json
from sro_policy.errors import InputError, quoted

_OPTIONS = {"rules": "--rule", "jobs": "--jobs", "limit": "--limit"}
_PYTEST = (["pytest"], ["python", "-m", "pytest"], ["python3", "-m", "pytest"])


def mutate(
    command: Annotated[
        list[str], typer.Argument(metavar="-- pytest ARGUMENT...", help="The tests, as pytest runs them.")
    ],
    *,
    rules: Annotated[
        list[str] | None, typer.Option("--rule", metavar="NAME", help="A rule or clause to keep to. Repeatable.")
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(metavar="NUMBER", help="How many mutants to try at once; as many as processors.")
    ] = None,
    limit: Annotated[
        float | None, typer.Option(metavar="SECONDS", help="How long the tests may take on one mutant; 600.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Run tests against each small fault that the rules could have, and tell which they do not notice."""
    tests = _tests(command)
    try:
        from sro_policy.mutate import UnusableTestsError  # noqa: PLC0415 - the extras may not be there
        from sro_policy.mutate import mutate as mutated  # noqa: PLC0415 - the same
    except ImportError as error:
        raise InputError(f"mutants need the extras `prove` and `testing`: {error}") from None
    try:
        report = mutated(tests, rules=rules, jobs=jobs, limit=limit)
    except InputError as error:
        raise InputError(error.problem, place=_OPTIONS.get(error.place, error.place)) from None
    except UnusableTestsError as error:
        raise _misplaced(tests, str(error)) or error from None
    if as_json:
        write_json(report.to_json())
    else:
        show_mutation(report)
    if report.of("survived"):
        raise typer.Exit(1)


def _misplaced(tests: list[str], said: str) -> InputError | None:
    """Return what to say where pytest refuses an option that is one of ours."""
    for option in (*_OPTIONS.values(), "--json"):
        if "unrecognized arguments" in said and any(word.partition("=")[0] == option for word in tests):
            return InputError(f"pytest does not know `{option}`: write it before `--`, as `{option} ... -- pytest ...`")
    return None


def _tests(command: list[str]) -> list[str]:
    """Return the arguments for pytest; it is run by the Python that runs here."""
    for words in (*_PYTEST, [sys.executable, "-m", "pytest"]):
        if command[: len(words)] == words:
            return command[len(words) :]
    raise InputError(f"tests are run by pytest, and not by {quoted(command[0])}: write `-- pytest ...`")
