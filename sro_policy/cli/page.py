"""A page of text for people: wrapped to the terminal, coloured where colour is welcome, plain elsewhere."""

from __future__ import annotations

import io
import os
import sys
from typing import TypeAlias, final

from rich.console import Console
from rich.text import Text

from sro_policy.cli.output import write_text

Piece: TypeAlias = str | tuple[str, str]
"""Some words, or words with a style."""

_LEAST = 12
"""However narrow the terminal, so many columns are left for words beside an indent."""

_DIGITS = 6
"""A width of so many digits is none."""

HEADING = "bold"
QUIET = "dim"
NAME = "cyan"
STRONG = "bold red"
MEDIUM = "bold yellow"
CALM = "green"


@final
class Page:
    """Collects lines and shows them at once. Words are never read as markup.

    ``aside`` shows them on standard error, so that standard output is left to JSON.
    """

    def __init__(self, *, aside: bool = False) -> None:
        self._aside = aside
        # A width that is no number would stop rich, and one of 0 would show nothing.
        width = os.environ.get("COLUMNS", "")
        usable = width.isascii() and width.isdecimal() and 0 < len(width) < _DIGITS and int(width) > 0
        environment = {k: v for k, v in os.environ.items() if k != "COLUMNS" or usable}
        there = Console(file=sys.stderr if aside else sys.stdout, _environ=environment)
        self._text = io.StringIO()
        # What is there is only asked how wide it is and what it can show. The page goes out in one piece.
        self._console = Console(
            file=self._text,
            width=there.width,
            force_terminal=there.is_terminal and not os.environ.get("NO_COLOR"),
            legacy_windows=False,
            _environ=environment,
        )
        self._lines: list[Text] = []

    def say(self, *pieces: Piece, indent: int = 0, mark: str = "") -> None:
        """Add a paragraph, wrapped; ``mark`` stands in the indent before its first line."""
        text = Text.assemble(*pieces)
        width = max(self._console.width - indent, _LEAST)
        for number, line in enumerate(text.wrap(self._console, width)):
            line.rstrip()
            self._lines.append(Text((mark if number == 0 else "").ljust(indent)) + line)

    def head(self, words: str) -> None:
        """Add a heading, with an empty line before it."""
        self.gap()
        self.say((words, HEADING))

    def gap(self) -> None:
        """Add an empty line, except at the top and after another."""
        if self._lines and self._lines[-1].plain:
            self._lines.append(Text())

    def gap_before(self) -> None:
        """Add an empty line at the top, for a page that follows another."""
        self._lines.append(Text())

    def show(self) -> None:
        """Write the page."""
        self._console.print(Text("\n").join(self._lines), soft_wrap=True)
        write_text(self._text.getvalue(), aside=self._aside)
