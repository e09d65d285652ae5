"""The contract's JSON of facts, made from the stored JSON of most of them without building the facts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, Select

from workbench.facts.fact import fact_json
from workbench.facts.stored_json import json_of_stored
from workbench.facts.written import read_route
from workbench.store.reading import AT_ONCE
from workbench.store.rows import record_of
from workbench.store.succession import earlier_decisions


def facts_as_json(connection: Connection, chosen: Select[Any]) -> Iterator[dict[str, Any]]:
    """The JSON of the facts that a query chooses, in its order; that of an assessment without evidence."""
    earlier = earlier_decisions(connection)
    for row in connection.execution_options(yield_per=AT_ONCE).execute(chosen):
        made = None if row.id in earlier else _from_stored(row)
        if made is None:
            made = fact_json(record_of(row).model_copy(update={"earlier": earlier.get(row.id, ())}))
        yield made


def _from_stored(row: Row[Any]) -> dict[str, Any] | None:
    if row.edited is not None or row.added is not None:
        return None
    return json_of_stored(json.loads(row.body), row.state, read_route(row.route))
