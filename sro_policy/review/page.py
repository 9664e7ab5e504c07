"""A review as one page for a browser, which needs nothing beside it and runs no script."""

from __future__ import annotations

from sro_policy.errors import InputError, on_one_line
from sro_policy.rendering import rendered
from sro_policy.review import told
from sro_policy.review.drawn_timeline import drawn_timeline
from sro_policy.review.outcomes import OUTCOMES
from sro_policy.review.reviewed import Review
from sro_policy.session.times import in_words


def as_page(review: Review) -> str:
    """Return a review as an HTML page.

    Raises :class:`~sro_policy.InputError` where jinja2, of the extra ``cli``, is not installed.
    """
    try:
        from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2

        return rendered(
            "sro_policy.review",
            "review.html",
            review=review,
            told=told,
            outcomes=OUTCOMES,
            in_words=in_words,
            on_one_line=on_one_line,
            # What it draws it escapes itself.
            picture=Markup(drawn_timeline(review)),  # noqa: S704
        )
    except ImportError:
        raise InputError("the page of a review needs the extra `cli`: pip install 'sro-policy[cli]'") from None
