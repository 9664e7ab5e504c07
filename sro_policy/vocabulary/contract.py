"""Facts about the contract under which SROs serve: what it contains, and what it covers."""

from __future__ import annotations

from sro_policy.vocabulary.facts import BooleanFact, Subject


class Contract(Subject):
    """The contract under which SROs serve."""

    name = "contract"

    includes_statutory_duties = BooleanFact(
        known_that="the contract contains the statutory SRO duties",
        known_not="the contract does not contain the statutory SRO duties",
        ask="Does the contract contain the SRO duties of the statute?",
        who="records",
        seconds=120,
        can_be_acted_on=True,
    )
    addresses_attire = BooleanFact(
        known_that="the contract addresses an agreed policy on plain clothes, modified uniforms and other attire",
        known_not="the contract does not address an agreed policy on plain clothes, modified uniforms and other attire",
        ask="Does the contract address an agreed policy on plain clothes, modified uniforms and other attire?",
        who="records",
        seconds=120,
        can_be_acted_on=True,
    )
    states_school_role_in_selection = BooleanFact(
        known_that="the contract states the school's role, if any, in selecting, vetting and keeping the SRO",
        known_not="the contract does not state the school's role, if any, in selecting, vetting and keeping the SRO",
        ask="Does the contract state the school's role, if any, in selecting, vetting and keeping the SRO?",
        who="records",
        seconds=120,
        can_be_acted_on=True,
    )
    sets_up_public_notice = BooleanFact(
        known_that="the contract sets up a way to tell the public that an SRO will be in the schools",
        known_not="the contract sets up no way to tell the public that an SRO will be in the schools",
        ask="Does the contract set up a way to tell the public that an SRO will be in the schools?",
        who="records",
        seconds=120,
        can_be_acted_on=True,
    )
    addresses_data_practices = BooleanFact(
        known_that="the contract addresses data-practices policies and procedures",
        known_not="the contract does not address data-practices policies and procedures",
        ask="Does the contract address data-practices policies and procedures?",
        who="records",
        seconds=120,
        can_be_acted_on=True,
    )
    has_paid_services = BooleanFact(
        known_that="some services are paid for",
        known_not="no services are paid for",
        ask="Are any services paid for?",
        who="records",
        seconds=60,
    )
    covers_paid_services = BooleanFact(
        known_that="the contract covers paid services",
        known_not="the contract does not cover paid services",
        ask="Does the contract cover the paid services?",
        who="records",
        seconds=120,
        can_be_acted_on=True,
    )
    addresses_deescalation_resources = BooleanFact(
        known_that="the contract says how the SRO learns of district resources that help to de-escalate conflicts",
        known_not="the contract does not say how the SRO learns of district resources that help to de-escalate "
        "conflicts",
        ask="Does the contract say how the SRO learns of district resources that help to de-escalate conflicts?",
        who="records",
        seconds=120,
        can_be_acted_on=True,
    )
    has_additional_duties = BooleanFact(
        known_that="the contract adds duties to those of the statute",
        known_not="the contract adds no duties to those of the statute",
        ask="Does the contract add duties to those of the statute?",
        who="records",
        seconds=120,
        can_be_acted_on=True,
    )


contract = Contract()
