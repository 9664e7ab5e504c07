"""A review as Markdown, CSV and a page: all of it, and nothing that a user wrote is taken for anything else."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from sro_policy import InputError, LiveIncident, open_incident
from sro_policy.review import Review, as_csv, as_markdown, as_page, review, review_case
from sro_policy.review.csv_table import COLUMNS
from sro_policy.review.drawn_timeline import MOST_LANES, drawn_timeline

from .incidents import ARREST, OFFICER, STUDENT, arrest, incidents

NAME = "=<script>alert(1)</script> | `x` *y* [z](http://x) &"
HOSTILE = f"{NAME} \x1b[31m\n# no heading \u202e"
_VOID = {"meta", "link", "br", "hr", "img", "input"}


def hostile() -> Review:
    """The review of an arrest of which everything that a user can write is hostile."""
    facts = {"kind": "custodial_arrest", "in_school": True, "arrest_avoidable": True}
    incident = open_incident(case={"event": HOSTILE, "officer": OFFICER, "incident": STUDENT}, engine="table")
    incident.begin(NAME, facts, at=1)
    incident.end(NAME, at=2)
    incident.give_reason(ARREST, NAME, HOSTILE, at=3)
    incident.learn({"incident": {"injury": True}}, at=4)
    incident.withdraw("incident.injury", at=4)
    incident.learn({"acts": [{"id": NAME, "in_view_of_students": False}]}, at=5)
    return review(incident)


class Page(HTMLParser):
    """Finds what a page is made of, and refuses one whose elements do not close in turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(page: str) -> Page:
    """Return what a page is made of."""
    found = Page()
    found.feed(page)
    found.close()
    assert found.open == []
    return found


@settings(deadline=None, max_examples=25)
@given(incident=incidents())
def test_every_form_can_be_made_of_any_incident_and_names_every_finding(incident: LiveIncident) -> None:
    """JSON, Markdown, CSV and the page; the same each time."""
    found = review(incident)
    for made in (lambda one: json.dumps(one.to_json(), allow_nan=False), as_markdown, as_csv, as_page):
        text = made(found)
        assert text == made(review(incident))
        for one in found.findings:
            assert one.finding.clause in text
    read(as_page(found))


def test_markdown_is_never_what_a_user_wrote() -> None:
    """No tag, no heading, no cell, no link and no escape of a terminal comes of it."""
    text = as_markdown(hostile())
    assert "<script" not in text.replace("\\<script", "")
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert [line for line in text.splitlines() if line.startswith("# ")] == [text.splitlines()[0]]
    for line in text.splitlines():
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", line)) == 5, line
    assert not re.search(r"(?<!\\)\[z", text)


def test_a_page_is_never_what_a_user_wrote() -> None:
    """It has no script, loads nothing, and says what was written as text."""
    page = as_page(hostile())
    found = read(page)
    assert not {tag for tag, _ in found.elements} & {"script", "link", "img", "iframe", "object", "base", "form"}
    assert not any(name.startswith("on") for _, attributes in found.elements for name in attributes)
    links = [attributes["href"] or "" for _, attributes in found.elements if "href" in attributes]
    assert all(link.startswith("#") for link in links)
    assert "url(" not in page
    assert "\x1b" not in page
    assert any("<script>alert(1)</script>" in text for text in found.text)


