"""A digest of every document's text, so that damage or a change by another hand shows."""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

AT_ONCE = 200
"""Documents that are in memory at once."""


def upgrade() -> None:
    """Add the column, and reckon the digests of what is there."""
    op.add_column("documents", sa.Column("digest", sa.String(64)))
    connection = op.get_bind()
    documents = sa.table("documents", sa.column("id"), sa.column("body"), sa.column("digest"))
    due = sa.select(documents.c.id, documents.c.body).where(documents.c.digest.is_(None)).limit(AT_ONCE)
    change = sa.update(documents).where(documents.c.id == sa.bindparam("of")).values(digest=sa.bindparam("made"))
    while rows := connection.execute(due).all():
        made = [(row.id, hashlib.sha256(json.loads(row.body)["text"].encode()).hexdigest()) for row in rows]
        connection.execute(change, [{"of": id_, "made": digest} for id_, digest in made])
