"""What the listener plays on, from where, and the values that must never leave the parser."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from echotune.history.demo.headliners import ONGOING


class Device(NamedTuple):
    """`text` is what exports say before `COARSE_SINCE`, `coarse` afterwards; `years` when it was in use."""

    text: str
    coarse: str
    years: tuple[float, float]
    weights: tuple[float, float, float, float]


COARSE_SINCE = np.datetime64("2023-10-19", "s").astype(np.int64)

DEVICES: tuple[Device, ...] = (
    Device("Android OS 4.2.2 API 17 (samsung, GT-I9195)", "android", (2015, 2017.3), (6, 1, 3, 3)),
    Device("Android OS 8.0.0 API 26 (HUAWEI, VTR-L09)", "android", (2017.2, 2020.0), (6, 1, 3, 3)),
    Device("iOS 13.3 (iPhone11,8)", "ios", (2019.9, 2022.2), (6, 1, 3, 3)),
    Device("iOS 15.1 (iPhone14,2)", "ios", (2022.1, ONGOING), (6, 1, 3, 3)),
    Device("Windows 7 (6.1.7601; x64; SP1; S)", "windows", (2015, 2016.9), (1, 6, 1, 2)),
    Device("Windows 10 (10.0.19042; x64; AppX)", "windows", (2016.8, ONGOING), (1, 6, 1, 2)),
    Device("OS X 10.15.7 [x86 8]", "osx", (2019, ONGOING), (0.5, 3, 1, 1)),
    Device("web_player windows 10;chrome 95.0.4638.69;desktop", "web_player", (2018, ONGOING), (0.1, 2, 0.1, 0.3)),
    Device("Linux [x86-64 0]", "linux", (2016, 2021), (0.1, 0.8, 0.1, 0.3)),
    Device("Partner google cast_tv;Chromecast;;", "cast", (2018, ONGOING), (0.1, 0.1, 2, 1.5)),
    Device("Partner sonos_ppc Sonos;Play1", "not_applicable", (2020, ONGOING), (0.3, 0.1, 3, 1.5)),
)

COUNTRIES = ("SE", "PT", "JP", "NO")

CANARY_USERNAME = "canary.username.7f3a91"
CANARY_USER_AGENT = "CanaryAgent%2F7f3a91+Spotify%2F8.5"
CANARY_ADDRESSES = ("192.0.2.41", "192.0.2.199", "198.51.100.23", "203.0.113.77", "203.0.113.204", "2001:db8::7f3a:91")
"""Addresses of the documentation ranges (RFC 5737, RFC 3849): finding one in a store or a log is a leak."""

CANARIES = (CANARY_USERNAME, "CanaryAgent", *CANARY_ADDRESSES)


def choose_devices(years: NDArray[np.float64], hours: NDArray[np.int8], rng: np.random.Generator) -> NDArray[np.int8]:
    """One device for each session from its decimal year and part of day."""
    weights = np.array([device.weights for device in DEVICES])[:, hours].T.copy()
    for column, device in enumerate(DEVICES):
        weights[(years < device.years[0]) | (years >= device.years[1]), column] = 0
    ladder = np.cumsum(weights, axis=1)
    chosen: NDArray[np.int8] = (rng.random((len(years), 1)) * ladder[:, -1:] > ladder).sum(axis=1).astype(np.int8)
    return chosen
