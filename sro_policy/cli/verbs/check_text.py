"""``sro-policy check-text``: whether a department's manual has the policy as it is encoded."""

from __future__ import annotations

import typer

from sro_policy.cli.arguments import AsJson, ManualFile
from sro_policy.cli.output import write_json
from sro_policy.cli.report_text import show_report
from sro_policy.cli.source import STANDARD_INPUT, name_of, read_source
from sro_policy.rules import POLICY_431
from sro_policy.text import ManualText, manual_from_bytes, read_manual
from sro_policy.text import check_text as compare
from sro_policy.text.limits import LARGEST_FILE
from sro_policy.text.policy_segments import policy_segments


def check_text(manual: ManualFile, *, as_json: AsJson = False) -> None:
    """Compare a manual with the policy as encoded."""
    report = compare(_read(manual), policy_segments(POLICY_431))
    if as_json:
        write_json(report.to_json())
    else:
        show_report(report)
    if not report.holds:
        raise typer.Exit(1)


def _read(manual: str) -> ManualText:
    # Without a name there is no file to read; what is said of that is the same as for a case.
    if manual in (STANDARD_INPUT, ""):
        return manual_from_bytes(read_source(manual, LARGEST_FILE), name_of(manual))
    return read_manual(manual)
