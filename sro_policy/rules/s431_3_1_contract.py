"""431.3.1: what the contract contains."""

from __future__ import annotations

from sro_policy.policy import Clause, Section, may, shall, should
from sro_policy.rules.conditions import CONTRACT, DISTRICT
from sro_policy.vocabulary import contract

SECTION = Section(
    number="431.3.1",
    title="SRO contract",
    fingerprint="11:73c2f37cb692a42423a5558d5135f0b1f8d273be605d3a75b87bf4fecbdf3ab6",
    clauses=[
        Clause(
            id="431.3.1.stem",
            gist="carries the verb of (a) to (e): if it weakened, all five would",
            fingerprint="71:7e371b3c5bb044d6fade67c8c9a48743f27b7780381d31cdd0261a9740fa2565",
            to=CONTRACT,
            lists=("431.3.1(a)", "431.3.1(b)", "431.3.1(c)", "431.3.1(d)", "431.3.1(e)"),
            no_rule="it carries the verb of the list that follows",
        ),
        Clause(
            id="431.3.1(a)",
            gist="contain the statutory SRO duties (subdivision 2)",
            fingerprint="50:2d57fd9df257436702e36f4b467814bd54bee4fbee7a649c88e520e18d81e5b6",
            to=CONTRACT,
            rules=[
                shall(
                    "statutory-duties",
                    conduct=contract.includes_statutory_duties,
                    says="Put the statutory SRO duties into the contract.",
                ),
            ],
        ),
        Clause(
            id="431.3.1(b)",
            gist="address an agreed policy on plain clothes, modified uniform and other attire",
            fingerprint="103:ca0e4a0ef73c63300d6bf6c93ab6e18159f2611e394dcc39b555b32c26f8449e",
            to=CONTRACT,
            rules=[
                shall(
                    "attire",
                    conduct=contract.addresses_attire,
                    says="Address in the contract an agreed policy on the SRO's attire.",
                ),
            ],
        ),
        Clause(
            id="431.3.1(c)",
            gist="state the school's role, if any, in selecting, vetting and keeping the SRO",
            fingerprint="97:9f65bf53deb5d88f96a570843cee7d322e5684e4d15c2675414345736680a71a",
            to=CONTRACT,
            rules=[
                shall(
                    "school-role-in-selection",
                    conduct=contract.states_school_role_in_selection,
                    says=(
                        "State in the contract what part, if any, the school has in selecting, vetting and keeping the "
                        "SRO."
                    ),
                ),
            ],
        ),
        Clause(
            id="431.3.1(d)",
            gist="set up a way to tell the public that an SRO will be in the schools",
            fingerprint="69:4aec01b1f69b65eb5a67a8c07eb30d2bc367b876416af603e930ed9a78b63b28",
            to=CONTRACT,
            rules=[
                shall(
                    "public-notice",
                    conduct=contract.sets_up_public_notice,
                    says="Set up in the contract a way to tell the public that an SRO will be in the schools.",
                ),
            ],
        ),
        Clause(
            id="431.3.1(e)",
            gist="address data-practices policies and procedures",
            fingerprint="41:c860c5e330163b1534839b429a6b469c9422251c23f8563f41123d9d535cff05",
            to=CONTRACT,
            rules=[
                shall(
                    "data-practices",
                    conduct=contract.addresses_data_practices,
                    says="Address data-practices policies and procedures in the contract.",
                ),
            ],
        ),
        Clause(
            id="431.3.1.p2.s1",
            gist="contract for additional SRO duties",
            fingerprint="113:401d6031620f09b7bcdd2e3a225599e2a34a39493d8f9ee9d49941cb602ecdf3",
            to=DISTRICT,
            rules=[
                may(
                    "additional-duties",
                    conduct=contract.has_additional_duties,
                    says="The district or charter school may contract for additional duties.",
                ),
            ],
        ),
        Clause(
            id="431.3.1.p2.s2",
            gist="cover paid services, where there are any",
            fingerprint="49:82da9c3fcb124c0022321c0029b0911bcb88efbd9635ca25107c513486609d7e",
            to=CONTRACT,
            rules=[
                should(
                    "cover-paid-services",
                    conduct=contract.covers_paid_services,
                    when=contract.has_paid_services,
                    says="Cover the paid services in the contract.",
                ),
            ],
        ),
        Clause(
            id="431.3.1.p2.s3",
            gist="say how the SRO learns of district resources that help de-escalate conflicts",
            fingerprint="187:3565c5906c1740585d15a6f9525ab37ee92ab39f5164425e0bdc40486bb5c898",
            to=CONTRACT,
            rules=[
                should(
                    "deescalation-resources",
                    conduct=contract.addresses_deescalation_resources,
                    says=(
                        "Say in the contract how the SRO learns of district resources that help de-escalate conflicts."
                    ),
                ),
            ],
        ),
    ],
)
