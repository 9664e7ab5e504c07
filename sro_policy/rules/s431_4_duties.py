"""431.4: the duties of the role, which an act can serve."""

from __future__ import annotations

from sro_policy.policy import Clause, Section
from sro_policy.rules.conditions import SRO

SECTION = Section(
    number="431.4",
    title="School Resource Officer duties",
    fingerprint="27:25e1c8977e77a26fbaf252b3e728bcd17376e69f972340b6a146f7589fb7cbbf",
    clauses=[
        Clause(
            id="431.4.stem",
            gist="introduces the duties (a) to (g), with the statute; the list is open",
            fingerprint="59:516d2155d2a4e83bacc7c0c04f8cd6457b4d4f5d471fee859f3b7c59fa3450cb",
            to=SRO,
            lists=("431.4(a)", "431.4(b)", "431.4(c)", "431.4(d)", "431.4(e)", "431.4(f)", "431.4(g)"),
            no_rule="it introduces a list",
        ),
        Clause(
            id="431.4(a)",
            gist="build a positive climate through relations and open communication",
            fingerprint="78:0eef5c6c872a6975696e75df5d81b02e3ddd1ea57ed2924bcb715d3bc79de542",
            to=SRO,
            no_rule="it describes a duty of the role: an act can name it as the duty that it serves",
        ),
        Clause(
            id="431.4(b)",
            gist="protect students, staff and visitors from crime",
            fingerprint="72:48108ced1711973b40771d6f7a3fcb7b4bd118dbf594bc20acad93624d177247",
            to=SRO,
            no_rule="it describes a duty of the role: an act can name it as the duty that it serves",
        ),
        Clause(
            id="431.4(c)",
            gist="be law enforcement's liaison to school officials",
            fingerprint="52:afee225cb197b53c420c8f7d4ff38b2d0a0427abfae6a10764f8bd38b41c51da",
            to=SRO,
            no_rule="it describes a duty of the role: an act can name it as the duty that it serves",
        ),
        Clause(
            id="431.4(d)",
            gist="advise on safety drills",
            fingerprint="29:c21a988d2d9604b24f35842082bb2fb5a6c4bf9ea134247caed0b1b87c0e0446",
            to=SRO,
            no_rule="it describes a duty of the role: an act can name it as the duty that it serves",
        ),
        Clause(
            id="431.4(e)",
            gist="find weaknesses in facilities and safety protocols",
            fingerprint="62:01d73284de7600600e5b1cccbfbb4154c3936fc08e1753062a590d404f4345a5",
            to=SRO,
            no_rule="it describes a duty of the role: an act can name it as the duty that it serves",
        ),
        Clause(
            id="431.4(f)",
            gist="educate and advise on law-enforcement topics",
            fingerprint="58:fb6dd9ff0ba4650dd8dfc1669af39a00d4eda34a0457f61c07328890b1aca5e5",
            to=SRO,
            no_rule="it describes a duty of the role: an act can name it as the duty that it serves",
        ),
        Clause(
            id="431.4(g)",
            gist="enforce criminal law",
            fingerprint="21:5c21e08c2fa07089b7d08abc14a848f6c27b8707e3e6da2e60f878b807d9e43b",
            to=SRO,
            no_rule="it describes a duty of the role: an act can name it as the duty that it serves",
        ),
    ],
)
