"""Plain English for facts: what is so, what is not so, and lists of names.

A fact's ``known_that`` completes "it is known that …". Its opposite is found by a few rules of English that
are right wherever they apply; where none does, the opposite is "it is not so that …", which always is.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

_BE = ("is", "are", "was", "were", "could", "can", "will", "must")
_THIRD_PERSON = frozenset({
    "acts", "adds", "addresses", "asks", "breaks", "contains", "covers", "furthers", "goes", "guards", "guides",
    "happens", "has", "helps", "improves", "makes", "notices", "reduces", "restates", "says", "serves", "sets",
    "states", "substitutes", "suits", "takes", "works",
})  # fmt: skip
_PLURAL = frozenset({"contain"})
_PAST = {"completed": "complete", "reviewed": "review"}
_BEGINNINGS = {"no more ": "more ", "someone ": "no one ", "some ": "no ", "another ": "no other "}
_RELATIVE = frozenset({"that", "which", "who", "whose", "where"})


def denied(sentence: str) -> str:
    """Return the opposite of a sentence."""
    for begins, instead in _BEGINNINGS.items():
        if sentence.startswith(begins):
            return instead + sentence.removeprefix(begins)
    if (alternatives := re.fullmatch(r"there is (an? .+), or (an? .+)", sentence)) is not None:
        return f"there is neither {alternatives[1]} nor {alternatives[2]}"
    if re.match(r"there is (?!an? )", sentence):
        return "there is no " + sentence.removeprefix("there is ")
    if (existing := re.match(r"an? ", sentence)) is not None:
        return "no " + sentence[existing.end() :]
    return _with_not(sentence) or f"it is not so that {sentence}"


def _with_not(sentence: str) -> str | None:
    words = sentence.split(" ")
    if _says_two_things(words):
        return None
    for place, word in enumerate(words):
        if place and word in _RELATIVE:
            return None
        before, after = words[:place], words[place + 1 :]
        if word in _BE:
            kept = after[1:] if after[:1] == ["not"] else ["not", *after]
            return " ".join([*before, word, *kept])
        if word in _THIRD_PERSON:
            return " ".join([*before, "does not", _stem(word), *after])
        if word in _PLURAL:
            return " ".join([*before, "do not", word, *after])
        if word in _PAST:
            return " ".join([*before, "did not", _PAST[word], *after])
    return None


def _says_two_things(words: Sequence[str]) -> bool:
    """Whether a second statement follows the first, which a "not" in the first would not reach."""
    return any(
        (one.endswith(",") and other == "or") or (one in {"or", "and"} and other in {*_BE, *_THIRD_PERSON})
        for one, other in itertools.pairwise(words)
    )


def _stem(verb: str) -> str:
    if verb == "has":
        return "have"
    if re.search(r"(?:ss|sh|ch|x|o)es$", verb):
        return verb.removesuffix("es")
    return verb.removesuffix("s")


def listed(items: Sequence[str], joint: str) -> str:
    """Return items as a list in words: ``a, b or c``."""
    if len(items) < 2:  # noqa: PLR2004 - a list of one, or none, needs no joint
        return "".join(items)
    return f"{', '.join(items[:-1])} {joint} {items[-1]}"


def spoken(name: str) -> str:
    """Return a name of the code as words: ``school_rule`` is read "school rule"."""
    return name.replace("_", " ")


def capital(sentence: str) -> str:
    """Return a sentence with a capital at its beginning."""
    return sentence[:1].upper() + sentence[1:]


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun."""
    return f"{number} {one if number == 1 else many or one + 's'}"
