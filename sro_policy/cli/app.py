"""The command line as a whole: its verbs, in the order of the help, and what becomes of an error."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from sro_policy.cli.output import write_error
from sro_policy.cli.verbs.check_text import check_text
from sro_policy.cli.verbs.evaluate import evaluate
from sro_policy.cli.verbs.facts import facts
from sro_policy.cli.verbs.rules import rules
from sro_policy.cli.verbs.schema import schema
from sro_policy.errors import SroPolicyError


class _Verbs(TyperGroup):
    """Turns every error that the library raises on purpose into one line and exit code 2."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - its type is not typer's to give
        """Run a verb."""
        try:
            return super().invoke(ctx)
        except SroPolicyError as error:
            write_error(error)
            raise typer.Exit(2) from None


app = typer.Typer(
    name="sro-policy",
    cls=_Verbs,
    help="Minnetonka Police Policy 431, School Resource Officers: what it says of a case, clause by clause.",
    epilog="Exit codes: 0 done; 1 done, and what was checked does not hold; 2 bad input or usage.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("evaluate")(evaluate)
app.command("rules")(rules)
app.command("facts")(facts)
app.command("schema")(schema)
app.command("check-text")(check_text)
