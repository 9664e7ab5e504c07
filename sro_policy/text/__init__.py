"""Compares a department's own manual with the policy as it is encoded, without holding the official words.

    from sro_policy import POLICY_431
    from sro_policy.text import check_text, policy_segments, read_manual

    report = check_text(read_manual("manual.pdf"), policy_segments(POLICY_431))
    report.holds        # True if all of the policy stands as encoded, and nothing new
    report.clauses      # clause by clause: as encoded, changed, missing, moved, relabelled
    report.new          # wording in the policy that nothing encoded accounts for

What the library holds of the official text is a fingerprint of each of its segments (:func:`fingerprint`), and
:func:`policy_segments` gives those of a policy. :func:`cut` makes the segments of another edition from its text,
:func:`encoded_segments` puts fingerprints, clauses and rules together.
"""

from sro_policy.text.check import check_text
from sro_policy.text.encoded import EncodedSegment, encoded_segments
from sro_policy.text.fingerprints import fingerprint
from sro_policy.text.layout import manual_from_text
from sro_policy.text.manual import ManualText
from sro_policy.text.policy_segments import policy_segments
from sro_policy.text.reading import manual_from_bytes, read_manual
from sro_policy.text.report import ClauseReport, Copy, NewWording, SegmentReport, Status, TextReport, Where
from sro_policy.text.segments import Segment, SegmentKind, cut

__all__ = [
    "ClauseReport",
    "Copy",
    "EncodedSegment",
    "ManualText",
    "NewWording",
    "Segment",
    "SegmentKind",
    "SegmentReport",
    "Status",
    "TextReport",
    "Where",
    "check_text",
    "cut",
    "encoded_segments",
    "fingerprint",
    "manual_from_bytes",
    "manual_from_text",
    "policy_segments",
    "read_manual",
]
