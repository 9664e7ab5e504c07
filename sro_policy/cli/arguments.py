"""The arguments and options that verbs share, each declared once."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]

CaseFile: TypeAlias = Annotated[str, typer.Argument(metavar="FILE|-", help="The case as JSON; - reads standard input.")]

ManualFile: TypeAlias = Annotated[
    str, typer.Argument(metavar="MANUAL|-", help="The manual, as plain text or PDF; - reads standard input.")
]

AsOf: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", help="The day as of which dates are judged, as 2026-11-24; before the case's own."
    ),
]

EngineName: TypeAlias = Annotated[
    str | None,
    typer.Option("--engine", metavar="NAME", help="durable, table or reference; all give the same answer."),
]

Settings: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="READING=VALUE", help="How a passage is read, as A2=one. Repeatable; goes before the case's."
    ),
]
