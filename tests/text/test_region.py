"""Where the policy begins and ends in a manual: what stands before and behind it is not compared."""

from __future__ import annotations

import re

import pytest

from sro_policy.text import Status

from .invented import INVENTED, checked, differing, encoded
from .makers import paragraphs

PROSE = "Officers lock the doors at night. They check the lights as well, and note the time in the book.\n"
BEHIND = {
    "numbered": f"Locks and Keys\n513.1   PURPOSE AND SCOPE\n{PROSE}",
    "numbered, with a word before": f"Locks and Keys\nFor every employee.\n513.1   POLICY\n{PROSE}",
    "chapter": f"Chapter 7\nLocks and Keys\n{PROSE}",
    "chapter line": f"Policy 513 - Locks and Keys\n{PROSE}",
    "no numbers": f"Locks and Keys\n\n{PROSE}",
    "no numbers, long": f"Locks and Keys\n\n{PROSE * 60}",
    "capitals": f"LOCKS AND KEYS\n\nPURPOSE\n\n{PROSE}",
}


@pytest.mark.parametrize("apart", ["\n\n", "\f", "\n\f"])
@pytest.mark.parametrize("kind", BEHIND)
def test_the_next_chapter_is_not_part_of_the_policy(kind: str, apart: str) -> None:
    """However the chapter behind it begins, numbered or not, its words are not new wording of the policy."""
    report = checked(INVENTED.rstrip() + apart + BEHIND[kind])
    assert report.holds, (differing(report), report.new)


@pytest.mark.parametrize("kind", BEHIND)
def test_a_sentence_at_the_policys_end_is_new(kind: str) -> None:
    """A sentence put in at the end of the last section is new, whatever chapter follows."""
    report = checked(INVENTED.rstrip() + " Cats may read too.\n\n" + BEHIND[kind])
    assert not differing(report)
    assert [new.wording for new in report.new] == ["Cats may read too."]


@pytest.mark.parametrize("length", [1, 60])
def test_long_prose_behind_the_policy_is_not_compared(length: int) -> None:
    """Prose without a heading, a page's break away, ends the policy where there is too much of it to be a part."""
    report = checked(INVENTED + "\n\n" + PROSE * length)
    assert bool(report.new) == (length == 1)


def test_the_policy_does_not_reach_to_a_chapter_far_behind_it() -> None:
    """Long prose without a heading is not compared for the numbered chapter that comes after it."""
    report = checked(f"{INVENTED}\n\n{PROSE * 60}\n{BEHIND['numbered']}")
    assert report.holds, (differing(report), report.new)


def test_a_policy_between_chapters_on_one_line_is_found() -> None:
    """In a manual that has lost all its line breaks, the policy is found between two numbered chapters."""
    before = f"Keys 511.1 PURPOSE AND SCOPE {PROSE * 5} 511.2 POLICY {PROSE * 20}".replace("\n", " ")
    after = f" 513.1 PURPOSE AND SCOPE {PROSE * 5} 513.2 POLICY {PROSE * 20}".replace("\n", " ")
    policy = " ".join(paragraphs(INVENTED))
    assert checked(before + policy + after).holds
    report = checked(before + policy.replace("merely", "partly") + after)
    assert differing(report) == {"512.5.s3": Status.CHANGED}
    assert not report.new
    assert checked(policy + " " + PROSE.replace("\n", " ") * 40).holds


def test_a_changed_first_section_is_compared() -> None:
    """Where the title, the first heading and the first sentences have all changed, they are still compared."""
    text = INVENTED.replace("Station Therapy Dogs", "Dogs in Stations").replace("PURPOSE AND SCOPE", "AIMS")
    text = text.replace("These pages set out", "This text sets out").replace("512.2   POLICY", "512.2   RULE")
    report = checked(f"511.1   LOCKS AND KEYS\n{PROSE}\n\n{text}")
    assert list(differing(report).items()) == [
        ("title", Status.CHANGED),
        ("512.1", Status.CHANGED),
        ("512.1.s2", Status.CHANGED),
        ("512.2", Status.CHANGED),
    ]
    assert report.differing[0].wording == "Dogs in Stations"
    assert not report.new


