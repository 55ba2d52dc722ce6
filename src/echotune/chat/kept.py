"""What was last kept by words in a conversation, so that it can be taken back."""

from __future__ import annotations

from typing import Any

from echotune.chat.turn import Turn
from echotune.core.db import Connection


async def last_kept(conn: Connection, turn: Turn) -> dict[str, Any] | None:
    """The newest result of the feedback tool on the branch, said or confirmed; None when there is none or it was taken back already."""
    cursor = await conn.execute(
        """select content from (
               select position, place,
                      part -> 'content' || coalesce(nullif(part -> 'metadata', 'null'), '{}') as content
               from chat_messages, jsonb_array_elements(entries) with ordinality as kept (entry, place),
                    jsonb_array_elements(entry -> 'message' -> 'parts') as part
               where user_id = %(user)s and session_id = %(session)s and message_id = any(%(branch)s)
                 and part ->> 'part_kind' = 'tool-return' and part -> 'content' ->> 'kind' = 'kept'
               union all
               select position, 1000000, result
               from chat_confirmations join chat_messages using (user_id, session_id, message_id)
               where user_id = %(user)s and session_id = %(session)s and message_id = any(%(branch)s)
                 and state = 'confirmed' and result ->> 'kind' = 'kept') as all_kept
           order by position desc, place desc limit 1""",
        {"user": turn.account.id, "session": turn.session_id, "branch": turn.branch},
    )
    row = await cursor.fetchone()
    return row["content"] if row and not row["content"]["undone"] else None
