"""A record in, and out comes whether its facts still give what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from sro_policy.decision import EngineName
from sro_policy.errors import InputError, PolicyError, quoted
from sro_policy.evaluation.compiled import engine_name
from sro_policy.evaluation.document import Limits
from sro_policy.policy import Policy
from sro_policy.policy.digest import policy_digest
from sro_policy.record.making import engine as engine_here
from sro_policy.record.making import library
from sro_policy.record.reading import RECORD_LIMITS, checked_digest, read_record
from sro_policy.record.replay import replay_in_full, replay_in_part
from sro_policy.record.shape import Record, committed, digest_of, result_of
from sro_policy.record.verification import Difference, RecordOutcome, Verification
from sro_policy.rules import POLICY_431


def verify_record(
    record: Mapping[str, object] | str | bytes,
    *,
    policies: Iterable[Policy] = (POLICY_431,),
    previous: Mapping[str, object] | str | None = None,
    engine: EngineName | None = None,
    limits: Limits = RECORD_LIMITS,
) -> Verification:
    """Replay a record, and return whether its facts give what it says, byte for byte.

    ``record`` is what :meth:`Decision.record` gave, or the text of it as JSON. ``policies`` are those that it may have
    been made under, and ``previous`` is the record before it, or its digest: it is checked that this one names it.
    ``engine`` is as for :func:`evaluate`.

    What is checked first decides: a record that was changed is ``different``, whatever policy it names. Of a record
    that withholds something, all that is shown is checked: its digests, its commitments, and that no finding says
    otherwise than the facts that are shown decide already.

    Raises:
        InputError: what is no record, with the place; a previous one that is none, and an engine that is none.
        PolicyError: a policy that is none, or cannot be run exactly.
        EngineUnavailableError: an engine that was asked for by name and cannot run here.
        EngineFailedError: durable-rules failed, twice in a row; nothing is wrong with the record.

    """
    name = engine_name(engine)
    given = _checked_policies(policies)
    before = None if previous is None else _digest_before(previous, limits)
    said = read_record(record, limits)
    digest = digest_of(said)
    found: dict[str, Difference] = {}
    for item in (*_own(said, digest), *_link(said, before)):
        found.setdefault(item.place, item)
    withheld = tuple(item.place for item in committed(said) if not item.is_shown)
    made_under = _policy_of(said, given)
    notes = list(_notes(said, engine_here(name)))
    if made_under is None:
        notes.append(f"made under the policy {said['policy']['digest']}")
    else:
        replayed = replay_in_part if withheld else replay_in_full
        for item in replayed(said, made_under, name, limits):
            found.setdefault(item.place, item)
    return Verification(
        outcome=_outcome(found, is_available=made_under is not None, withheld=withheld),
        digest=digest,
        differences=tuple(found.values()),
        withheld=withheld,
        notes=tuple(notes),
    )


def _checked_policies(policies: Iterable[Policy]) -> tuple[Policy, ...]:
    if isinstance(policies, Policy):
        raise PolicyError("`policies` are several: write `(policy,)`")
    try:
        given = tuple(policies)
    except TypeError:
        raise PolicyError(f"{quoted(policies)} is no list of policies") from None
    for policy in given:
        if not isinstance(policy, Policy):
            raise PolicyError(f"{quoted(policy)} is no policy")
    return given


def _outcome(found: Mapping[str, Difference], *, is_available: bool, withheld: tuple[str, ...]) -> RecordOutcome:
    if found:
        return "different"
    if not is_available:
        return "policy not available"
    return "withheld" if withheld else "same"


def _digest_before(previous: Mapping[str, object] | str, limits: Limits) -> str:
    if isinstance(previous, str):
        return checked_digest(previous, "previous")
    try:
        return digest_of(read_record(previous, limits))
    except InputError as error:
        place = f"previous.{error.place}" if error.place else "previous"
        raise InputError(error.problem, place=place) from None


def _own(said: Record, digest: str) -> Iterator[Difference]:
    """Yield what does not hold of a record by itself."""
    for item in committed(said):
        if item.is_shown and not item.fits:
            yield Difference(item.place, "value and salt do not fit the commitment")
    if said["result"] != result_of(said):
        yield Difference("result", "it is not the digest of these findings")
    if said["digest"] != digest:
        yield Difference("digest", f"it is not the digest of this record, which is {digest}")


def _link(said: Record, before: str | None) -> Iterator[Difference]:
    if before is not None and said["previous"] != before:
        named = f"names {said['previous']}" if said["previous"] else "names none"
        yield Difference("previous", f"the record before is {before}, and this one {named}")


def _policy_of(said: Record, policies: Iterable[Policy]) -> Policy | None:
    for policy in policies:
        try:
            settings = policy.check_settings(said["settings"])
        except InputError:
            continue  # a reading that it does not have: it is another policy
        if _digest(policy, settings) == said["policy"]["digest"]:
            return policy
    return None


@lru_cache(maxsize=64)
def _digest(policy: Policy, settings: tuple[tuple[str, str], ...]) -> str:
    return policy_digest(policy.bind(dict(settings)))


def _notes(said: Record, engine: Mapping[str, str]) -> Iterator[str]:
    here = library()
    for what, made, now in (("made", said["library"], here), ("judged", said["engine"], engine)):
        if made != now:
            by, again = (quoted(f"{one['name']} {one['version']}") for one in (made, now))
            yield f"{what} by {by}, here it is {again}"
