"""Search of conversations: their words, without case and accents, in an index."""

import re
import unicodedata

from alembic import op
from sqlalchemy import text

revision = "0019"
down_revision = "0018"


def _folded(said: str) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", said.casefold())
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return sorted({word[:60] for word in re.findall(r"\w+", bare)})


def upgrade() -> None:
    # words, title_words: made by the product, so that a search folds what is looked for in the same way.
    op.execute("""
        alter table chat_messages add column words tsvector not null default '';
        alter table chat_sessions add column title_words tsvector not null default '';
        create index chat_messages_words on chat_messages using gin (words);
    """)
    for table, column, key, said in (
        ("chat_messages", "words", "message_id", "text"),
        ("chat_sessions", "title_words", "session_id", "title"),
    ):
        rows = op.get_bind().execute(text(f"select user_id, {key}, {said} from {table}")).all()
        change = text(f"update {table} set {column} = array_to_tsvector(:words) where user_id = :user and {key} = :key")
        for user_id, row_id, words in rows:
            op.get_bind().execute(change, {"words": _folded(words), "user": user_id, "key": row_id})


def downgrade() -> None:
    op.execute("""
        alter table chat_messages drop column words;
        alter table chat_sessions drop column title_words;
    """)
