"""What was last kept by words in a conversation, so that it can be taken back."""

from __future__ import annotations

from typing import Any

from echotune.chat.turn import Turn
from echotune.core.db import Connection


async def last_kept(conn: Connection, turn: Turn) -> dict[str, Any] | None:
    """The newest result of the feedback tool on the branch; None when there is none or it was taken back already."""
    cursor = await conn.execute(
        """select part -> 'content' as content
           from chat_messages, jsonb_array_elements(entries) with ordinality as kept (entry, place),
                jsonb_array_elements(entry -> 'message' -> 'parts') as part
           where user_id = %s and session_id = %s and message_id = any(%s)
             and part ->> 'part_kind' = 'tool-return' and part -> 'content' ->> 'kind' = 'kept'
           order by position desc, place desc limit 1""",
        (turn.account.id, turn.session_id, turn.branch),
    )
    row = await cursor.fetchone()
    return row["content"] if row and not row["content"]["undone"] else None
