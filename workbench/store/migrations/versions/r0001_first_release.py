"""The schema of the first release. Stores from before it lack the later of these tables: what is there stays as it is."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables that are missing."""
    op.create_table(
        "documents",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("added_at", sa.String(32), nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "facts",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("document", sa.String(128), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("superseded", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("route", sa.Text, nullable=False),
        sa.Column("edited", sa.Text),
        sa.Column("revision", sa.Integer, nullable=False),
        if_not_exists=True,
    )
    op.create_index("facts_by_document", "facts", ["document", "position"], if_not_exists=True)
    _create_log(
        "decisions",
        sa.Column("fact", sa.String(64), nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("by", sa.String(128), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("content", sa.Text),
        sa.Column("route", sa.Text),
        sa.Column("carried_from", sa.String(64)),
    )
    op.create_index("ix_decisions_fact", "decisions", ["fact"], if_not_exists=True)
    _create_log(
        "rulings",
        sa.Column("conflict", sa.String(64), nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("sides", sa.Text, nullable=False),
        sa.Column("by", sa.String(128), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text),
    )
    op.create_index("ix_rulings_conflict", "rulings", ["conflict"], if_not_exists=True)
    _create_log(
        "runs",
        sa.Column("document", sa.String(128), nullable=False),
        sa.Column("engine", sa.String(16), nullable=False),
        sa.Column("fingerprint", sa.String(128), nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_runs_document", "runs", ["document"], if_not_exists=True)
    op.create_table(
        "positions",
        sa.Column("reviewer", sa.String(128), primary_key=True),
        sa.Column("fact", sa.String(64), nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "drafts",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("period", sa.String(32), nullable=False),
        sa.Column("as_of", sa.String(10), nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("written_at", sa.String(32), nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        if_not_exists=True,
    )
    op.create_index("ix_drafts_period", "drafts", ["period"], if_not_exists=True)
    _create_search()


def _create_log(name: str, *columns: sa.Column[object]) -> None:
    """A table that is only added to; its numbers are never given twice."""
    op.create_table(
        name,
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        *columns,
        if_not_exists=True,
        sqlite_autoincrement=True,
    )


def _create_search() -> None:
    connection = op.get_bind()
    if sa.inspect(connection).has_table("search_entries"):
        return
    op.create_table(
        "search_entries",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("source", sa.String(128), nullable=False),
        sa.Column("edited", sa.Text),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("words", sa.Text),
        sa.UniqueConstraint("kind", "source"),
        sqlite_autoincrement=True,
    )
    if connection.dialect.name != "sqlite":
        return
    if not connection.scalar(sa.text("SELECT sqlite_compileoption_used('ENABLE_FTS5')")):
        return
    for kind in ("document", "fact", "report"):
        op.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS search_words_{kind} USING fts5("
            "words, tokenize = \"unicode61 remove_diacritics 0 tokenchars './-_'\")"
        )
