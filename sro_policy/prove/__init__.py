"""Proofs about a policy, over all fact patterns that its constraints allow; needs the extra ``prove``.

:func:`prove` proves or refutes the claims in :data:`CLAIMS`, and properties of a user's own, written in the language
of rules: of facts, and of what rules say (:func:`applies`, :func:`broken`, :func:`kept`).
"""

from __future__ import annotations

try:
    import oxidd.bcdd as _oxidd
except ImportError as missing:
    raise ImportError("proofs need the extra `prove`: pip install 'sro-policy[prove]'") from missing

from sro_policy.prove.proof import Claim, Entry, Proof, Witness
from sro_policy.prove.properties import Property
from sro_policy.prove.proving import CLAIMS, prove
from sro_policy.prove.terms import applies, broken, kept

__all__ = ["CLAIMS", "Claim", "Entry", "Proof", "Property", "Witness", "applies", "broken", "kept", "prove"]

del _oxidd
