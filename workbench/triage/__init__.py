"""Whether a machine may approve a fact or a person must see it; rules beside model; the sample that is checked.

Names are loaded on first use: an error rate, or a comparison of two facts, needs no folding of text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.loading import load_when_asked

if TYPE_CHECKING:
    from workbench.triage.agreement import agrees, contradicts, dissents, name_key, overlap, witnessed
    from workbench.triage.merging import merge
    from workbench.triage.routing import (
        Case,
        Corroboration,
        Policy,
        Signals,
        Source,
        StatementKeys,
        in_sample,
        route,
        statement_keys,
    )
    from workbench.triage.sampling import SampleRate, sample_rate
    from workbench.triage.succession import successors

_OFFERED_BY = {
    "agreement": ("agrees", "contradicts", "dissents", "name_key", "overlap", "witnessed"),
    "merging": ("merge",),
    "routing": (
        "Case",
        "Corroboration",
        "Policy",
        "Signals",
        "Source",
        "StatementKeys",
        "in_sample",
        "route",
        "statement_keys",
    ),
    "sampling": ("SampleRate", "sample_rate"),
    "succession": ("successors",),
}

__all__ = [
    "Case",
    "Corroboration",
    "Policy",
    "SampleRate",
    "Signals",
    "Source",
    "StatementKeys",
    "agrees",
    "contradicts",
    "dissents",
    "in_sample",
    "merge",
    "name_key",
    "overlap",
    "route",
    "sample_rate",
    "statement_keys",
    "successors",
    "witnessed",
]

__getattr__ = load_when_asked(__name__, _OFFERED_BY)
