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

_LIGHT = r"(?:ok|okay|alright|well|right|then|now|please|thanks|thank you|that|it|this|so|just|i|do|the|one)"
_YES = re.compile(
    rf"(?:\W*{_LIGHT}\b)*\W*(?:yes|yeah|yep|yup|sure|of course|absolutely|definitely|go ahead|go for it|do (?:it|that|so|this)"
    rf"|please do|confirm(?:ed)?|keep (?:it|that)|make it so)\b(?:\W*(?:{_LIGHT}|yes|sure|go ahead|confirm)\b)*\W*",
    re.IGNORECASE,
)
"""`ok` alone may only mean that something was read."""
_NO = re.compile(
    rf"(?:\W*{_LIGHT}\b)*\W*(?:no|nope|nah|don't|do not|not now|cancel|never ?mind|forget|leave|stop|decline|better not"
    rf"|rather not)\b(?:\W*(?:{_LIGHT}|no|don't|never ?mind|leave|alone|out|be|as|is|was)\b)*\W*",
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
        raise InvalidRequest(confirmations.KEY_TAKEN, code="idempotency_key_reused")
