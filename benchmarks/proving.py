"""What each claim takes to be proved over all fact patterns, its witnesses replayed, and what all of them take."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from time import perf_counter

from benchmarks.report import heading, options, save
from sro_policy.prove import Proof, prove

MOST = 10.0
"""Seconds that a run of all claims may take, in the slowest round."""


def main() -> None:
    """Time and print; what does not hold, or takes too long, ends the command with exit code 1."""
    parser = options(__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often all claims are proved")
    parser.add_argument("--set", action="append", default=[], metavar="READING=VALUE", help="how a passage is read")
    asked = parser.parse_args()
    settings = dict(item.split("=", 1) for item in asked.set)
    heading()
    proofs, took = [], []
    for _ in range(asked.rounds):
        began = perf_counter()
        proofs.append(prove(settings=settings))
        took.append(perf_counter() - began)
    print(f"{'claim':20} {'seconds':>8} {'slowest':>8} {'entries':>8} {'replayed':>9}")
    rows = [row(proofs, place) for place in range(len(proofs[0].claims))]
    for name, typical, slowest, entries, witnesses in rows:
        print(f"{name:20} {typical:8.3f} {slowest:8.3f} {entries:8} {witnesses:9}")
    in_time = max(took) < MOST
    held = all(proof.holds for proof in proofs)
    print(
        f"{'all claims':20} {median(took):8.3f} {max(took):8.3f} {sum(row[3] for row in rows):8} "
        f"{sum(row[4] for row in rows):9}  under {MOST:g} s: {'holds' if in_time else 'FAILS'}"
    )
    if not held:
        print("a claim does not hold")
    save(
        asked.json,
        {
            "settings": settings,
            "claims": {name: {"median": typical, "slowest": slowest} for name, typical, slowest, _, _ in rows},
            "all": {"median": median(took), "slowest": max(took)},
            "holds": held,
        },
    )
    raise SystemExit(0 if in_time and held else 1)


def row(proofs: Sequence[Proof], place: int) -> tuple[str, float, float, int, int]:
    """Return a claim's name, its seconds by median and at most, and how many entries and witnesses it has."""
    claim = proofs[0].claims[place]
    seconds = [proof.claims[place].seconds for proof in proofs]
    witnesses = sum(len(entry.witnesses) for entry in claim.entries)
    return claim.name, median(seconds), max(seconds), len(claim.entries), witnesses


if __name__ == "__main__":
    main()
