"""Whether a machine may pass a fact or a person must see it; rules beside model; the sample that is checked."""

from workbench.triage.agreement import dissents, name_key, overlap, says_otherwise, says_same, witnessed
from workbench.triage.merging import merge
from workbench.triage.routing import (
    Case,
    Corroboration,
    Policy,
    Signals,
    StatementKeys,
    in_sample,
    route,
    statement_keys,
)
from workbench.triage.sampling import SampleRate, sample_rate
from workbench.triage.succession import successors

__all__ = [
    "Case",
    "Corroboration",
    "Policy",
    "SampleRate",
    "Signals",
    "StatementKeys",
    "dissents",
    "in_sample",
    "merge",
    "name_key",
    "overlap",
    "route",
    "sample_rate",
    "says_otherwise",
    "says_same",
    "statement_keys",
    "successors",
    "witnessed",
]
