"""How many questions, and at what cost, until nothing is left to ask: by the library's order and by others.

Each interview starts from a random case of which little is known, and is answered from a complete one. All orders
choose among the same questions, those that can still settle something; so what differs is the order alone.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from math import log2
from statistics import fmean, stdev
from typing import TypeAlias

import attrs

from benchmarks.in_parallel import in_parallel
from benchmarks.report import heading, options, save
from sro_policy.decision import Question
from sro_policy.explain.questions import COST_OF_INTRUSION
from sro_policy.vocabulary import VOCABULARY
from tests.explain.variations import Case, completed, decide, random_cases, stand, with_value

ORDER = {key: place for place, key in enumerate(VOCABULARY.facts)}
SAMPLES = 60
"""Of how many completions the information gain of a question is estimated."""

Choose: TypeAlias = Callable[[Case, tuple[Question, ...], random.Random], Question]


def best_first(_: Case, questions: tuple[Question, ...], __: random.Random) -> Question:
    """Take the library's first."""
    return questions[0]


def in_vocabulary_order(_: Case, questions: tuple[Question, ...], __: random.Random) -> Question:
    """Take the first in the order of the vocabulary."""
    return min(questions, key=lambda question: ORDER[question.fact])


def at_random(_: Case, questions: tuple[Question, ...], pick: random.Random) -> Question:
    """Take any."""
    return pick.choice(questions)


def by_information(document: Case, questions: tuple[Question, ...], pick: random.Random) -> Question:
    """Take the one from which most is expected to be learned of what all findings will be, whatever it costs."""
    wholes = [completed(document, pick) for _ in range(SAMPLES)]
    subjects = {finding.subject for finding in decide(document).findings}
    answers = [
        {(f.rule, f.subject): f.status for f in decide(whole).findings if f.subject in subjects} for whole in wholes
    ]

    def left(question: Question) -> float:
        by_answer: defaultdict[str, list[Mapping[tuple[str, str], str]]] = defaultdict(list)
        for whole, statuses in zip(wholes, answers, strict=True):
            by_answer[str(answer(whole, question))].append(statuses)
        return sum(len(own) * sum(entropy(own, key) for key in answers[0]) for own in by_answer.values()) / SAMPLES

    return min(questions, key=lambda question: (left(question), ORDER[question.fact]))


def entropy(statuses: list[Mapping[tuple[str, str], str]], key: tuple[str, str]) -> float:
    """Return how many bits are open of one finding among some completions."""
    counts = Counter(own[key] for own in statuses)
    return -sum(count / len(statuses) * log2(count / len(statuses)) for count in counts.values())


CHOICES: dict[str, Choose] = {
    "the library's order": best_first,
    "information gain, without costs": by_information,
    "the order of the vocabulary": in_vocabulary_order,
    "at random": at_random,
}


def answer(whole: Case, question: Question) -> object:
    """Return what a complete case answers."""
    return stand(whole, question.subject)[question.fact.rpartition(".")[2]]


@attrs.frozen
class Part:
    """Some interviews, from cases drawn with one seed."""

    seed: int
    count: int


def interview(part: Part) -> list[dict[str, tuple[int, int]]]:
    """Return, for each interview and order, the number of questions and their cost in seconds."""
    found = []
    for pick, document in random_cases(part.seed, part.count, shares=(0.1, 0.3)):
        whole = completed(document, pick)
        own = {}
        for name, choose in CHOICES.items():
            learned, asked, cost = document, 0, 0
            while questions := decide(learned).questions:
                question = choose(learned, questions, pick)
                asked += 1
                cost += question.seconds + (COST_OF_INTRUSION if question.intrusive else 0)
                learned = with_value(learned, question.fact, question.subject, answer(whole, question))
            own[name] = (asked, cost)
        found.append(own)
    return found


def main() -> None:
    """Print the mean number of questions and the mean cost for each order."""
    parser = options(__doc__)
    parser.add_argument("--interviews", type=int, default=400)
    given = parser.parse_args()
    heading()
    parts = [Part(given.seed + number, given.interviews // 20) for number in range(20)]
    found = [own for part in in_parallel(interview, parts) for own in part]
    figures: dict[str, object] = {"interviews": len(found)}
    print(f"{len(found)} interviews; mean until stable (and its standard error)")
    print(f"{'':34} questions        seconds")
    for name in CHOICES:
        asked, cost = ([own[name][place] for own in found] for place in (0, 1))
        error = [stdev(values) / len(values) ** 0.5 for values in (asked, cost)]
        figures[name] = {"questions": fmean(asked), "seconds": fmean(cost)}
        print(f"{name:34} {fmean(asked):6.2f} ({error[0]:.2f})   {fmean(cost):7.1f} ({error[1]:.1f})")
    save(given.json, figures)


if __name__ == "__main__":
    main()
