"""A whole fact as YAML for the reviewer's own editor, and the changes made to it."""

from __future__ import annotations

import yaml

from workbench.errors import WorkbenchError
from workbench.escape import one_line
from workbench.facts.editing import field_text
from workbench.facts.fact import Record, canonical_fields
from workbench.language import _
from workbench.review.wording import kind_name

_WIDTH = 100_000
"""No line of a value is broken: what is one line stays one."""


def fact_as_yaml(record: Record) -> str:
    """The fields of a fact, below its kind and quotes as comments."""
    head = [_("Correct the values; an empty one means unknown. Leave without saving to change nothing."), ""]
    head += [kind_name(record.fact.kind), *(f"「{one_line(span.quote)}」" for span in record.evidence)]
    comments = "".join(f"# {line}".rstrip() + "\n" for line in head)
    fields = yaml.safe_dump(canonical_fields(record.content), allow_unicode=True, sort_keys=False, width=_WIDTH)
    return f"{comments}\n{fields}"


def changes_in_yaml(record: Record, text: str) -> dict[str, str]:
    """Field -> text of the fields that differ from the fact; raises `WorkbenchError` where it is no such YAML.

    A field that is left out stays as it is.
    """
    try:
        given = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  # BaseLoader makes texts, lists and mappings alone
    except yaml.YAMLError as error:
        cause = one_line(str(error))
        raise WorkbenchError(
            _("this is no YAML: {cause}").format(cause=cause), way_out=_("E opens it as you left it")
        ) from None
    if not isinstance(given, dict):
        raise WorkbenchError(_("this is no list of fields"), way_out=_("E opens it as you left it"))
    before = canonical_fields(record.content)
    same = yaml.load(yaml.safe_dump(before, allow_unicode=True), Loader=yaml.BaseLoader)  # noqa: S506  # as above
    return {
        str(name): field_text("" if value in ("null", "~") else value)
        for name, value in given.items()
        if name not in same or value != same[name]
    }
