"""``sro-policy verify``: whether records hold, and where they do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Annotated, final

import typer

from sro_policy.cli.arguments import AsJson
from sro_policy.cli.arguments import EngineName as EngineOption
from sro_policy.cli.output import clean, write_error, write_json
from sro_policy.cli.page import CALM, MEDIUM, NAME, QUIET, STRONG, Page
from sro_policy.cli.source import name_of, read_source
from sro_policy.decision import EngineName
from sro_policy.errors import EngineFailedError, InputError, placed_at, placed_in
from sro_policy.evaluation.compiled import engine_name
from sro_policy.record import RECORD_LIMITS, Verification, show
from sro_policy.record.plain_json import plain_json
from sro_policy.record.reading import checked_digest, read_record
from sro_policy.record.shape import Record
from sro_policy.verifying import verify_record

_STYLES = {"same": CALM, "different": STRONG}
_LIMIT = RECORD_LIMITS.document_bytes


def verify(
    records: Annotated[list[str], typer.Argument(metavar="RECORD|-...", help="Records; - reads standard input.")],
    *,
    as_json: AsJson = False,
    previous: Annotated[
        str | None, typer.Option(metavar="DIGEST", help="The digest that the first record has to name as its previous.")
    ] = None,
    chain: Annotated[bool, typer.Option("--chain", help="Each record has to name the one before it here.")] = False,
    openings: Annotated[
        list[str] | None, typer.Option(metavar="FILE", help="What opens a record that withholds something. Repeatable.")
    ] = None,
    engine: EngineOption = None,
) -> None:
    """Judge the facts of records again, and say whether they give what the records say."""
    with placed_at("--engine"):
        name = engine_name(engine)
    with placed_at("--previous"):
        before = None if previous is None else checked_digest(previous, "")
    opened = _Opened(openings or ())
    found: list[tuple[str, Verification]] = []
    wrong = 0
    for file in records:
        try:
            verified = _verified(file, opened, before, name)
        except (InputError, EngineFailedError) as error:
            write_error(error)
            wrong += 1
            before = None  # what was not verified, the next one cannot be held against
        else:
            found.append((name_of(file), verified))
            before = verified.digest if chain else None
    for file in opened.unused:
        write_error(InputError("none of the records is the one that these open", place=file))
        wrong += 1
    if as_json:
        write_json({"records": [{"file": file, **verified.to_json()} for file, verified in found]})
    elif found:
        _show(found)
    if wrong:
        raise typer.Exit(2)
    if not all(verified.holds for _, verified in found):
        raise typer.Exit(1)


@final
class _Opened:
    """Openings by the digest of the record that they open."""

    def __init__(self, files: Iterable[str]) -> None:
        self._of: dict[str, list[tuple[str, Record]]] = {}
        self._used: set[str] = set()
        for file in files:
            content = read_source(file, _LIMIT)
            with placed_in(name_of(file)):
                value = plain_json(content, RECORD_LIMITS)
                if not isinstance(value, dict):
                    raise InputError("these are no openings")
                self._of.setdefault(str(value.get("record")), []).append((name_of(file), value))

    def taken(self, digest: str) -> list[tuple[str, Record]]:
        """Return what opens a record, with the name of its file; it is used then."""
        self._used.add(digest)
        return self._of.get(digest, [])

    @property
    def unused(self) -> list[str]:
        """The files that opened no record."""
        return [file for digest, found in self._of.items() if digest not in self._used for file, _ in found]


def _verified(file: str, opened: _Opened, before: str | None, engine: EngineName) -> Verification:
    content = read_source(file, _LIMIT)
    with placed_in(name_of(file)):
        record = read_record(content)
    for name, opening in opened.taken(record["digest"]):
        with placed_in(name):
            record = show(record, opening)
    with placed_in(name_of(file)):
        return verify_record(record, previous=before, engine=engine)


def _show(found: Sequence[tuple[str, Verification]]) -> None:
    page = Page()
    for file, verified in found:
        page.say(
            (f"{clean(file)}: ", NAME), (verified.outcome, _STYLES.get(verified.outcome, MEDIUM)), _beside(verified)
        )
        for item in verified.differences:
            page.say(clean(str(item)), indent=4, mark="  -")
        for note in verified.notes:
            page.say((f"Note: {clean(note)}.", QUIET), indent=2)
    if len(found) > 1:
        counts = Counter(verified.outcome for _, verified in found)
        page.gap()
        page.say(f"{len(found):,} records: {', '.join(f'{number:,} {word}' for word, number in counts.items())}.")
    page.show()


def _beside(verified: Verification) -> str:
    if not verified.withheld:
        return ""
    return f"; {len(verified.withheld)} of its values are not shown"
