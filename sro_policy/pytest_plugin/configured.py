"""What pytest's configuration says of the plugin: the policy that is tested, and keys that are misspelt."""

from __future__ import annotations

import pkgutil
import sys
from typing import Any

import pytest

from sro_policy.errors import nearest, printable
from sro_policy.policy import Policy
from sro_policy.pytest_plugin.options import CASES, UNDER_TEST

POLICY = pytest.StashKey[Policy]()
"""Where the policy that is tested is kept."""

_OURS = ("sro_policy", "sro-policy")


def policy_under_test(config: pytest.Config) -> Policy:
    """Return the policy that is tested.

    Raises :class:`pytest.UsageError` where the configuration names none.
    """
    name = str(config.getini(UNDER_TEST))
    try:
        found: Any = pkgutil.resolve_name(name)
    except Exception as error:  # noqa: BLE001 - whatever a user's module raises
        said = str(error) if isinstance(error, ImportError | AttributeError | ValueError) else repr(error)
        raise _refused(config, f"no policy at `{name}`: {said}{_hint(name, error)}") from None
    if not isinstance(found, Policy):
        raise _refused(config, f"`{name}` is no policy{_hint(name, None)}")
    return found


def refuse_misspelt_keys(config: pytest.Config) -> None:
    """Refuse a key of the configuration that begins as ours do and is none: what it asks for would not be done.

    Raises :class:`pytest.UsageError` with the nearest key.
    """
    # Pytest 9 keeps what was configured for itself, and would warn of the older name.
    said = vars(config).get("_inicfg") or vars(config).get("inicfg") or {}
    for key in said:
        if key.startswith(_OURS) and not _is_known(config, key):
            hint = nearest(key, (CASES, UNDER_TEST))
            raise pytest.UsageError(f"{_place(config)}unknown key `{printable(key)}`{hint}")


def _is_known(config: pytest.Config, key: str) -> bool:
    try:
        config.getini(key)
    except ValueError:
        return False
    return True


def _refused(config: pytest.Config, problem: str) -> pytest.UsageError:
    return pytest.UsageError(printable(f"{_place(config)}{UNDER_TEST}: {problem}"))


def _place(config: pytest.Config) -> str:
    return f"{config.inipath.name}: " if config.inipath else ""


def _hint(name: str, error: Exception | None) -> str:
    module, _, wanted = name.partition(":")
    if isinstance(error, ModuleNotFoundError):
        return "; pytest's `pythonpath` says where modules lie"
    policies = [key for key, value in vars(sys.modules.get(module, object)).items() if isinstance(value, Policy)]
    return nearest(wanted, policies) or (f"; policies there: {', '.join(policies)}" if policies else "")
