"""The command line: parse, call, print; no logic."""


def main() -> None:
    """Entry point of `workbench`."""
    from workbench.cli.app import run_app
    from workbench.cli.commands import register

    register()
    run_app()