def test_links_of_a_page_lead_somewhere() -> None:
    """Each to an element of its own, and no id stands twice."""
    found = read(as_page(review(arrest())))
    ids = [attributes["id"] for _, attributes in found.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in found.elements:
        for name in ("href", "aria-labelledby"):
            if (target := attributes.get(name)) is not None:
                assert target.removeprefix("#") in ids


def test_csv_has_a_row_for_each_finding_and_no_formula() -> None:
    """It is read as it was written, in the order of the policy; a spreadsheet computes nothing of it."""
    found = review(arrest(event="=HYPERLINK(1)"))
    rows = list(csv.DictReader(io.StringIO(as_csv(found), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["rule"], row["subject"]) for row in rows] == [
        (f.finding.rule, f.finding.subject) for f in found.findings
    ]
    assert {row["event"] for row in rows} == {"'=HYPERLINK(1)"}
    (row,) = [row for row in rows if row["rule"] == ARREST]
    assert (row["outcome"], row["as_it_began"], row["as_it_ended"]) == (
        "departed with reason",
        "would depart",
        "departed",
    )
    assert (row["could_have_since"], row["could_have_until"]) == ("16000", "62500")
    assert row["could_have"] == "the act is not in school | another act is chosen: presence alone"
    late = open_incident(case={"officer": OFFICER})
    late.begin("a1", {"kind": "custodial_arrest", "in_school": True, "arrest_avoidable": True}, at=1, when=-9)
    late.end("a1", at=1, when=-5)
    assert "-5000" in {row["could_have_until"] for row in csv.DictReader(io.StringIO(as_csv(review(late)), newline=""))}
    for row in csv.DictReader(io.StringIO(as_csv(hostile()), newline="")):
        assert not any(value.startswith(("=", "+", "-", "@")) or "\n" in value for value in row.values())


def test_the_picture_has_every_time_and_a_bar_for_each_act() -> None:
    """A row for each time at which something happened or became known; the bar reaches from row to row."""
    picture = ET.fromstring(drawn_timeline(review(arrest())))
    assert [one.text for one in picture.iter("text") if one.get("class") == "time"] == [
        "0:00", "0:12", "0:16", "0:19", "0:20", "0:31", "1:02.500", "1:05", "5:00", "6:40",
    ]  # fmt: skip
    (bar,) = picture.iter("rect")
    assert bar.get("class") == "act"
    happened = [one.text for one in picture.iter("text") if one.get("class") == "happened"]
    assert {"act a1 begins", "act a1 ends"} <= set(happened)
    assert any("school staff were first" in (text or "") for text in happened)


def test_acts_that_go_on_at_once_stand_side_by_side() -> None:
    """One after another they share a lane; those for which there is no room are told of."""
    incident = open_incident(case={"officer": OFFICER})
    for number in range(MOST_LANES + 2):
        incident.begin(f"a{number}", {"in_school": True}, at=1)
    picture = ET.fromstring(drawn_timeline(review(incident)))
    bars = list(picture.iter("rect"))
    assert len({bar.get("x") for bar in bars}) == len(bars) == MOST_LANES
    assert {bar.get("class") for bar in bars} == {"act open"}
    assert "no room for the bars of 2 more" in (picture.findtext("title") or "")
    other = open_incident(case={"officer": OFFICER})
    for number in range(3):
        other.begin(f"a{number}", at=2 * number)
        other.end(f"a{number}", at=2 * number + 1)
    after = list(ET.fromstring(drawn_timeline(review(other))).iter("rect"))
    assert len({bar.get("x") for bar in after}) == 1
    assert len(after) == 3


def test_what_does_not_fit_into_a_line_of_the_picture_is_wrapped() -> None:
    """Whatever acts are called, nothing runs over its edge by its letters."""
    incident = open_incident(case={"officer": OFFICER})
    incident.begin("w" * 200, at=36_000.5)
    lines = [one.text or "" for one in ET.fromstring(drawn_timeline(review(incident))).iter("text")]
    assert max(map(len, lines)) < 40
    assert sum(line.count("w") for line in lines) >= 400


def test_a_review_of_nothing_says_so() -> None:
    """A case that says nothing has no findings, and every form can say that."""
    found = review_case({})
    assert found.findings == ()
    assert "no findings" in as_markdown(found)
    assert "no findings" in as_page(found)
    assert as_csv(found).splitlines() == [",".join(COLUMNS)]


def test_the_programme_is_told_as_a_list_that_obliges_nobody() -> None:
    """Methods are no findings: done, not done or not known."""
    found = review_case({"program": {"helps_safety_plan": True, "guards_against_outside_threats": False}})
    for text in (as_markdown(found), as_page(found)):
        assert "None of them is a duty." in text
        assert "431.3(a): done" in text
        assert "431.3(b): not done" in text
        assert "431.3(c): not known" in text


def test_many_changes_of_one_fact_are_not_all_listed_in_words() -> None:
    """The first few, and how many more there are; the JSON has each."""
    act = {"id": "a1", "stage": "done", "kind": "command", "purposes": ["school_rule"], "in_school": True}
    found = review_case({"officer": OFFICER, "incident": {**STUDENT, "school_rule_alleged": True}, "acts": [act]})
    most = max(len(one.one_fact) for one in found.findings if one.outcome not in {"clear", "not applicable"})
    assert most > 5
    assert f"- {most - 5} others" in as_markdown(found)


def test_without_jinja2_the_page_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other forms need nothing."""
    found = review(arrest())
    monkeypatch.setitem(__import__("sys").modules, "jinja2", None)
    with pytest.raises(InputError, match=r"sro-policy\[cli\]"):
        as_page(found)
    assert as_markdown(found)
