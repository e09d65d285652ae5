"""Writes `drafts/`: the draft of the bundled articles as the demonstration leaves it, before anybody decided.

Run `make readme` after a change of what drafts say; a test fails while the draft is not the one that would be written.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from workbench.cli.drafting import Snapshot
from workbench.pipeline.demo import DEMO_AS_OF, DEMO_PERIOD, demo_settings, run_demo
from workbench.report import Draft, write_draft
from workbench.settings import load_settings
from workbench.store import Store

DRAFTS = Path(__file__).resolve().parents[2] / "drafts"


def bundled_draft(store: Store) -> Draft:
    """The draft of a demonstration."""
    return Snapshot(lambda: store).draft(DEMO_PERIOD, DEMO_AS_OF, (), final=False)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = demo_settings(load_settings(), Path(folder))
        store = Store(settings.store_url)
        run_demo(settings, store, lambda _step: None)
        write_draft(bundled_draft(store), DRAFTS)


if __name__ == "__main__":
    main()
