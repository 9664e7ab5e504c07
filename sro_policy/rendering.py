"""Makes pages for a browser of templates: whatever stands in for a name is escaped, and an unknown name is an error."""

from __future__ import annotations


def rendered(package: str, template: str, **values: object) -> str:
    """Return a template of a package's folder ``templates``, with values for its names.

    Raises ``ImportError`` where jinja2 is not installed: each caller knows which extra brings it.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - an extra

    environment = Environment(
        loader=PackageLoader(package, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(template).render(values)
