"""``python -m docs.generate``: write the generated pages; with ``--check``, say which no longer follow."""

from __future__ import annotations

import argparse
import sys

from docs.generate.pages import DOCS, pages, stale, write
from docs.generate.site import Site
from sro_policy import POLICY_431


def main(arguments: list[str] | None = None) -> int:
    """Write the pages, or check them. Return 0, or 1 where a page is stale."""
    parser = argparse.ArgumentParser(prog="python -m docs.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a page is stale")
    wanted = pages(Site(POLICY_431))
    if not parser.parse_args(arguments).check:
        write(wanted, DOCS)
        print(f"{len(wanted)} pages written")
        return 0
    amiss = stale(wanted, DOCS)
    for line in amiss:
        print(line, file=sys.stderr)
    if amiss:
        print("run `python -m docs.generate` and commit what it writes", file=sys.stderr)
    return 1 if amiss else 0


if __name__ == "__main__":
    sys.exit(main())
