"""The way through a rule as a diagram, in HTML that any width can hold and no script has to draw."""

from __future__ import annotations

from docs.generate.markup import escaped
from docs.generate.table import Column, Row, Table
from docs.generate.words import Words
from sro_policy.vocabulary.wording import listed, spoken

_ASKS = {"scope": "whom it binds", "situation": "when", "conduct": "what is done"}


def flow(table: Table, words: Words) -> str:
    """Return the diagram: question after question, where each leads out, and how it ends."""
    steps = [_step(column, table, words) for column in table.columns]
    ends = [f'<li class="flow-end">{"".join(_end(row, table) for row in _last(table))}</li>']
    return "\n".join(['<ol class="flow">', *steps, *ends, "</ol>"])


def _step(column: Column, table: Table, words: Words) -> str:
    return (
        f'<li class="flow-step flow-{column.role}">'
        f'<span class="flow-letter">{column.letter}</span>'
        f'<span class="flow-text"><small>{_ASKS[column.role]}</small> {escaped(words.plain(column.condition))}</span>'
        f"{_exit(column, table)}</li>"
    )


def _exit(column: Column, table: Table) -> str:
    """Return where the answer "no" leads, whatever the others are; nothing where that depends on them."""
    place = table.columns.index(column)
    statuses = {o.status for answers, o in table.answers.items() if answers[place] == "no"}
    if column.role == "conduct" or len(statuses) != 1:
        return ""
    return f'<span class="flow-exit">no → {_status(statuses.pop())}</span>'


def _last(table: Table) -> list[Row]:
    """Return the rows for what is left once all questions before the conduct are answered yes."""
    return [row for row in table.rows if row.outcome.status in {"breached", "met", "due"}]


def _end(row: Row, table: Table) -> str:
    answered: list[str] = []
    for column, cell in zip(table.columns, row.cells, strict=True):
        if column.role == "conduct" and cell is not None:
            answered.append(f"{column.letter} {cell}")
    asked = any(column.role == "conduct" for column in table.columns)
    instead = "otherwise" if row.outcome.status == "due" else "in any case" if asked else "all yes"
    when = listed(answered, "and") or instead
    said = listed([word for word in dict.fromkeys(row.outcome.words) if word != row.outcome.status], "or")
    tail = f" <em>{escaped(said)}</em>" if said else ""
    return f'<span class="flow-outcome"><span>{when} →</span> {_status(row.outcome.status)}{tail}</span>'


def _status(status: str) -> str:
    return f'<span class="status status-{status}">{spoken(status)}</span>'
