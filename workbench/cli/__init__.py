"""The command line: parse, call, print; no logic."""


def main() -> None:
    """Entry point of `workbench`."""
    _collect_garbage_rarely()
    _leave_plugins_alone()
    _take_language_of_settings()
    try:
        from workbench.cli.app import run_app
        from workbench.cli.commands import register

        register()
        run_app()
    except KeyboardInterrupt:  # while modules are loaded; a command under way tells of it itself
        _tell_stopped()


def _tell_stopped() -> None:
    import sys

    from workbench.cli.output import STOPPED, stopped_told, warn

    warn(stopped_told())
    sys.exit(STOPPED)


def _collect_garbage_rarely() -> None:
    """What a command reads lives until it ends, little of it in cycles: the default rate takes a tenth of its time."""
    import gc

    gc.set_threshold(50_000, 20, 100)


def _leave_plugins_alone() -> None:
    """No plugin of Pydantic's is wanted, and to look for some in all that is installed takes a tenth of loading it."""
    import os

    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def _take_language_of_settings() -> None:
    """The language that `workbench.toml` sets, where no variable does: help is worded before settings are loaded."""
    import os
    import tomllib
    from pathlib import Path

    from workbench.language import LANGUAGES

    if "WORKBENCH_LANG" in os.environ:
        return
    try:
        language = tomllib.loads(Path("workbench.toml").read_text(encoding="utf-8")).get("lang")
    except (OSError, ValueError):
        return  # no such file, or one that loading the settings will complain about
    if language in LANGUAGES:  # of another, loading the settings will say that it stands in the file
        os.environ["WORKBENCH_LANG"] = language
