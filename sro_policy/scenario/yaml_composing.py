"""What of YAML is refused before more of it is read: an anchor, and what is nested too deep.

To read on takes seconds where there are many levels, and the library warns of anchors that stand twice.
"""

from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.events import AliasEvent

from sro_policy.errors import InputError, quoted


def compose(text: str, nesting: int) -> Any:  # noqa: ANN401 - of a library that has no types for its nodes
    """Return the nodes of a document, or nothing where it is empty.

    Raises :class:`~sro_policy.errors.InputError`, with the line, for an anchor, and for more levels than ``nesting``;
    and errors of the library for what is no YAML.
    """

    class Refusing(Composer):
        _level = 0

        def compose_node(self, parent: Any, index: Any) -> Any:  # noqa: ANN401 - as above
            event = self.parser.peek_event()
            line = event.start_mark.line + 1
            if self._level == nesting:
                raise InputError(f"line {line}: nested deeper than the limit of {nesting} levels")
            anchor = getattr(event, "anchor", None)
            if anchor is not None and not self.parser.check_event(AliasEvent):
                raise InputError(f"line {line}: an anchor, {quoted(f'&{anchor}')}: write the value where it belongs")
            self._level += 1
            node = super().compose_node(parent, index)
            self._level -= 1
            return node

    yaml = YAML(typ="safe", pure=True)
    yaml.Composer = Refusing
    return yaml.compose(text)
