"""The command line as a whole: its verbs, in the order of the help, and what becomes of an error."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from sro_policy import __version__
from sro_policy.cli.output import unwritable, write_error, write_text
from sro_policy.cli.verbs.approve import approve
from sro_policy.cli.verbs.ask import ask
from sro_policy.cli.verbs.check_text import check_text
from sro_policy.cli.verbs.evaluate import evaluate
from sro_policy.cli.verbs.explain import explain
from sro_policy.cli.verbs.facts import facts
from sro_policy.cli.verbs.fidelity import fidelity
from sro_policy.cli.verbs.mutate import mutate
from sro_policy.cli.verbs.prove import prove
from sro_policy.cli.verbs.replay import replay
from sro_policy.cli.verbs.review import review
from sro_policy.cli.verbs.rules import rules
from sro_policy.cli.verbs.scenario import scenario
from sro_policy.cli.verbs.schema import schema
from sro_policy.cli.verbs.serve import serve
from sro_policy.cli.verbs.verify import verify
from sro_policy.cli.verbs.withhold import withhold
from sro_policy.errors import SroPolicyError


class _Verbs(TyperGroup):
    """Turns every error that the library raises on purpose into one line and exit code 2."""

    def main(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - its types are not typer's to give
        """Run the command line, from its options to the last word that a verb writes."""
        try:
            return super().main(*args, **kwargs)
        except SroPolicyError as error:
            write_error(error)
        except OSError as error:
            # A verb says of each file what is wrong with it; what is left is typer's own writing, of a help text.
            write_error(unwritable(error))
        raise SystemExit(2) from None


def _version(asked: bool) -> None:  # noqa: FBT001 - typer calls it with the option's value
    if asked:
        write_text(f"sro-policy {__version__}\n")
        raise typer.Exit


def _options(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Minnetonka Police Policy 431, School Resource Officers: what it says of a case, clause by clause."""


app = typer.Typer(
    name="sro-policy",
    cls=_Verbs,
    epilog="Exit codes: 0 done; 1 done, and what was checked does not hold; 2 bad input or usage, or a failed engine.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.callback()(_options)
app.command("evaluate")(evaluate)
app.command("ask")(ask)
app.command("explain")(explain)
app.command("rules")(rules)
app.command("facts")(facts)
app.command("schema")(schema)
app.command("check-text")(check_text)
app.command("verify")(verify)
app.command("withhold")(withhold)
app.command("replay")(replay)
app.command("review")(review)
app.add_typer(scenario, name="scenario")
app.command("serve")(serve)
app.command("approve")(approve)
# What stands alone is told which option it belongs behind.
app.command("prove", context_settings={"allow_extra_args": True})(prove)
app.command("fidelity")(fidelity)
app.command("mutate")(mutate)
