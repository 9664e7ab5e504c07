"""What is promised to users: the names of the package, their types, and the version."""

from __future__ import annotations

import contextlib
import importlib
import importlib.resources
import inspect
import itertools
import pkgutil
import re
import tomllib
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Literal, get_args, get_origin

import pytest

import sro_policy
from sro_policy import POLICY_431
from sro_policy.evaluation.compiled import ENGINES
from sro_policy.evaluation.wording import status_of, word_of
from sro_policy.exact.plan import Verdict
from sro_policy.policy import Force

ROOT = Path(__file__).parent.parent


def test_the_names_are_sorted() -> None:
    """Constants, then classes, then functions, each by the alphabet, and each once."""
    names = sro_policy.__all__
    assert list(names) == sorted(set(names), key=lambda name: (not name.isupper(), name.islower(), name))


@pytest.mark.parametrize("name", sro_policy.__all__)
def test_each_name_can_be_imported_and_explains_itself(name: str) -> None:
    """Each name is there and public, and comes with words of its own."""
    found = getattr(importlib.import_module("sro_policy"), name)
    assert not name.startswith("_")
    if get_origin(found) is Literal:
        assert all(type(value) is str for value in get_args(found))
        return
    assert found.__module__.startswith("sro_policy.")
    if inspect.isclass(found) or inspect.isfunction(found):
        assert inspect.getdoc(found)
        assert found.__name__ == name


def test_closed_sets_of_names_are_what_they_name() -> None:
    """The types of status, word, force, layer and engine list what is there, so that a type checker finds slips."""
    assert {*get_args(sro_policy.ForceName)} == {str(force) for force in Force if force.gives_findings}
    assert get_args(sro_policy.EngineName) == ENGINES
    truths = get_args(sro_policy.Truth)
    rules = POLICY_431.bind({}).rules + POLICY_431.bind({"M1": "free"}).rules
    found: set[tuple[str, str]] = set()
    for rule, applies, broken in itertools.product(rules, truths, truths):
        with contextlib.suppress(KeyError):  # what does not apply cannot be broken, and what is broken applies
            status = status_of(Verdict(rule, applies, broken, (), (), ()))
            stages = itertools.product((None, "contemplated", "done"), (None, "because"))
            found |= {(status, word_of(rule, status, *stage)) for stage in stages}
    assert {status for status, _ in found} == {*get_args(sro_policy.Status)}
    assert {word for _, word in found} == {*get_args(sro_policy.Word)}
    assert {section.layer for section in POLICY_431.sections} <= {*get_args(sro_policy.Layer)}


def test_nothing_else_leaks() -> None:
    """Beside the promised names, the package shows its own modules alone."""
    modules = {module.name for module in pkgutil.iter_modules(sro_policy.__path__)}
    for name, value in vars(sro_policy).items():
        # Pytest adds names of its own, such as `@py_builtins`, to what comes with a plugin.
        if name.startswith(("_", "@")) or name in sro_policy.__all__:
            continue
        assert isinstance(value, ModuleType), name
        assert name in modules
        assert value.__name__ == f"sro_policy.{name}"


def test_a_star_import_gives_the_promised_names() -> None:
    """`from sro_policy import *` gives what is promised, and no more."""
    names: dict[str, object] = {}
    exec("from sro_policy import *", names)  # noqa: S102 - the statement is what is tested
    assert set(names) - {"__builtins__"} == set(sro_policy.__all__)


def test_what_evaluate_raises_on_purpose_can_be_caught_by_one_name() -> None:
    """Every promised error is an `SroPolicyError`."""
    errors = [value for name in sro_policy.__all__ if name.endswith("Error") and (value := getattr(sro_policy, name))]
    assert len(errors) >= 5
    assert all(issubclass(error, sro_policy.SroPolicyError) for error in errors)


def test_the_package_says_that_it_is_typed() -> None:
    """Type checkers find `py.typed`."""
    assert importlib.resources.files("sro_policy").joinpath("py.typed").is_file()


def test_the_version_is_in_the_metadata() -> None:
    """An installed package says its version, which is that of the imported one."""
    try:
        version = metadata.version("sro-policy")
    except metadata.PackageNotFoundError:
        pytest.skip("needs the package to be installed: it runs from its source here")
    assert version == sro_policy.__version__


def test_the_version_is_one_that_packages_can_have() -> None:
    """The version has three numbers, and the project file takes it from the package."""
    assert re.fullmatch(r"\d+\.\d+\.\d+", sro_policy.__version__)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" in project["project"]["dynamic"]
    source = (ROOT / project["tool"]["hatch"]["version"]["path"]).read_text(encoding="utf-8")
    assert f'__version__ = "{sro_policy.__version__}"' in source
