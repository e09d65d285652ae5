"""What a kept draft was composed from, as a digest, so that the same need not be composed again."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the column."""
    op.add_column("drafts", sa.Column("inputs", sa.String(64)))
