"""Jobs: the queue's own schema, and the worker's sign of life."""

from alembic import op
from procrastinate.schema import SchemaManager
from sqlalchemy import text

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    # The library's script holds colons and percent signs of its own: run it past SQLAlchemy's parameter parsing.
    cursor = op.get_bind().connection.cursor()
    cursor.execute(SchemaManager.get_schema())
    op.execute("create table worker_heartbeats (name text primary key, beat_at timestamptz not null)")


def downgrade() -> None:
    op.execute("drop table worker_heartbeats")
    op.execute(
        text(
            """
        do $$
        declare thing record;
        begin
            for thing in select format('drop table if exists %I cascade', relname) as statement from pg_class
                where relkind = 'r' and relname like 'procrastinate\\_%' and relnamespace = 'public'::regnamespace loop
                execute thing.statement;
            end loop;
            for thing in select format('drop routine if exists %s cascade', oid::regprocedure) as statement from pg_proc
                where proname like 'procrastinate\\_%' and pronamespace = 'public'::regnamespace loop
                execute thing.statement;
            end loop;
            for thing in select format('drop type if exists %I cascade', typname) as statement from pg_type
                where typname like 'procrastinate\\_%' and typnamespace = 'public'::regnamespace and typtype in ('e', 'c') loop
                execute thing.statement;
            end loop;
        end $$;
        """.replace(":", "\\:")
        )
    )
