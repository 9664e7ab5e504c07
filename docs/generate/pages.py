"""All generated pages, and whether those that are kept still follow from the code."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from docs.generate.markup import MADE
from docs.generate.register_pages import map_pages, parameters_page, readings_page, silence_page
from docs.generate.section_pages import section_pages
from docs.generate.site import Site
from docs.generate.vocabulary_pages import vocabulary_pages

DOCS = Path(__file__).resolve().parent.parent

_KINDS: tuple[Callable[[Site], Iterator[tuple[str, str]]], ...] = (
    map_pages,
    section_pages,
    vocabulary_pages,
    readings_page,
    silence_page,
    parameters_page,
)


def pages(site: Site) -> dict[str, str]:
    """Return every generated page by its place below ``docs``."""
    found: dict[str, str] = {}
    for kind in _KINDS:
        for place, text in kind(site):
            assert place not in found, f"two pages at {place}"
            found[place] = text
    return found


def stale(wanted: Mapping[str, str], folder: Path) -> list[str]:
    """Return what is amiss with the pages that are kept: not there, no longer following, or without a source."""
    amiss = []
    for place, text in wanted.items():
        path = folder / place
        if not path.is_file():
            amiss.append(f"{place}: missing")
        elif path.read_text(encoding="utf-8") != text:
            amiss.append(f"{place}: does not follow from the code")
    amiss += [f"{place}: nothing makes it any more" for place in _kept(folder) if place not in wanted]
    return sorted(amiss)


def write(wanted: Mapping[str, str], folder: Path) -> None:
    """Write the pages, and take away those that nothing makes any more."""
    for place in _kept(folder):
        if place not in wanted:
            (folder / place).unlink()
    for place, text in wanted.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def _kept(folder: Path) -> list[str]:
    return [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*.md"))
        if MADE in path.read_text(encoding="utf-8")
    ]
