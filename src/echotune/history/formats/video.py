"""Video files of the extended history: the same keys, told apart by the file's name alone."""

from __future__ import annotations

import re

from echotune.history.formats.extended import Extended
from echotune.history.formats.sample import Sample

_NAMES = re.compile(r"endvideo|history_video", re.IGNORECASE)


class ExtendedVideo(Extended):
    name = "extended_video"
    label = "Extended streaming history, videos"
    rank = 1
    is_video = True

    def recognises(self, sample: Sample) -> bool:
        return super().recognises(sample) and _NAMES.search(sample.name) is not None
