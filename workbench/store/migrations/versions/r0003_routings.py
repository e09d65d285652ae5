"""How far the routes have followed what was decided, so that a process that was killed in between leaves a trace."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table. Nothing is due: programs before this one routed at the end of every command."""
    op.create_table(
        "routings",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("asked", sa.Integer, nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
    )
