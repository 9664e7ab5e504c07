"""The page of a review in headless Chromium: console, width, and what axe-core finds.

The page stands in frames as wide as a telephone, a tablet and a screen, with axe-core put into each. Chromium and
axe-core are not of this project: the first is named with --chromium, the second is one file, with --axe.
"""

from __future__ import annotations

import html
import json
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.report import heading, options, save
from sro_policy.review import Review, review, review_case
from sro_policy.review.page import as_page
from tests.cli.running import EXAMPLES
from tests.review.incidents import arrest

WIDTHS = (360, 768, 1280)
_SERIOUS = {"serious", "critical"}
_CHROMIUM = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--enable-logging=stderr", "--hide-scrollbars",
    "--virtual-time-budget=60000", "--dump-dom",
)  # fmt: skip

# What stands in each frame: axe-core looks at the page there, and tells the one around it.
_ASK = """
window.addEventListener("load", () => axe.run().then(found => parent.postMessage({
  width: innerWidth,
  over: document.documentElement.scrollWidth - innerWidth,
  findings: found.violations.map(one => ({id: one.id, impact: one.impact, nodes: one.nodes.length})),
  passes: found.passes.length,
}, "*")));
"""
_COLLECT = """
const found = [];
addEventListener("message", event => {
  found.push(event.data);
  document.getElementById("found").textContent = JSON.stringify(found);
});
"""


def main() -> None:
    """Look at the page of a live incident and of every example; exit with 1 where something is wrong."""
    parser = options(__doc__)
    parser.add_argument("--chromium", default="chromium", help="the browser")
    parser.add_argument("--axe", type=Path, required=True, help="axe.min.js of axe-core")
    asked = parser.parse_args()
    heading()
    axe = asked.axe.read_text(encoding="utf-8")
    version = subprocess.run([asked.chromium, "--version"], check=True, capture_output=True, text=True)  # noqa: S603
    print(f"{version.stdout.strip()}, axe-core {re.search(r'axe v([0-9.]+)', axe)[1]}\n")  # type: ignore[index]
    pages: dict[str, Review] = {"an arrest, step by step": review(arrest())}
    pages |= {path.stem: review_case(path.read_bytes()) for path in EXAMPLES}
    figures: dict[str, Any] = {}
    wrong = False
    for name, found in pages.items():
        figures[name] = seen = _seen(as_page(found), axe, asked.chromium)
        for frame in seen["frames"]:
            serious = [one for one in frame["findings"] if one["impact"] in _SERIOUS]
            print(
                f"{name:28} {frame['width']:5} px: {frame['over']} px too wide, {len(frame['findings'])} findings, "
                f"{len(serious)} of them serious; {frame['passes']} rules hold"
            )
            wrong |= bool(serious) or frame["over"] > 0
        print(f"{name:28}     console: {len(seen['console'])} messages")
        wrong |= bool(seen["console"]) or len(seen["frames"]) != len(WIDTHS)
    save(asked.json, figures)
    raise SystemExit(int(wrong))


def _seen(page: str, axe: str, chromium: str) -> dict[str, Any]:
    """Return what each frame tells, the narrowest first, and what the browser wrote to its console."""
    inside = html.escape(page.replace("</body>", f"<script>{axe}</script><script>{_ASK}</script></body>"), quote=True)
    frames = "".join(f'<iframe width="{width}" height="900" srcdoc="{inside}"></iframe>' for width in WIDTHS)
    around = f'<!doctype html><meta charset="utf-8"><pre id="found"></pre><script>{_COLLECT}</script>{frames}'
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "around.html")
        path.write_text(around, encoding="utf-8")
        command = [chromium, *_CHROMIUM, f"--user-data-dir={folder}/profile", path.as_uri()]
        ran = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    said = re.search(r'<pre id="found">(.*?)</pre>', ran.stdout, re.DOTALL)
    told = json.loads(html.unescape(said[1])) if said and said[1] else []
    return {
        "frames": sorted(told, key=lambda frame: frame["width"]),
        "console": [line for line in ran.stderr.splitlines() if "CONSOLE" in line],
    }


if __name__ == "__main__":
    main()
