"""The smaller screens by name, each loaded when its key is first pressed, so that the first screen need not wait for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.loading import load_when_asked

if TYPE_CHECKING:
    from workbench.review.batch_screen import BatchScreen
    from workbench.review.conflict_screen import ConflictScreen
    from workbench.review.dialogs import ChoiceScreen, HelpScreen, LineScreen
    from workbench.review.edit import EditScreen, Form
    from workbench.review.missed_screen import MissedScreen
    from workbench.review.palette import PaletteScreen
    from workbench.review.selection_screen import SelectionScreen
    from workbench.review.witness_screen import WitnessScreen

_OFFERED_BY = {
    "batch_screen": ("BatchScreen",),
    "conflict_screen": ("ConflictScreen",),
    "dialogs": ("ChoiceScreen", "HelpScreen", "LineScreen"),
    "edit": ("EditScreen", "Form"),
    "missed_screen": ("MissedScreen",),
    "palette": ("PaletteScreen",),
    "selection_screen": ("SelectionScreen",),
    "witness_screen": ("WitnessScreen",),
}

__all__ = [
    "BatchScreen",
    "ChoiceScreen",
    "ConflictScreen",
    "EditScreen",
    "Form",
    "HelpScreen",
    "LineScreen",
    "MissedScreen",
    "PaletteScreen",
    "SelectionScreen",
    "WitnessScreen",
]

__getattr__ = load_when_asked("workbench.review", _OFFERED_BY)
