"""What questions, explanations and changes cost, in full decisions.

A full decision is a plain dict to all findings and guidance, read to the end, by table. Each other contender makes one
too and then asks; what it took longer is what asking cost. Explanations and changes are of one finding, drawn anew for
each case, that is decided; the change is the smallest.
"""

from __future__ import annotations

import random

from benchmarks.report import heading, options, save
from benchmarks.timing import interleaved
from benchmarks.workload import workload
from sro_policy import Decision, evaluate

MOST = {
    "questions": 50.0,
    "outlook": None,
    "one explanation": 2.0,
    "the smallest change": 50.0,
}
"""How many times a full decision each may cost; ``None`` where nothing is held."""


def main() -> None:
    """Time and print."""
    parser = options(__doc__)
    parser.add_argument("--records", type=int, default=200, help="random cases")
    parser.add_argument("--share", type=float, default=0.6, help="of all facts, how many are known")
    parser.add_argument("--rounds", type=int, default=15, help="how often each contender runs over all of them")
    asked = parser.parse_args()
    heading()
    documents = workload(asked.records, asked.seed, asked.share).documents
    pick = random.Random(asked.seed)
    drawn = [
        pick.choice([place for place, f in enumerate(read(document).findings) if f.status != "undetermined"])
        for document in documents
    ]
    pairs = list(zip(documents, drawn, strict=True))
    contenders = {
        "a full decision": lambda: [read(document) for document in documents],
        "questions": lambda: [read(document).questions for document in documents],
        "outlook": lambda: [read(document).outlook for document in documents],
        "one explanation": lambda: [read(document).findings[place].why() for document, place in pairs],
        "the smallest change": lambda: [read(document).findings[place].changes(most=1) for document, place in pairs],
    }
    times = interleaved(contenders, asked.records, asked.rounds)
    whole = times.typical("a full decision")
    print(f"{whole:9.1f} µs  a full decision, median of {asked.rounds} rounds")
    figures: dict[str, object] = {"a full decision": whole}
    failed = False
    for name, most in MOST.items():
        took = times.typical(name) - whole
        ratio = took / whole
        holds = "" if most is None else f"at most {most:g}: {'holds' if ratio <= most else 'FAILS'}"
        failed = failed or (most is not None and ratio > most)
        figures[name] = {"microseconds": took, "ratio": ratio}
        print(f"{took:9.1f} µs  {ratio:6.2f} times  {name:20} {holds}")
    save(asked.json, figures)
    raise SystemExit(1 if failed else 0)


def read(document: object) -> Decision:
    """Return a full decision, read to the end."""
    decision = evaluate(document, engine="table")  # type: ignore[arg-type]
    for finding in decision.findings:
        _ = finding.status, finding.word
    for guidance in decision.guidance:
        _ = guidance.statement
    return decision


if __name__ == "__main__":
    main()
