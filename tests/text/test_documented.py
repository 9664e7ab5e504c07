"""The example of the package's own words runs as it stands."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import pytest  # noqa: TC002 - an import that costs nothing, where readers look for it

import sro_policy.text
from sro_policy import POLICY_431
from sro_policy.text import TextReport

from .invented import INVENTED


def test_the_documented_example_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With its imports and nothing else, a manual is compared with Policy 431, clause by clause."""
    assert sro_policy.text.__doc__ is not None
    example = textwrap.dedent(sro_policy.text.__doc__.split("\n\n", 1)[1].partition("\n\nWhat the library")[0])
    (tmp_path / "manual.pdf").write_text(INVENTED, encoding="utf-8")  # its content says what it is
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(example, names)  # noqa: S102 - the example is what is tested
    report = names["report"]
    assert isinstance(report, TextReport)
    assert not report.holds
    in_the_manual = [c.id for c in POLICY_431.clauses.values() if c.fingerprint]
    assert [item.clause for item in report.clauses] == in_the_manual
