"""Checking a proposed fact against its text: quotes against characters, values against quotes."""

from workbench.grounding.alignment import Aligner, Alignment
from workbench.grounding.ground import Rejection, failures, ground, unsupported_fields

__all__ = ["Aligner", "Alignment", "Rejection", "failures", "ground", "unsupported_fields"]
