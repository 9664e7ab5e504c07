"""What a caller says, checked as a case is, as the pieces that it is made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, final

import attrs

from sro_policy.errors import InputError, nearest, quoted, unknown
from sro_policy.evaluation.document import Limits
from sro_policy.evaluation.plain import plain_list, plain_object, plain_text
from sro_policy.evaluation.structure import Structurer
from sro_policy.policy import Policy
from sro_policy.session.atoms import ACT, AS_OF, CASE, MOMENT, Atom, Known, Value, acts_of, atoms_of, reason_at
from sro_policy.session.folding import effective
from sro_policy.session.moments import BEGAN, ENDED, MOMENTS
from sro_policy.session.steps import SOURCES, Source

_FIXED: Final = {
    "settings": "settings are those that the incident was opened with",
    "event": "the event is the one that the incident was opened with",
}
_STAGE: Final = "act.stage"
_MOST_NAMES: Final = 1_000


AS_TAKEN: Final = Limits(acts=1_000_000)
"""What was taken once is taken again, whatever its limits were."""


@final
@attrs.frozen(eq=False)
class Saying:
    """Checks what is said of an incident under one policy."""

    policy: Policy
    structurer: Structurer
    limits: Limits

    def read(self, content: object, moment: Callable[[object, str], int]) -> dict[Atom, Value]:
        """Return what is said in the shape of a case, with ``moments`` beside it; ``moment`` reads the time of one.

        Raises :class:`~sro_policy.errors.InputError` with the place and what is wrong there.
        """
        whole = plain_object(content, "")
        moments = None if whole is None else whole.pop("moments", None)
        snapshot = self.structurer.snapshot(content if whole is None else whole, self.limits)
        said = dict(atoms_of(snapshot))
        for name, problem in _FIXED.items():
            if getattr(snapshot, name):
                raise InputError(problem, place=name)
        _refuse_stages(said)
        return {**said, **dict(self._moments(moments, moment))}

    def _moments(self, said: object, moment: Callable[[object, str], int]) -> list[tuple[Atom, Value]]:
        if said is None:
            return []
        found = plain_object(said, "moments")
        if found is None:
            raise InputError(f"{quoted(said)} is not an object of moments", place="moments")
        places = {
            self.moment(name): name for name in found
        }  # a name that is none is refused also where it says nothing
        return [
            (place, moment(found[name], f"moments.{name}")) for place, name in places.items() if found[name] is not None
        ]

    def refuse_acts(self, before: Known, after: Known) -> None:
        """Refuse acts beyond the limit, in whatever number of steps they came."""
        most = self.limits.acts
        acts = len(acts_of(after))
        if acts > most and acts > len(acts_of(before)):
            raise InputError(f"more acts than the limit of {most}", place="acts")

    @staticmethod
    def moment(name: str) -> Atom:
        """Return where a moment belongs, ``staff_notified`` or ``began@a1``.

        Raises :class:`~sro_policy.errors.InputError` for one that there is not.
        """
        moment, at, act = name.partition("@")
        if at and moment in {BEGAN, ENDED} and act:
            return Atom(act, MOMENT, moment)
        if not at and moment in MOMENTS:
            return Atom(CASE, MOMENT, moment)
        valid = (*MOMENTS, f"{BEGAN}@{act or 'a1'}", f"{ENDED}@{act or 'a1'}")
        # So few that all can be named: what is nearest in its letters may be another than was meant.
        problem = f"unknown moment {quoted(name)}{nearest(name, valid) or '.'} Moments are {', '.join(valid)}"
        raise InputError(problem, place="moments")

    def named(self, name: str, act: str | None, known: Known) -> list[Atom]:
        """Return the pieces that are known under a name: a fact by its key, a member of it, a reason or a moment.

        ``act`` is the act whose fact it is; under ``act`` itself stands all that is known of it. Raises
        :class:`~sro_policy.errors.InputError` for a name that is none, and for one of which nothing is known.
        """
        wanted = self._wanted(name, act)
        found = _under(wanted, known)
        if found and name == ACT:
            return [atom for atom in known if atom.subject == act]
        if not found:
            if _under(wanted, effective(known)):
                raise InputError(f"{quoted(name)} follows from the times: it cannot be withdrawn, and they can")
            of = f" of act {quoted(act)}" if act is not None else ""
            raise InputError(f"nothing is known of {quoted(name)}{of}, so nothing can be withdrawn")
        return found

    def _wanted(self, name: str, act: str | None) -> tuple[str, ...]:
        head, _, rest = name.partition(".")
        is_of_act = head == ACT
        if is_of_act is not (act is not None):
            raise InputError(
                f"{quoted(name)} is {'a fact of an act: say of which' if is_of_act else 'no fact of an act'}"
            )
        if head == "moments":
            return self.moment(rest)
        if head == "reasons":
            return reason_at(rest)
        if name in {AS_OF, ACT}:
            return (act or CASE, name)
        subject = act or head
        facts = self.policy.vocabulary.facts
        if name in facts:
            return (subject, name)
        key, _, member = name.rpartition(".")
        if key in facts and member in {v.name.removeprefix(f"{key}.") for v in facts[key].variables}:
            return Atom(subject, key, member)
        raise InputError(unknown("fact", name, facts))


def _under(wanted: tuple[str, ...], known: Known) -> list[Atom]:
    return [atom for atom in known if atom[: len(wanted)] == wanted]


def _refuse_stages(said: Known) -> None:
    for atom in said:
        if atom.fact == _STAGE:
            place = f"acts[{acts_of(said).index(atom.subject)}].stage"
            raise InputError("whether an act is done follows from its beginning and end", place=place)


def listed_names(names: object) -> tuple[str, ...]:
    """Return names that are given as a list of texts.

    Raises :class:`~sro_policy.errors.InputError` for anything else, and for none.
    """
    found = plain_list(names, "names", _MOST_NAMES + 1)
    if not found:
        raise InputError("name what is withdrawn", place="names")
    if len(found) > _MOST_NAMES:
        raise InputError(f"more names than the limit of {_MOST_NAMES}", place="names")
    return tuple(text_of(name, f"names[{index}]") for index, name in enumerate(found))


def text_of(value: object, place: str) -> str:
    """Return the text that a name is.

    Raises :class:`~sro_policy.errors.InputError` for anything else.
    """
    text = plain_text(value)
    if text is None:
        raise InputError(f"{quoted(value)} is not text", place=place)
    return text


def checked_source(value: object) -> Source:
    """Return a source.

    Raises :class:`~sro_policy.errors.InputError` for one that there is not.
    """
    name = plain_text(value)
    for source in SOURCES:
        if name == source:
            return source
    raise InputError(unknown("source", value, SOURCES, otherwise="it is one of"), place="source")
