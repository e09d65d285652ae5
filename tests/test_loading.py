"""Names of a room are loaded when they are asked for."""

import importlib
import inspect
import subprocess
import sys

import pytest

from workbench.loading import load_when_asked
from workbench.store import Store


def test_a_name_is_that_of_its_module():
    load = load_when_asked("workbench.text", {"numerals": ("parse_integer",)})
    assert load("parse_integer")("二十三") == 23


def test_another_name_is_said_to_be_missing():
    with pytest.raises(AttributeError, match=r"'workbench\.text' has no attribute 'guess'"):
        load_when_asked("workbench.text", {"numerals": ("parse_integer",)})("guess")


LAZY_ROOMS = ("extraction", "pipeline", "recognition", "report", "review.smaller", "search", "store", "triage")

NOT_SHOWN_FIRST = {
    "alembic",
    "jinja2",
    "markdown_it",
    "multiprocessing.connection",
    "opencc",
    "workbench.pipeline",
    "workbench.recognition",
    "workbench.report",
    "workbench.resolution",
    "workbench.review.conflict_screen",
    "workbench.review.edit",
    "workbench.triage.routing",
    "yaml",
}


@pytest.mark.parametrize("room", LAZY_ROOMS)
def test_every_name_that_a_room_offers_can_be_loaded(room):
    offered = importlib.import_module(f"workbench.{room}")
    for name in offered.__all__:
        assert not inspect.ismodule(getattr(offered, name)), name


def test_the_first_screen_of_the_review_waits_for_nothing_that_it_does_not_show(tmp_path):
    url = f"sqlite:///{tmp_path / 'workbench.db'}"
    Store(url)  # made here: a store that is there is opened without its migrations
    loading = (
        "import sys, workbench.cli.commands.decisions, workbench.cli.follower, workbench.cli.reviewing\n"
        "import workbench.review.app, workbench.settings\n"
        "from workbench.store import Store\n"
        "Store(sys.argv[1])\n"
        "print('\\n'.join(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", loading, url], capture_output=True, text=True, check=True)
    assert not NOT_SHOWN_FIRST & set(ran.stdout.splitlines())
