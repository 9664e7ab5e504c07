"""What a fact is: declared once, with everything that anyone needs to know of it, and how it is said.

A fact has three states: it is known to be so, known not to be so (or to have a value), or unknown. There
are no defaults. A fact that is true or false can stand in a condition as it is; a choice is asked with
``.is_()`` and ``.in_()``, a set with ``.any()``; dates and numbers reach rules through computed facts. Choices and
sets stand in ``named_facts``, numbers and dates in ``measured_facts``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal, final

import attrs

from sro_policy.conditions import Condition, Is, Operand, Value, Variable
from sro_policy.errors import InputError, quoted
from sro_policy.vocabulary.wording import denied, values_left

if TYPE_CHECKING:
    from typing import TypeAlias

Raw: TypeAlias = "bool | str | int | dt.date | tuple[tuple[str, bool], ...]"
"""A value as a record holds it once it is checked. A set is held as its members with yes or no."""

Source: TypeAlias = Literal["officer", "supervisor", "school", "records"]
"""Who can answer for a fact."""

Sensitivity: TypeAlias = Literal["none", "juvenile", "education"]
"""Whether a fact is juvenile data or an education record."""


@attrs.frozen(eq=False, slots=False, kw_only=True)
class Fact:
    """One fact of the vocabulary.

    ``known_that`` completes "it is known that …"; ``ask`` is the question that asks for it; ``who`` can
    answer; ``seconds`` is what asking costs, ``intrusive`` whether it costs the person something;
    ``sensitivity`` marks juvenile data and education records; ``judged`` says that a person must judge it;
    ``bearing`` that it is listed for a person who judges and decides no rule.

    ``can_be_acted_on`` says that someone who works under the policy can make it so, or not so, by doing or
    leaving something: what is done, where, when and before whom; who is told; what is learnt, reviewed, set up,
    agreed and kept. It is no matter whether a person must judge what was done. A fact cannot be acted on if it
    says how things are (who a person is, what is alleged, what happened, what others decide, what is practicable
    or necessary), when the case is judged, or why someone acts and in which role: to advise another purpose,
    role or assignment would be to advise a way around the rule. That an act is done, or a day past, does not
    count here: the fact is of a kind that can be acted on, in time.
    """

    type_name: ClassVar[str]

    known_that: str
    ask: str
    who: Source
    seconds: int = 5
    intrusive: bool = False
    sensitivity: Sensitivity = "none"
    judged: bool = False
    bearing: bool = False
    can_be_acted_on: bool = False
    name: str = attrs.field(default="", init=False)
    subject: str = attrs.field(default="", init=False)

    def __set_name__(self, owner: type[Subject], name: str) -> None:
        # The class body that declares a fact is the one place where its name stands.
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "subject", owner.name)

    @cached_property
    def key(self) -> str:
        """Its full name, ``act.in_school``; a fact of the case as a whole has no subject before it."""
        return f"{self.subject}.{self.name}" if self.subject else self.name

    @property
    def variables(self) -> tuple[Variable, ...]:
        """What conditions can ask of it."""
        return ()

    def check(self, value: object) -> Raw:
        """Return the value as records hold it.

        Raises :class:`~sro_policy.errors.InputError` with what is wrong, and the place below this fact.
        """
        raise NotImplementedError

    def readings(self, value: Raw) -> Iterable[tuple[str, Value]]:
        """Return what a checked value says of each variable: its name and value."""
        raise NotImplementedError

    def schema(self) -> dict[str, object]:
        """Return the JSON Schema of its values, without ``null``."""
        raise NotImplementedError

    def worded(self, value: Raw) -> str:
        """Return a checked value as a clause that can follow "because": in lower case, without a full stop."""
        raise NotImplementedError

    def clause(self, question: Is) -> str:
        """Return that a variable has one of some values as such a clause: "the act is a command or a search".

        Raises :class:`~sro_policy.errors.PolicyError` for a variable of another fact, and for a question that
        every value answers alike.
        """
        return self._clause(question.variable, values_left(question, self.variables))

    def _clause(self, variable: Variable, values: frozenset[Value]) -> str:
        raise NotImplementedError


def unlike(value: object, expected: str) -> InputError:
    """Return the error that says what a value is not."""
    # Text in place of a value that is none reads like the value itself, so it is called what it is.
    what = "the text " if isinstance(value, str) and "written" not in expected else ""
    return InputError(f"{what}{quoted(value)} is not {expected}")


@final
@attrs.frozen(eq=False, slots=False, kw_only=True)
class BooleanFact(Fact, Operand):
    """A fact that is so or not so.

    ``known_not`` completes "it is known that …" where it is not so: it was not, and will not be. It says no more
    than that, and does not take for granted what may not be so either. Without one, ``known_that`` is denied as a
    whole. Where both define a term at length, ``briefly`` has the term, so and not so, for those who know it.
    """

    type_name = "true or false"
    known_not: str = attrs.field(default=attrs.Factory(lambda self: denied(self.known_that), takes_self=True))
    briefly: tuple[str, str] | None = None

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The fact itself."""
        return (Variable(self.key, self.key),)

    def as_condition(self) -> Condition:
        """Return the condition that it is so."""
        return Is(self.variables[0], frozenset({True}))

    def check(self, value: object) -> Raw:
        """Accept ``true`` and ``false`` alone."""
        if value is True or value is False:
            return value
        raise unlike(value, "true or false")

    def readings(self, value: Raw) -> Iterable[tuple[str, Value]]:
        """Return the fact's own value."""
        assert isinstance(value, bool)
        return ((self.key, value),)

    def schema(self) -> dict[str, object]:
        """Return a boolean."""
        return {"type": "boolean"}

    def worded(self, value: Raw) -> str:
        """Return what is known where it is so, or where it is not."""
        so, not_so = self.briefly or (self.known_that, self.known_not)
        return so if value else not_so

    def _clause(self, variable: Variable, values: frozenset[Value]) -> str:  # noqa: ARG002 - it has but one
        return self.worded(True in values)


class Subject:
    """Someone or something that facts are about. A subclass declares its facts in its body."""

    name: ClassVar[str]

    def facts(self) -> tuple[Fact, ...]:
        """Return its facts, in the order in which they are declared."""
        return tuple(item for item in vars(type(self)).values() if isinstance(item, Fact))
