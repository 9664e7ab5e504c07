"""``sro-policy prove``: what holds of the policy itself, over all fact patterns."""

from __future__ import annotations

from typing import Annotated

import typer

from sro_policy.cli.arguments import AsJson, Settings
from sro_policy.cli.evaluating import Terms
from sro_policy.cli.output import write_json
from sro_policy.cli.own_properties import read_properties
from sro_policy.cli.proof_text import show_proof
from sro_policy.errors import InputError, placed_at, printable, quoted


def prove(
    context: typer.Context,
    *,
    claims: Annotated[
        list[str] | None, typer.Option("--claim", metavar="NAME", help="Prove this claim alone. Repeatable.")
    ] = None,
    properties: Annotated[
        list[str] | None,
        typer.Option(
            "--properties", metavar="FILE", help="Properties of your own, in a Python file, which is run. Repeatable."
        ),
    ] = None,
    settings: Settings = None,
    in_full: Annotated[bool, typer.Option("--all", help="Show all that each claim rests on.")] = False,
    as_json: AsJson = False,
) -> None:
    """Prove or refute claims about the policy, over all fact patterns that its constraints allow."""
    for word in context.args:
        option = "--properties" if word.endswith(".py") else "--claim"
        raise InputError(f"{quoted(word)} stands alone; write `{option} {printable(word)}`")
    try:
        from sro_policy.prove import prove as proved  # noqa: PLC0415 - the extra may not be there
    except ImportError as error:
        raise InputError(str(error)) from None
    terms = Terms.of(None, None, settings)
    own = [item for file in properties or () for item in read_properties(file)]
    wanted = claims or ([] if own else None)
    with placed_at("--claim"):
        proof = proved(settings=terms.settings, claims=wanted, properties=own)
    if as_json:
        write_json(proof.to_json())
    else:
        show_proof(proof, in_full=in_full)
    if not proof.holds:
        raise typer.Exit(1)
