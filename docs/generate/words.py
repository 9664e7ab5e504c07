"""Conditions in plain English, from the sentences of the vocabulary and the names of derived conditions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import final

import attrs

from docs.generate.names import NAMES, Name
from sro_policy.conditions import ALWAYS, NEVER, AllOf, AnyOf, Condition, Is, Not, Value, given, negation
from sro_policy.policy import Policy, Reading
from sro_policy.vocabulary import Computed, Fact, SetFact
from sro_policy.vocabulary.wording import listed


@final
@attrs.frozen
class Line:
    """A line of an outline, with how deep it stands."""

    depth: int
    text: str


@final
@attrs.frozen(kw_only=True, eq=False)
class Words:
    """Says conditions in words, under given settings. ``root`` leads from the page to the root of the site."""

    facts: Mapping[str, Fact]
    computed: Mapping[str, Computed]
    readings: Mapping[str, Reading]
    constants: Mapping[str, Value]
    named: Mapping[Condition, tuple[Name, bool]]
    root: str | None = None

    @classmethod
    def of(cls, policy: Policy, settings: Mapping[str, str] | None = None, *, root: str | None = None) -> Words:
        """Return the words for a policy under these settings; without a root they hold no links."""
        readings = {r.variable.name: r for r in policy.settings.values()}
        chosen = settings or {}
        constants: dict[str, Value] = {name: chosen.get(r.id, r.values[0]) for name, r in readings.items()}
        defaults: dict[str, Value] = {name: r.values[0] for name, r in readings.items()}
        named: dict[Condition, tuple[Name, bool]] = {}
        for name in NAMES:
            here = given(name.condition, constants)
            if here == given(name.condition, defaults):  # A name does not fit what a setting has changed.
                named.setdefault(here, (name, True))
                named.setdefault(negation(here), (name, False))
        return cls(
            facts=policy.vocabulary.facts,
            computed={item.key: item for item in policy.vocabulary.computed},
            readings=readings,
            constants=constants,
            named=named,
            root=root,
        )

    def sentence(self, condition: Condition) -> str:
        """Return the condition as one sentence."""
        return self._sentence(given(condition, self.constants))

    def plain(self, condition: Condition) -> str:
        """Return the condition as one sentence without links."""
        return attrs.evolve(self, root=None).sentence(condition)

    def outline(self, condition: Condition) -> list[Line]:
        """Return the condition line by line: one for each part, and those of a part below it."""
        return self._outline(given(condition, self.constants), 0)

    def whole(self, name: Name) -> list[Line]:
        """Return what a name stands for, without that name."""
        here = given(name.condition, self.constants)
        others = {c: n for c, n in self.named.items() if c not in {here, negation(here)}}
        return attrs.evolve(self, named=others).outline(here)

    def parts(self, condition: Condition) -> tuple[Condition, ...]:
        """Return the parts of which all must be so, those that have a name together as one."""
        here = given(condition, self.constants)
        if here in self.named or not isinstance(here, AllOf):
            return (here,)
        return tuple(self._grouped(here))

    def _grouped(self, condition: AllOf | AnyOf) -> list[Condition]:
        """Put the parts that have a name together into one, and the members of one set."""
        kind = type(condition)
        parts = _alternatives(condition) if isinstance(condition, AnyOf) else list(condition.parts)
        names = [c for c in self.named if isinstance(c, kind) and 1 < len(c.parts) < len(parts)]
        for name in sorted(names, key=lambda c: -len(c.parts)):
            if all(part in parts for part in name.parts):
                parts = _joined(parts, name.parts, name)
        sets: dict[str, list[Condition]] = {}
        for part in parts:
            fact = self._set_of(part, member=kind is AnyOf)
            if fact is not None:
                sets.setdefault(fact.key, []).append(part)
        for together in sets.values():
            if 1 < len(together) < len(parts):
                parts = _joined(parts, together, kind(tuple(together)))
        return parts

    def _set_of(self, condition: Condition, *, member: bool) -> SetFact | None:
        """Return the set of which a condition says that something is, or is not, a member."""
        if isinstance(condition, Is) and condition.values == {member}:
            fact = self.facts.get(condition.variable.fact)
            return fact if isinstance(fact, SetFact) else None
        return None

    def _sentence(self, condition: Condition) -> str:
        simple = self._simple(condition)
        if simple is not None:
            return simple
        whole = _inside(condition)
        said = [self._nested(part) for part in self._grouped(whole)]
        return ("; and " if isinstance(whole, AllOf) else "; or ").join(said)

    def _nested(self, condition: Condition) -> str:
        said = self._sentence(condition)
        return f"({said})" if self._simple(condition) is None else said

    def _outline(self, condition: Condition, depth: int) -> list[Line]:
        simple = self._simple(condition)
        if simple is not None:
            return [Line(depth, simple)]
        whole = _inside(condition)
        head = "all of these:" if isinstance(whole, AllOf) else "at least one of these:"
        return [Line(depth, head), *(line for p in self._grouped(whole) for line in self._outline(p, depth + 1))]

    def _simple(self, condition: Condition) -> str | None:
        """Return the words of a condition that can be said in one go, or ``None``."""
        if condition in self.named:
            name, is_so = self.named[condition]
            return self._with_link(name.so if is_so else name.not_so, f"vocabulary/conditions.md#{name.key}")
        if condition in {ALWAYS, NEVER}:
            return "always" if condition == ALWAYS else "never"
        if isinstance(condition, Is):
            return self._question(condition)
        if isinstance(condition, AnyOf) and len(parts := _alternatives(condition)) == 1:
            return self._simple(parts[0])
        if isinstance(condition, AllOf | AnyOf):
            return self._of_one_set(condition)
        return None

    def _of_one_set(self, condition: AllOf | AnyOf) -> str | None:
        facts = {self._set_of(part, member=isinstance(condition, AnyOf)) for part in condition.parts}
        fact = facts.pop() if len(facts) == 1 else None
        if fact is None:
            return None
        members = [p.variable.name.removeprefix(f"{fact.key}.") for p in condition.parts if isinstance(p, Is)]
        said = fact.worded_any(*members) if isinstance(condition, AnyOf) else fact.worded_none(*members)
        return self._fact(fact, said)

    def _question(self, question: Is) -> str:
        variable = question.variable
        if variable.name in self.computed:
            computed = self.computed[variable.name]
            return self._with_code(computed.clause(question), computed.key, f"vocabulary/computed.md#{computed.name}")
        if variable.name in self.readings:
            values = [f"`{value}`" for value in variable.domain if value in question.values]
            return f"{self.readings[variable.name].id} is read as {listed(values, 'or')}"
        fact = self.facts[variable.fact]
        return self._fact(fact, fact.clause(question))

    def _fact(self, fact: Fact, said: str) -> str:
        return self._with_code(said, fact.key, fact_page(fact))

    def _with_code(self, said: str, code: str, page: str) -> str:
        return said if self.root is None else f"{said} ([`{code}`]({self.root}{page}))"

    def _with_link(self, said: str, page: str) -> str:
        return said if self.root is None else f"[{said}]({self.root}{page})"


def fact_page(fact: Fact) -> str:
    """Return where a fact is described."""
    return f"vocabulary/{fact.subject or 'case'}.md#{fact.name}"


def _alternatives(condition: AnyOf) -> list[Condition]:
    """Return the parts, those about one choice as one."""
    values: dict[str, frozenset[Value]] = {}
    for part in condition.parts:
        if isinstance(part, Is) and not part.variable.is_boolean:
            values[part.variable.name] = values.get(part.variable.name, frozenset()) | part.values
    parts: list[Condition] = []
    for part in condition.parts:
        if isinstance(part, Is) and part.variable.name in values:
            part = Is(part.variable, values[part.variable.name])  # noqa: PLW2901 - the part, completed
        if part not in parts:
            parts.append(part)
    return parts


def _joined(parts: Sequence[Condition], together: Sequence[Condition], whole: Condition) -> list[Condition]:
    place = parts.index(together[0])
    kept = [part for part in parts if part not in together]
    return [*kept[:place], whole, *kept[place:]]


def _inside(condition: Condition) -> AllOf | AnyOf:
    """Say "not all" and "not any" of the parts themselves."""
    if isinstance(condition, Not):
        part = condition.part
        assert isinstance(part, AllOf | AnyOf)
        kind = AnyOf if isinstance(part, AllOf) else AllOf
        return kind(tuple(negation(p) for p in part.parts))
    assert isinstance(condition, AllOf | AnyOf)
    return condition


def bullets(lines: Sequence[Line]) -> str:
    """Return an outline as a list in Markdown; a single line stays a line of text."""
    if len(lines) == 1:
        return lines[0].text
    return "\n".join(f"{'    ' * line.depth}- {line.text}" for line in lines)
