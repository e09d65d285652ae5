"""The review on a terminal: facts grouped by sentence, decided by key, each decision saved at once."""

from workbench.review.app import ReviewApp
from workbench.review.ports import Describe, PersonAction, ReviewStore
from workbench.review.state import ReviewState, Summary

__all__ = ["Describe", "PersonAction", "ReviewApp", "ReviewState", "ReviewStore", "Summary"]
