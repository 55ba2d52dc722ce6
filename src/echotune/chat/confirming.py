"""The listener's word on what a language model proposed: by the button, in words, or by going on to something else."""

from __future__ import annotations

import re
from typing import Literal
from uuid import UUID

from echotune.chat import confirmations
from echotune.chat.confirmations import Waiting
from echotune.chat.parts import Confirmation
from echotune.chat.tools.change import Speaker
from echotune.chat.tools.registry import TOOLS
from echotune.chat.tools.tool import carry_out
from echotune.chat.turn import Turn
from echotune.core.db import Connection
from echotune.core.errors import InvalidRequest, NotReady

Said = Literal["confirm", "decline"]
STATE_OF: dict[Said, confirmations.State] = {"confirm": "confirmed", "decline": "declined"}

_POLITE = r"(?:[\s,.!]*(?:please|thanks|thank you|then|that|it|this|so|now))*"
_YES = re.compile(
    r"\W*(?:(?:yes|yeah|yep|yup|sure|ok|okay|alright|of course|absolutely|definitely|correct|right|go on|go ahead|go for it"
    r"|do|do (?:it|that|so)|please do|confirm(?:ed)?|i confirm|keep it|save it)\b[\s,.!]*)+" + _POLITE + r"\W*",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\W*(?:(?:no|nope|nah|no thanks|no thank you|don'?t|do not|don'?t do|not now|cancel|never ?mind|forget|leave|stop"
    r"|decline|better not|rather not|please don'?t)\b[\s,.!]*)+" + _POLITE + r"\W*",
    re.IGNORECASE,
)


def said(text: str) -> Said | None:
    """Whether words say yes or no and nothing else."""
    straight = text.replace("’", "'")
    if _NO.fullmatch(straight):
        return "decline"
    return "confirm" if _YES.fullmatch(straight) else None


async def hear(conn: Connection, turn: Turn) -> None:
    """Give the turn what it may answer with yes or no; everything else that waited expires with it.

    Words reach only the answer directly before them. Where several changes wait there, words alone do not say which.
    """
    still = await confirmations.waiting(conn, turn.account.id, turn.session_id)
    word = said(turn.text) if still else None
    for change in still:
        if word and turn.branch and change.message_id == turn.branch[-1] and not change.expired:
            turn.waiting.append(change)
        else:
            await confirmations.decide(conn, change, "expired")
    turn.decides = word if len(turn.waiting) == 1 else None


async def decide(
    conn: Connection, speaker: Speaker, confirmation_id: UUID, decision: Said, key: str | None
) -> Confirmation:
    """Do what was proposed, or leave it; the same decision again changes nothing more.

    Raises NotFound, NotReady for what has expired or was decided otherwise, InvalidRequest for a key of another decision.
    """
    held = await confirmations.get(conn, speaker.account.id, speaker.session_id, confirmation_id, held=True)
    await _check_key(conn, held, decision, key)
    if held.state == STATE_OF[decision]:
        return held.shown()
    if held.expired:
        raise NotReady("That waited too long and was left as it is. Ask for it again.", code="confirmation_expired")
    if held.state != "waiting":
        raise NotReady("That was decided already.", code="confirmation_decided")
    change = TOOLS[held.tool].change
    if decision == "decline":
        return (await confirmations.decide(conn, held, "declined", key=key)).shown()
    if change is None:
        raise NotReady("That cannot be done any more.")
    await carry_out(conn, speaker, held, change, key)
    return (await confirmations.get(conn, held.user_id, held.session_id, confirmation_id)).shown()


async def _check_key(conn: Connection, held: Waiting, decision: Said, key: str | None) -> None:
    decided = await confirmations.decided_with(conn, held.user_id, key) if key else None
    if decided and (decided != held.confirmation_id or held.state != STATE_OF[decision]):
        raise InvalidRequest("This Idempotency-Key was used for another decision.", code="idempotency_key_reused")
