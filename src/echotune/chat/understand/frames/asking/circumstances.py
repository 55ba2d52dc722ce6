"""How it was heard: on which device, on shuffle, offline, in private."""

from __future__ import annotations

from echotune.chat.understand.frames.asking.draft import Draft
from echotune.chat.understand.patterns import Pattern
from echotune.insights.ask.plan import Device

_MY = "(on|in|from|with|through|via|over|using) [my|the|a|an] "
_DEVICES: dict[Device, Pattern] = {
    "phone": Pattern(f"{_MY} (phone|iphone|android|android phone|mobile|mobile phone|smartphone|cell phone|cellphone|phones)"),
    "computer": Pattern(f"{_MY} (computer|laptop|desktop|pc|mac|macbook|work computer|desktop computer|computers|desktop app)"),
    "web": Pattern(f"{_MY} (browser|web player|webplayer|web browser|web)"),
    "speaker": Pattern(f"{_MY} (speaker|speakers|smart speaker|sonos|chromecast|alexa|homepod|google home|echo|echo dot|hifi|stereo)"),
    "car": Pattern(f"{_MY} (car|cars|carplay|car stereo|android auto)"),
    "tv": Pattern(f"{_MY} (tv|television|playstation|xbox|console|smart tv|games console)"),
    "watch": Pattern(f"{_MY} (watch|apple watch|smartwatch)"),
}  # fmt: skip
_NO_SHUFFLE = Pattern(
    "(without shuffle|not on shuffle|not shuffled|with shuffle off|without shuffling|when not shuffling)"
)
_SHUFFLE = Pattern(
    "(on shuffle|in shuffle mode|with shuffle|with shuffle on|shuffled|on shuffle mode|while shuffling|when shuffling|in shuffle|shuffle mode|shuffle play|played in shuffle)"
)
_ONLINE = Pattern("(online|not offline)")
_OFFLINE = Pattern(
    "(while offline|when offline|offline|while i was offline|when i was offline|without a connection|in offline mode)"
)
_PRIVATE = Pattern(
    "(in private sessions|in a private session|in private mode|in private session|in private|in incognito|in incognito mode|incognito|privately|during private sessions|private sessions|private session)"
)


def read_circumstances(draft: Draft) -> None:
    device = next((device for device, pattern in _DEVICES.items() if draft.says(pattern)), None)
    draft.more.device = device
    if draft.says(_NO_SHUFFLE):
        draft.more.shuffle = False
    elif draft.says(_SHUFFLE):
        draft.more.shuffle = True
    if draft.says(_ONLINE):
        draft.more.offline = False
    elif draft.says(_OFFLINE):
        draft.more.offline = True
    if draft.says(_PRIVATE):
        draft.more.private = True
