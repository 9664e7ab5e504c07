"""A policy of our own with the shape of the real one, and how a text is encoded for a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from sro_policy.text import EncodedSegment, SegmentKind, Status, TextReport, check_text, cut, manual_from_text

INVENTED = """\
 Station Therapy Dogs
512.1   PURPOSE AND SCOPE
These pages set out how the Harbor Falls Police Department keeps a station dog (Minn. Stat.
§ 343.2099).

512.2   POLICY
The Harbor Falls Police Department wants every station to be a calm place, and keeps dogs
for the comfort of victims, callers, and its own employees.

512.3   THERAPY DOG PROGRAM
The Captain should pick handlers from among those volunteers who have kept a dog before. The
aims of keeping dogs are calmer interviews, shorter waits, and better mornings.
Ways to reach these aims may be any of the following and others:

(a) Greeting everyone who waits in the lobby.

(b) Sitting with a witness during a long interview, provided that the witness agrees and no
allergy is known.

(c) Walking the halls at every change of shift.

(d) Visiting the dispatch room, at least weekly, and staying for a
while.

512.3.1   KENNEL AGREEMENT
The agreement between the Department and the kennel must:

(a) Name the vaccines listed in Minn. Stat. 343.2099, Subd. 4.

(b) Say who pays for food, leads, and other well-worn things.

(c) Cover grooming and nail care.

A kennel may lend a second dog for parades (Minn. Stat. § 343.2099, Subd. 4). The loan
should end by nightfall, where possible. The kennel should also be told which rooms are closed
to animals for re-training of staff (e.g., laboratory rooms, evidence lockers).

512.4   HANDLER DUTIES
The tasks of a handler are (Minn. Stat. § 343.2099, Subd. 4):

(a) Feeding the dog twice a day.

(b) Brushing.

(c) Keeping the dog's vaccination card.

512.5   LEADS AND MUZZLES
Handlers should use soft-weave and quick-release leads when walking indoors.

Handlers shall not muzzle or scold a dog merely to please visitors or join in any
teasing of dogs by visitors (Minn. Stat. § 343.2099, Subd. 4).

Handlers should speak low and move slowly in keeping with their lessons, pulling
on the lead only as far as it seems needed to the handler at that moment to keep a person
safe. See the Animal Bite Policy for further advice.

512.6   COURTROOM VISITS
When a judge also asks for a dog, handlers should think about sending a colleague in place of
a cancelled visit, as suits the day.

Visits during a verdict should be avoided if fairly possible. If a visit is needed
for a child's or a victim's sake, the dog should be led in by a
side door out of the sight of cameras if possible.

 512.7   DOG AND OWNER RECORDS
Station files with dog and owner records shall be kept as the county asks and as
the Paper Files Policy says.

512.8   LESSONS
Handlers shall finish required first and yearly BOARD-
approved lessons by the required dates. The handler's latest lesson slips shall be put in the
handler's folder (Minn. Stat. § 343.2099, Subd. 5) (See the Folder Policy for further advice).

512.9   REREADING
The handler shall reread these pages before taking up a lead (Minn. Stat. § 343.2099, Subd.
5(b)).
"""


def encoded(text: str) -> tuple[EncodedSegment, ...]:
    """Encode a policy's text for a test: a clause for each segment, named by its section and label or number."""
    segments = cut(text)
    names, numbers = [], dict[str, int]()
    for segment in segments:
        numbers[segment.section] = numbers.get(segment.section, 0) + 1
        names.append(f"{segment.section}{segment.label or f'.s{numbers[segment.section]}'}")
    result = []
    for index, (segment, name) in enumerate(zip(segments, names, strict=True)):
        text_segment = segment.kind is SegmentKind.TEXT
        listed = []
        if segment.wording.endswith(":"):
            for following, other in zip(segments[index + 1 :], names[index + 1 :], strict=True):
                if following.section != segment.section or not following.label:
                    break
                listed.append(other)
        result.append(
            EncodedSegment(
                segment.fingerprint,
                segment.kind,
                segment.label,
                (name,) if text_segment else (),
                (f"rule-of-{name}",) if text_segment else (),
                tuple(listed),
            )
        )
    return tuple(result)


def policy_text(request: pytest.FixtureRequest, which: str) -> str:
    """Return the invented policy, or the official one where the tests were given it; else the test is skipped."""
    if which == "invented":
        return INVENTED
    path: Path = request.getfixturevalue("manual_path")
    return path.read_text(encoding="utf-8")


BOTH = pytest.mark.parametrize("which", ["invented", "official"])


def checked(text: str, policy: str = INVENTED) -> TextReport:
    """Compare a text with a policy as it is encoded."""
    return check_text(manual_from_text(text), encoded(policy))


def differing(report: TextReport) -> dict[str, Status]:
    """Return what does not stand as encoded, by name."""
    return {entry.segment.name: entry.status for entry in report.differing}
