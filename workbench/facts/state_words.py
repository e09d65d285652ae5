"""The words for the states of a fact: what people read wherever a state is told; codes stay codes in JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workbench.language import _

STATE_WORDS: Mapping[str, Callable[[], str]] = {
    "pending": lambda: _("pending"),
    "deferred": lambda: _("deferred"),
    "approved": lambda: _("approved"),
    "edited": lambda: _("edited"),
    "rejected": lambda: _("rejected"),
    "auto_approved": lambda: _("passed by machine"),
    "superseded": lambda: _("superseded"),
}
"""Each is translated when it is shown."""
