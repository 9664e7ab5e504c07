"""Every mutant of the rules against the project's worked cases: which case kills which, and which none can.

``--write`` keeps the list beside this command. A mutant that survives ends the command with exit code 1.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks.report import heading, options, save
from sro_policy.mutate import mutate

_LIST = Path(__file__).parent / "mutants.json"
_CASES = ("tests/cases",)


def main() -> None:
    """Try all mutants on the worked cases."""
    arguments = options(__doc__)
    arguments.add_argument("--write", action="store_true", help="write the list of mutants and killers")
    chosen = arguments.parse_args()
    heading()
    report = mutate(_CASES)
    fates = {fate: report.of(fate) for fate in ("killed", "survived", "equivalent")}
    print(f"{report.seconds:8.0f} s  {report.score:.1%} of the mutants that can be noticed are killed")
    for fate, outcomes in fates.items():
        print(f"{len(outcomes):8}    {fate}")
    for outcome in (*fates["survived"], *fates["equivalent"]):
        print(f"  {outcome.fate}: {outcome.mutant.says}")
    listed = [
        {"mutant": o.mutant.id, "says": o.mutant.says, "fate": o.fate, "killed_by": o.killed_by}
        for o in sorted(report.outcomes, key=lambda outcome: outcome.mutant.id)
    ]
    if chosen.write:
        _LIST.write_text(json.dumps(listed, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    save(chosen.json, {"score": report.score, "seconds": report.seconds, "mutants": listed})
    if fates["survived"]:
        sys.exit(1)


if __name__ == "__main__":
    main()
