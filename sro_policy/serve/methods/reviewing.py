"""Reviews of a session or of a case, as JSON, Markdown, CSV or a page."""

from __future__ import annotations

from sro_policy.review import Review, as_csv, as_markdown, as_page
from sro_policy.review import review as reviewed
from sro_policy.review import review_case as reviewed_case
from sro_policy.serve.connection import Connection
from sro_policy.serve.shapes import AsOf, CaseJson, Format, ReviewJson, SessionId, Settings

_WRITTEN = {"markdown": as_markdown, "csv": as_csv, "html": as_page}


def review(connection: Connection, session: SessionId, format: Format = "json") -> ReviewJson:
    """Review a session as it stands: each clause, what was known when, and what could have been done."""
    return _in_form(reviewed(connection.sessions.get(session).incident), format)


def review_case(
    connection: Connection,
    case: CaseJson,
    settings: Settings | None = None,
    as_of: AsOf | None = None,
    format: Format = "json",
) -> ReviewJson:
    """Review a case, which has no timeline."""
    service = connection.service
    found = reviewed_case(
        case,
        service.policy,
        settings=settings,
        as_of=as_of,
        engine=service.engine,
        limits=service.case_limits,
    )
    return _in_form(found, format)


def _in_form(found: Review, form: str) -> dict[str, object]:
    return {"format": form, "review": found.to_json() if form == "json" else _WRITTEN[form](found)}
