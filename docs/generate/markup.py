"""Small pieces of Markdown and HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

MADE = "<!-- Made by `python -m docs.generate` from the code: change the code, not this page. -->"


def page(title: str, *blocks: str) -> str:
    """Return a page: its title, what made it, and its blocks with a blank line between."""
    return "\n\n".join([f"# {title}", MADE, *(block.strip("\n") for block in blocks if block.strip())]) + "\n"


def cell(text: str) -> str:
    """Return a text as it can stand in a cell of a table."""
    return text.replace("|", "\\|").replace("\n", " ")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell(item) for item in line)} |" for line in lines)


def stacked(text: str) -> str:
    """Return a table whose rows a narrow screen shows one below the other, cell by cell."""
    return f'<div class="stack" markdown>\n\n{text}\n\n</div>'


def properties(rows: Iterable[tuple[str, str]]) -> str:
    """Return a table of names and what they are, without a head."""
    return f'<div class="properties" markdown>\n\n{table(("", ""), rows)}\n\n</div>'


def escaped(text: str) -> str:
    """Return a text as it can stand in HTML."""
    return html.escape(text, quote=False)


def anchor(name: str) -> str:
    """Return the name of a heading as links find it: ``431.3(a)`` is found at ``431.3-a``."""
    return re.sub(r"\W+$", "", re.sub(r"[^\w.]+", "-", name))


def heading(level: int, text: str, name: str) -> str:
    """Return a heading that links find by a name of its own."""
    return f"{'#' * level} {text} {{ #{anchor(name)} }}"


def indented(text: str, by: int = 4) -> str:
    """Return a text that stands further in, its blank lines left blank."""
    return "\n".join(" " * by + line if line.strip() else line for line in text.split("\n"))


def folded(title: str, text: str, kind: str = "example") -> str:
    """Return a box that is closed until a reader opens it."""
    return f'??? {kind} "{title}"\n\n{indented(text)}'


def code(text: str, language: str) -> str:
    """Return a block of code."""
    return f"```{language}\n{text}\n```"
