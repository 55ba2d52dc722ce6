"""Open a turn: find where it stands in the conversation's tree, and store the question and the place of its answer."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from echotune.accounts.store import Account
from echotune.chat import store
from echotune.chat.history import Place
from echotune.chat.schemas import Sent
from echotune.chat.titles import title_of
from echotune.chat.tree import Node, Tree
from echotune.core.db import Connection
from echotune.core.errors import InvalidRequest
from echotune.core.settings import ChatSettings


@dataclass(frozen=True)
class Question:
    """What the listener said, and what the browser calls it. `again`: the same question, another answer."""

    ui_id: str
    text: str
    again: bool


@dataclass(frozen=True)
class Opened:
    place: Place
    question: Question
    before: list[UUID]
    """The branch up to the question, without it."""
    variants: list[UUID]
    """Every answer to this question so far, this one last."""
    names_it: bool = False
    """Whether the conversation is titled by this turn."""


def question(sent: Sent, limits: ChatSettings) -> Question:
    """Raises InvalidRequest when the last message holds no words of the listener, or too many."""
    last = sent.messages[-1]
    text = "\n".join(part.text for part in last.parts if part.type == "text").strip()
    if last.role != "user" or not text:
        raise InvalidRequest("The last message must be the listener's, with some text.")
    if len(text) > limits.message_characters:
        raise InvalidRequest(
            f"That message has {len(text)} characters; {limits.message_characters} is the most.",
            code="message_too_long",
        )
    return Question(last.id, text, again=sent.trigger == "regenerate-message")


async def open_turn(conn: Connection, account: Account, session_id: UUID, asked: Question) -> Opened:
    """Raises NotFound for a session that is missing, deleted or somebody else's.

    A known question asked again gets another answer beside the first; a known one with other words is an edit and
    stands beside what it replaces; any other continues the branch that is shown.
    """
    session = await store.get_session(conn, account.id, session_id)
    begins = session.head_id is None
    tree = Tree([] if begins else await store.nodes(conn, account.id, session_id))
    branch = tree.path(session.head_id)
    known = next((node for node in branch if node.ui_id == asked.ui_id and node.role == "user"), None)
    parent_id = known.parent_id if known else session.head_id
    if known and await _words(conn, account, session_id, known) == asked.text:
        question_id = known.message_id
    else:
        question_id = uuid4()
        await store.add_message(
            conn,
            account.id,
            session_id,
            message_id=question_id,
            parent_id=parent_id,
            ui_id=asked.ui_id,
            role="user",
            text=asked.text,
            parts=[{"type": "text", "text": asked.text, "state": "done"}],
        )
    answer_id = uuid4()
    await store.add_message(
        conn,
        account.id,
        session_id,
        message_id=answer_id,
        parent_id=question_id,
        ui_id=str(answer_id),
        role="assistant",
        status="streaming",
    )
    names_it = session.titled_by == "automatic" and (parent_id is None or session.title == store.UNTITLED)
    title = title_of(asked.text) if names_it else None
    kept = account.preferences.chat_history if begins else None  # as the setting is now, not when the page was opened
    await store.change_session(conn, account.id, session_id, title=title, head_id=answer_id, kept=kept, touched=True)
    before = [node.message_id for node in tree.path(parent_id)]
    # The adapter regenerates only a question that it finds in the stored history.
    history = [*before, question_id] if asked.again else before
    variants = [*(tree.answers(question_id) if known else []), answer_id]
    return Opened(Place(account.id, session_id, history, answer_id), asked, before, variants, names_it)


async def _words(conn: Connection, account: Account, session_id: UUID, node: Node) -> str:
    [message] = await store.messages(conn, account.id, session_id, [node.message_id])
    return str(message.parts[0]["text"])
