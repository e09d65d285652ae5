"""Spans that a reviewer adds to a correction whose value stands elsewhere in the article."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the columns."""
    op.add_column("facts", sa.Column("added", sa.Text))
    op.add_column("decisions", sa.Column("added", sa.Text))
