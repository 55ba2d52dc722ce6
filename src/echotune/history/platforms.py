"""Classes of device. Before October 2023 `platform` is free text, afterwards one coarse word; both map here."""

from __future__ import annotations

import re

_CLASSES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("web", r"web_?player|webplayer"),
        ("cast", r"cast|sonos|airplay"),
        ("tv", r"\btv|_tv|roku|webos|tizen|bravia|fire ?os"),
        ("console", r"playstation|ps[345]\b|xbox"),
        ("car", r"\bcar\b|android auto|carplay|tesla"),
        ("speaker", r"alexa|echo|google home|speaker|homepod|amazon_?fireos|bose|denon|yamaha|marantz"),
        ("watch", r"watch|garmin|wear"),
        ("android", r"android"),
        ("ios", r"\bios\b|iphone|ipad|ipod"),
        ("windows", r"windows"),
        ("macos", r"os ?x|macos|\bmac\b"),
        ("linux", r"linux|chrome ?os|ubuntu"),
    )
)


def platform_class(platform: str | None) -> str | None:
    """`android`, `ios`, `web`, ... or `other`; None when the export says nothing (`not_applicable` included)."""
    if not platform or platform == "not_applicable":
        return None
    text = platform.lower()
    for name, pattern in _CLASSES:
        if pattern.search(text):
            return name
    return "other"
