"""The segments of a policy whose clauses carry fingerprints: what a manual is compared with."""

from __future__ import annotations

from sro_policy.policy import Policy
from sro_policy.text.encoded import EncodedSegment, encoded_segments


def policy_segments(policy: Policy) -> tuple[EncodedSegment, ...]:
    """Return the encoded segments of a policy, in the order of its text.

    A section without a fingerprint is not part of the manual's text, as the statute's is not, and is left out.
    """
    sections = [section for section in policy.sections if section.fingerprint]
    clauses = [(section, clause) for section in sections for clause in section.clauses]
    return encoded_segments(
        policy.edition.fingerprint,
        {section.number: section.fingerprint for section in sections},
        {clause.id: clause.fingerprint for _, clause in clauses},
        {clause.id: [f"{section.number}/{rule.name}" for rule in clause.rules] for section, clause in clauses},
        {clause.id: clause.lists for _, clause in clauses if clause.lists},
    )
