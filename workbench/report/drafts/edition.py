"""The simplified edition of a draft: the same lines on the same facts, in the script and words of the mainland."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.report.drafts.draft import Draft
from workbench.report.drafts.provenance import line_digests
from workbench.report.script import in_mainland

SIMPLIFIED = ".hans"


def simplify(draft: Draft) -> Draft:
    """A draft in simplified characters, as an addition to it: its lines rest on the same facts.

    Its figures are not recorded a second time: later drafts are compared with the edition that it was made of.
    """
    lines = tuple(
        line._replace(text=in_mainland(line.text), computed=tuple(map(in_mainland, line.computed)))
        for line in draft.lines
    )

    def draw() -> Mapping[str, Any]:
        provenance: dict[str, Any] = {key: value for key, value in draft.provenance.items() if key != "figures"}
        provenance["draft"] = line_digests(lines)
        provenance["lines"] = {
            number: behind | {"computed": [in_mainland(figure) for figure in behind["computed"]]}
            for number, behind in draft.provenance["lines"].items()
        }
        return provenance

    return Draft(draft.period, lines, draw, edition=SIMPLIFIED)
