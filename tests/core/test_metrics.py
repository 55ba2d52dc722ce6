"""Metrics: off by default, on an address of their own, under the product's names, and nothing personal in a label."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Iterator

import httpx
import pytest

from echotune.core import metrics
from echotune.core.metrics import METRICS, MetricsPortTaken, Server
from echotune.core.settings import Settings, TelemetrySettings

FIXED_LABELS = {"cache", "k", "kind", "outcome", "provider", "strategy"}


@pytest.fixture
def server() -> Iterator[Server]:
    reader = Server("127.0.0.1", 0)
    yield reader
    reader.stop()


def read(server: Server) -> str:
    return httpx.get(f"http://127.0.0.1:{server.port}/metrics").text


def test_what_is_put_is_read_with_underscores_for_dots(server: Server) -> None:
    metrics.put("cf.train.duration.seconds", 12.5)
    metrics.put("cf.offline.ndcg_at_k", 0.223, k="20")
    metrics.observe("reco.hybrid.latency.ms", 4)
    text = read(server)
    assert "\ncf_train_duration_seconds 12.5\n" in text
    assert '\ncf_offline_ndcg_at_k{k="20"} 0.223\n' in text
    assert '\nreco_hybrid_latency_ms_bucket{le="5.0"} 1.0\n' in text


def test_without_a_reader_nothing_is_kept() -> None:
    metrics.put("cf.rmse", 77)
    reader = Server("127.0.0.1", 0)
    assert "cf_rmse" not in read(reader)
    reader.stop()


def test_an_unknown_name_is_an_error_also_when_nobody_reads() -> None:
    with pytest.raises(KeyError):
        metrics.put("cf.rmse.typo", 1)


def test_names_are_lower_case_words_and_labels_the_fixed_ones() -> None:
    for name, metric in METRICS.items():
        assert re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", name)
        assert set(metric.labels) <= FIXED_LABELS


def test_a_taken_port_names_the_setting() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        with pytest.raises(MetricsPortTaken, match="ECHOTUNE_METRICS_PORT"):
            Server("127.0.0.1", holder.getsockname()[1])


async def test_the_web_app_has_no_metrics_and_the_other_address_has_nothing_else(server: Server) -> None:
    assert Settings().telemetry.metrics_port is None
    assert TelemetrySettings().metrics_host == "127.0.0.1"
    other = await asyncio.to_thread(httpx.get, f"http://127.0.0.1:{server.port}/api/models")
    assert "api" not in other.text
