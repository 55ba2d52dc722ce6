"""Accounts: count the changes that only steer, so that a model need not be rebuilt for a like."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.execute("alter table accounts add column steering_version bigint not null default 0")


def downgrade() -> None:
    op.execute("alter table accounts drop column steering_version")
