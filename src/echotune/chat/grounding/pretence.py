"""Claims of having done what a language model cannot do: every change waits for the listener's word."""

from __future__ import annotations

import re
from typing import Final

_DONE: Final = (
    r"saved|stored|queued|blocked|muted|banned|removed|deleted|created|renamed|noted|remembered|recorded|shared|exported"
    r"|scheduled|downloaded|updated|added|liked|disliked|started|paused|skipped|resumed|switched|turned|set up|put on"
)
_CLAIM: Final = re.compile(
    rf"""^\W*(?:saved|added|queued|blocked|muted|removed|deleted|created|noted|done|playing)\b(?!\s+(?:in|by)\b)
    | \b(?:i|we)(?:\s+have|[’']ve|\s+just|\s+went\s+ahead\s+and)?(?:\s+(?:also|now|just|already))*\s+(?:{_DONE})\b
    | \b(?:has|have)\s+(?:now\s+|just\s+|also\s+)?been\s+(?:now\s+)?(?:{_DONE})\b
    | \b(?:is|are)\s+now\s+(?:{_DONE}|playing|in\s+your\s+(?:queue|library|playlists?))\b
    | \bnow\s+playing\b | \b(?:i\s+am|i[’']m|we[’']re)\s+(?:now\s+)?playing\b
    | \b(?:i|we)(?:\s+will|[’']ll)\s+(?:never|no\s+longer|not|stop)\s+(?:play|suggest|recommend|show|playing|suggesting)
    | \b(?:it|that|this)(?:[’']s|\s+is)\s+(?:done|saved|kept|confirmed|in\s+your\s+(?:queue|library))\b
    | \byour\s+(?:playlist|queue|library|preferences?)\s+(?:is|are|was|were|has|have)\s+(?:now\s+|been\s+)*(?:{_DONE})\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT: Final = re.compile(
    r"\b(?:not|nothing|never|cannot|can[’']?t|haven[’']?t|hasn[’']?t|isn[’']?t|no|until|once|if|when|before)\b",
    re.IGNORECASE,
)
_PROMISE: Final = re.compile(r"\b(?:i|we)(?:\s+will|[’']ll)\s+(?:never|no\s+longer|not|stop)\b", re.IGNORECASE)


def pretends(sentence: str) -> bool:
    """Whether a sentence says that something was played, kept or changed."""
    return any(
        _PROMISE.match(claim.group()) or not _NOT.search(sentence[: claim.start()])
        for claim in _CLAIM.finditer(sentence)
    )
