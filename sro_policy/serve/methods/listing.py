"""What the policy consists of: its rules, the facts that a case can hold, and the schemas."""

from __future__ import annotations

from sro_policy.listing import list_facts, list_rules
from sro_policy.record import record_schema
from sro_policy.scenario import scenario_schema
from sro_policy.schema import case_schema
from sro_policy.serve.connection import Connection
from sro_policy.serve.shapes import FactsJson, RulesJson, SchemaJson, SchemaName


def rules(connection: Connection) -> RulesJson:
    """List every clause with its rules, and the settings."""
    return list_rules(connection.service.policy)


def facts(connection: Connection) -> FactsJson:
    """List the facts that a case can hold."""
    return list_facts(connection.service.policy)


def schema(connection: Connection, of: SchemaName = "case") -> SchemaJson:
    """Return the JSON Schema of a case, of a record, or of a scenario."""
    if of == "record":
        return dict(record_schema())
    policy = connection.service.policy
    return dict(scenario_schema(policy) if of == "scenario" else case_schema(policy))
