"""The commands, a module a group; importing a module registers its commands, running one loads its rooms."""


def register() -> None:
    """Register every command with the app, in the order in which help shows them."""
    from workbench.cli.commands import work, articles, facts, decisions, status, reports, system  # noqa: F401, I001
