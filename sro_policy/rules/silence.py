"""On what 431 says nothing: topics that a reader may look for here, and that no rule may speak of.

Each has *telling words*, by which a statement gives itself away as being about the topic, and a place to
look instead. That place is a pointer and no rule: what stands there is not encoded, and nobody here vouches
for it. :func:`silent_topics_in` finds the topics on which a text gives itself away.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import final

import attrs

from sro_policy.errors import PolicyError


@final
@attrs.frozen(slots=False, eq=False)
class SilentTopic:
    """A topic on which the policy is silent.

    ``telling`` are regular expressions, found at the beginning of a word, in capitals or not. ``look`` says
    where to look instead. ``except_in`` names clauses of which a telling word is the clause's own subject,
    each with the reason.
    """

    topic: str
    telling: tuple[str, ...]
    look: str
    except_in: Mapping[str, str] = attrs.field(factory=dict)

    def __attrs_post_init__(self) -> None:
        """Refuse a topic that nothing could give away, one without a pointer, and an exception without a reason."""
        if not self.telling or not self.look:
            raise PolicyError(f"silent topic `{self.topic}` needs telling words and a place to look instead")
        for clause, reason in self.except_in.items():
            if not reason:
                raise PolicyError(f"silent topic `{self.topic}` leaves out `{clause}` and does not say why")

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(rf"\b(?:{words})" for words in self.telling), re.IGNORECASE)

    def told_by(self, text: str) -> str | None:
        """Return the first words of a text that are about this topic, or ``None``."""
        found = self._pattern.search(text)
        return None if found is None else found.group()


def silent_topics_in(text: str, *, clause: str = "") -> tuple[tuple[SilentTopic, str], ...]:
    """Return each silent topic that a text speaks of, with the words that give it away.

    With a ``clause``, the topics of which that clause is an exception are left out.
    """
    found = ((item, item.told_by(text)) for item in SILENT if clause not in item.except_in)
    return tuple((item, words) for item, words in found if words is not None)


_FORCE_POLICY = "the department's Use of Force Policy"
_OTHER_POLICIES = "state law and the department's other policies"

SILENT: tuple[SilentTopic, ...] = (
    SilentTopic(
        "notice to parents and guardians",
        ("parent", "guardian", "famil(?:y|ies)"),
        "the school district's policies; for a child in custody, Minn. Stat. § 260B.176",
        except_in={
            "431.3(f)": "the method is better communication with families among others, and no notice",
            "431.7": "the clause is about records that hold data on parents, and no notice",
        },
    ),
    SilentTopic(
        "Miranda and interviews",
        ("miranda", "interview", "interrogat", r"right to (?:silence|remain silent|counsel|a lawyer)"),
        f"constitutional law, {_OTHER_POLICIES}",
    ),
    SilentTopic(
        "searches",
        ("search", "pat[- ]?down", "frisk", "locker", "backpack"),
        f"constitutional law, {_OTHER_POLICIES}",
    ),
    SilentTopic(
        "handcuffing and restraint technique",
        ("handcuff", "cuff", "restrain", "shackle", "spit hood"),
        _FORCE_POLICY,
    ),
    SilentTopic(
        "choke holds and prone restraint",
        ("choke", "neck", "prone", "airway", "breath"),
        f"Minn. Stat. § 609.06 subd. 3 and § 121A.58, and {_FORCE_POLICY}",
    ),
    SilentTopic(
        "the duty to intercede",
        ("interced", "intervene", "step in", "stop (?:another|a fellow) officer"),
        f"Minn. Stat. § 626.8475, and {_FORCE_POLICY}",
    ),
    SilentTopic(
        "medical aid after force",
        ("medic", "first aid", "ambulance", "nurse", "hospital", "wound"),
        _FORCE_POLICY,
    ),
    SilentTopic(
        "age floors and the minimum age of delinquency",
        ("minimum age", r"age of (?:\d|delinquency|responsibility)", r"years? (?:old|of age)", r"under (?:the age|\d)"),
        "state law on delinquency",
    ),
    SilentTopic(
        "approval by a supervisor",
        ("supervisor", "approv(?:e|al)", "sergeant", "permission"),
        "the department's other policies",
        except_in={
            "431.8.s1.initial": "the POST Board approves the training, and no one an act",
            "431.8.s1.ongoing": "the POST Board approves the training, and no one an act",
        },
    ),
    SilentTopic(
        "disability and IEP procedure",
        ("disab", "iep", "504 plan", "special education", "manifestation"),
        "the school district's policies, state and federal law on special education",
    ),
    SilentTopic(
        "offence grades, thresholds of weapon or injury, lists of offences",
        ("felon", "misdemeanor", "petty", "weapon", "injur", "assault", "theft", "drug", "serious offen[cs]e"),
        "the criminal code; the facts on weapon and injury are listed for the person who decides",
    ),
    SilentTopic(
        "ladders of prior incidents, graduated response",
        (
            "prior (?:incident|offen|contact|record)",
            "repeat(?:ed)? (?:offen|incident)",
            "(?:first|second|third) offen",
            "previous(?:ly)? (?:incident|offen|warned)",
            "graduated",
        ),
        "the school district's code of conduct",
    ),
    SilentTopic(
        "diversion programmes",
        ("diver(?:sion|t)", "restorative"),
        "Minn. Stat. § 260B.1755",
    ),
    SilentTopic(
        "citations",
        ("citation", "cite", "ticket", "summons"),
        _OTHER_POLICIES,
    ),
    SilentTopic(
        "release of records",
        ("releas", "disclos", r"share (?:\w+ )?(?:data|records)", r"access to (?:\w+ )?(?:data|records)"),
        "Minn. Stat. §§ 13.32, 13.82 and 260B.171, and 34 CFR part 99",
        except_in={"431.7": "it names the department policy that has the word in its title, and says no more of it"},
    ),
    SilentTopic(
        "retention periods",
        ("retention (?:period|schedule)", "retain", "destr(?:oy|uct)", "expung", "purge", r"for \w+ years"),
        "the records policy that 431.7 names, and state law",
    ),
    SilentTopic(
        "juvenile custody: grounds and notice",
        ("custody", "detain", "detention", "juvenile", "welfare hold", "truan"),
        "Minn. Stat. §§ 260B.175 and 260B.176",
        except_in={"431.6.p3": "the clause is about school staff at an arrest, and not about its grounds"},
    ),
    SilentTopic(
        "the duty of school staff to report firearms",
        ("firearm", "gun", "dangerous weapon"),
        "Minn. Stat. §§ 121A.05 and 121A.06",
    ),
    SilentTopic(
        "criteria for selecting SROs",
        ("select", "qualif", "criteria", "candidate", "background check"),
        "the contract under 431.3.1(c)",
        except_in={"431.3.1(c)": "the contract says what part the school has in selecting, and no criteria"},
    ),
    SilentTopic(
        "discipline of officers",
        (
            r"disciplin(?:e|ing|ary) (?:of |action against )?(?:the |an )?(?:officer|SRO)",
            "reprimand",
            "suspen[ds]",
            "terminat",
            "misconduct",
        ),
        "the department's other policies",
    ),
    SilentTopic(
        "body-worn cameras",
        ("body[- ]?(?:worn|cam)", "camera", "video", "footage"),
        _OTHER_POLICIES,
    ),
    SilentTopic(
        "immigration",
        ("immigra", "citizenship", "nationality", "undocumented", "deport"),
        f"federal law, {_OTHER_POLICIES}",
    ),
    SilentTopic(
        "definitions of the terms that it uses",
        ("defin(?:e|ed|es|ition)", "means", "is understood as"),
        "the register of readings, which says what the library takes each open term to mean",
    ),
)
"""Every topic of which readers ask and the text says nothing."""
