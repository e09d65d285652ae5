"""The commands, one module per group; importing a module registers its commands, running one loads its rooms."""


def register() -> None:
    """Register every command with the app."""
    from workbench.cli.commands import (  # noqa: F401
        articles,
        checking,
        comparing,
        decisions,
        extraction,
        facts,
        keeping,
        lists,
        preview,
        recordings,
        reports,
        runs,
        searching,
        status,
        system,
        timeline,
        tracing,
        work,
    )
