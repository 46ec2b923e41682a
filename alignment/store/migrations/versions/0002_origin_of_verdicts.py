"""Says of every reviewer's verdict which file it came in, when, and what the reviewer was shown."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds columns to the log, which nothing wrote to before."""
    with op.batch_alter_table("verdicts") as table:
        for name in ("file_digest", "imported_at", "shown_status", "model_id"):
            table.add_column(sa.Column(name, sa.Text(), nullable=True))
