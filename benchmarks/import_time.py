"""What it costs to begin: importing the library, compiling the policy, and the first evaluation.

Each figure is taken in a process of its own, several times. The parts of compiling are timed in one more
process, on the policy under its defaults.
"""

from __future__ import annotations

import json
import subprocess
import sys
from statistics import median

from benchmarks.report import heading, options, save

_IMPORT = """
from time import perf_counter
began = perf_counter()
import sro_policy
print(perf_counter() - began)
"""

_FIRST = """
from time import perf_counter
import sro_policy
case = {{"officer": {{"is_sro": True}}, "acts": [{{"id": "a1", "in_school": True}}]}}
began = perf_counter()
sro_policy.evaluate(case, engine="{engine}")
first = perf_counter() - began
began = perf_counter()
sro_policy.evaluate(case, engine="{engine}")
print(first, perf_counter() - began)
"""

_PARTS = """
import json
from time import perf_counter
from sro_policy.engines.durable import DurableEngine
from sro_policy.engines.table import TableEngine
from sro_policy.exact.groups import groups
from sro_policy.exact.implicants import prime_implicants
from sro_policy.exact.plan import plan_for
from sro_policy.policy.digest import policy_digest
from sro_policy.rules import POLICY_431
from sro_policy.vocabulary import SUBJECT_ORDER
times = {}
def timed(name, run):
    began = perf_counter()
    found = run()
    times[name] = perf_counter() - began
    return found
bound = timed("binding to settings", lambda: POLICY_431.bind({}))
tied = timed("groups", lambda: groups(item.must_hold for item in POLICY_431.constraints))
timed("digest of the policy", lambda: policy_digest(bound))
plans = timed("plans", lambda: [plan_for(s, bound.of(s), POLICY_431.vocabulary, tied) for s in SUBJECT_ORDER])
timed("table engine", lambda: [TableEngine.build(plan) for plan in plans])
timed("prime implicants", lambda: [prime_implicants(c, plan.groups) for plan in plans for c in plan.asked])
timed("durable engine, implicants included", lambda: [DurableEngine.build(plan) for plan in plans])
print(json.dumps(times))
"""


def main() -> None:
    """Run each in a fresh process, and print milliseconds."""
    parser = options(__doc__)
    parser.add_argument("--runs", type=int, default=7, help="processes for each figure")
    asked = parser.parse_args()
    heading()
    figures = {"import": _median(_IMPORT, asked.runs)[0]}
    for engine in ("table", "durable"):
        first, second = _median(_FIRST.format(engine=engine), asked.runs)
        figures[f"first evaluation, {engine}"] = first
        figures[f"second evaluation, {engine}"] = second
    parts = [json.loads(_run(_PARTS)) for _ in range(asked.runs)]
    figures |= {f"compiling: {name}": median(part[name] for part in parts) for name in parts[0]}
    print(f"milliseconds, median of {asked.runs} processes")
    for name, seconds in figures.items():
        print(f"{seconds * 1e3:9.2f}  {name}")
    save(asked.json, {"milliseconds": {name: seconds * 1e3 for name, seconds in figures.items()}})


def _median(code: str, runs: int) -> list[float]:
    rows = [[float(word) for word in _run(code).split()] for _ in range(runs)]
    return [median(column) for column in zip(*rows, strict=True)]


def _run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout  # noqa: S603 - the code stands above


if __name__ == "__main__":
    main()
