"""The commands, a module a group; importing a module registers its commands, running one loads its rooms."""


def register() -> None:
    """Register every command with the app."""
    from workbench.cli.commands import articles, checking, decisions, extraction, facts, reports, status, system, work  # noqa: F401