def test_headings_without_numbers_belong_to_no_chapter_above() -> None:
    """Headings that have lost their numbers show a rewritten policy also behind a chapter that has its own."""
    policy = """Station Cats
7.1   WHISKERS
Every cat shall be brushed at noon by two officers.

7.2   SAUCERS
Milk is poured in the kitchen, and nowhere else.

7.3   NIGHT WALKS
A cat may walk the halls while nobody is there.
"""
    rewritten = policy.replace("cat ", "old cat ").replace("Milk", "Cold milk").replace("Station", "Kitchen")
    numbers = re.compile(r"(?m)^7\.\d +")
    report = checked(f"Locks and Keys\n6.1   LOCKING UP\n{PROSE}\n{numbers.sub('', rewritten)}", policy)
    assert report.found
    relabelled = dict.fromkeys(["7.1", "7.2", "7.3"], Status.RELABELLED)
    changed = dict.fromkeys(["7.1.s2", "7.2.s2", "7.3.s2"], Status.CHANGED)
    assert {name: status for name, status in differing(report).items() if name != "title"} == relabelled | changed


def test_a_contents_list_before_the_policy_is_not_part_of_it() -> None:
    """A policy with its own list of contents is compared from its title on, also where its first words changed."""
    contents = "".join(f"{p} .......... {n}\n" for n, p in enumerate(paragraphs(INVENTED)) if p.startswith("512."))
    assert checked(f"CONTENTS\n{contents}\n{INVENTED}").holds
    report = checked(
        f"CONTENTS\n{contents}\n{INVENTED.replace('PURPOSE AND SCOPE', 'AIMS').replace('These pages', 'They')}"
    )
    assert differing(report) == {"512.1": Status.CHANGED, "512.1.s2": Status.CHANGED}


def test_a_contents_list_does_not_take_the_place_of_a_changed_title() -> None:
    """Where the title has changed below a list of contents, the line above the first section is shown for it."""
    contents = "".join(f"{p} .......... {n}\n" for n, p in enumerate(paragraphs(INVENTED)) if p.startswith("512."))
    report = checked(f"CONTENTS\n{contents}\n{INVENTED.replace('Station Therapy Dogs', 'Dogs in Stations')}")
    assert differing(report) == {"title": Status.CHANGED}
    assert report.differing[0].wording == "Dogs in Stations"
    assert not report.new


def test_a_section_far_above_the_policy_is_not_part_of_it() -> None:
    """A heading under the policy's number, with long prose between, does not begin a policy that lost its title."""
    text = INVENTED.replace("Station Therapy Dogs", "Dogs in Stations").replace("PURPOSE AND SCOPE", "AIMS")
    text = text.replace("These pages set out", "This text sets out")
    report = checked(f"512.0   A WORD BEFORE\n{PROSE * 100}\n{text}")
    assert differing(report) == dict.fromkeys(["title", "512.1", "512.1.s2"], Status.CHANGED)
    assert report.differing[0].wording == "Dogs in Stations"
    assert not report.new


def test_the_title_of_a_policy_grown_to_many_times_its_length_is_found() -> None:
    """Where a policy is longer than what is searched at once, it is still compared from its title on."""
    text = INVENTED.replace("512.1 ", "Approved by the council, and read out in every station.\n512.1 ")
    searched = 4 * sum(segment.length for segment in encoded(INVENTED)) + 4_000
    room = searched - len(text.strip()) + 40  # with the last sentence in it, the title is not
    report = checked(text.replace("512.7 ", f"\n{(PROSE * room)[:room].strip()}\n\n 512.7 "))
    assert not report.differing
    assert report.new[0].wording == "Approved by the council, and read out in every station."
    assert report.new[0].after == "title"


def test_text_before_a_policy_without_title_is_not_its_title() -> None:
    """Where the title is gone, it is missing, and the end of the chapter before is not shown in its place."""
    report = checked(f"511.1   LOCKS AND KEYS\n{PROSE}\n{INVENTED.replace(' Station Therapy Dogs', '')}")
    assert differing(report) == {"title": Status.MISSING}
    assert not report.new


def test_many_doubtful_lines_do_not_hide_a_sentence() -> None:
    """A sentence over a dozen pages, each with a header and a number, is put together from them."""
    sentence = "Handlers should use soft-weave and quick-release leads when walking indoors."
    pages = "".join(f"{word}\n{n}\n\fAll Stations\n" for n, word in enumerate(sentence.split(), start=1))
    text = INVENTED.replace(sentence, pages)
    assert checked(text).holds
    assert differing(checked(text.replace("quick", "slow"))) == {"512.5.s2": Status.CHANGED}
