"""Metrics for Prometheus, on an address of their own; off unless a port is set.

Names are the product's (`cf.train.duration.seconds`); where they are read, dots are underscores. No label ever holds an
account, a name or a sentence: labels are the few fixed values given here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal, LiteralString

from echotune.core.errors import EchoTuneError

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry


class MetricsPortTaken(EchoTuneError):
    code, title = "port_taken", "The port is taken"


@dataclass(frozen=True)
class Metric:
    """`value` is the latest or a running count, `spread` the buckets of many observations."""

    kind: Literal["value", "spread"]
    help: str
    labels: tuple[LiteralString, ...] = ()


MILLISECONDS: Final = (1, 2, 5, 10, 15, 20, 25, 35, 50, 75, 100, 120, 150, 250, 500, 1000, 2500, 5000, 10000, 30000)

METRICS: Final[dict[str, Metric]] = {
    "import.rows.count": Metric("value", "Rows read by the latest import that ended well."),
    "import.rows_per_second": Metric("value", "Rows a second of the latest import that ended well."),
    "cf.train.duration.seconds": Metric("value", "How long the latest training of the collaborative model took."),
    "cf.user_factors.count": Metric("value", "Listeners that the serving collaborative model was trained on."),
    "cf.item_factors.count": Metric("value", "Recordings that the serving collaborative model knows."),
    "cf.rmse": Metric("value", "Error of the predicted preference for held-out recordings, whose preference is 1."),
    "cf.offline.ndcg_at_k": Metric("value", "Normalised discounted cumulative gain on held-out recordings.", ("k",)),
    "content.embed.processed.count": Metric("value", "Recordings embedded by the latest content training."),
    "content.embed.fail.count": Metric("value", "Recordings with known facts that have no content vector."),
    "content.embed.latency.ms": Metric("value", "Median of a batch of the latest content training."),
    "content.embed.coverage.ratio": Metric("value", "Share of the recordings with known facts that have a vector."),
    "reco.hybrid.blend_ratio": Metric(
        "value", "Share of a strategy in the scores of the latest answer.", ("strategy",)
    ),
    "reco.hybrid.diversity.score": Metric("value", "Artists for each song of the latest answer."),
    "reco.hybrid.recency.weight.avg": Metric("value", "Mean recency boost of the songs of the latest answer."),
    "reco.hybrid.latency.ms": Metric("spread", "From a request to its ranked songs."),
    "llm.requests.count": Metric("value", "Requests to a language model, by how they ended.", ("provider", "outcome")),
    "llm.latency.ms": Metric("spread", "From a request to the end of its answer, or failure.", ("provider",)),
    "llm.fallback.count": Metric("value", "Answers by another model than the one asked first.", ("provider",)),
    "llm.tokens.count": Metric("value", "Tokens sent to and got from language models.", ("provider", "kind")),
    "llm.cost.usd": Metric("value", "What language models cost, where their price is known.", ("provider",)),
    "cache.hit.ratio": Metric("value", "Share of the questions to a cache that it answered.", ("cache",)),
}


class _Kept:
    """The instruments of this process; made on first use, and only where somebody reads them."""

    def __init__(self) -> None:
        self.read = False
        self._instruments: dict[str, Any] = {}

    def forget(self) -> None:
        self.read = False
        self._instruments.clear()
        vars(self).pop("registry", None)

    @cached_property
    def registry(self) -> CollectorRegistry:
        from prometheus_client import CollectorRegistry

        return CollectorRegistry()

    def instrument(self, name: str) -> Any:
        if name not in self._instruments:
            self._instruments[name] = self._made(name, METRICS[name])
        return self._instruments[name]

    def _made(self, name: str, metric: Metric) -> Any:
        from prometheus_client import Gauge, Histogram

        exposed = name.replace(".", "_")
        if metric.kind == "spread":
            return Histogram(exposed, metric.help, metric.labels, registry=self.registry, buckets=MILLISECONDS)
        return Gauge(exposed, metric.help, metric.labels, registry=self.registry)


_kept = _Kept()


def are_read() -> bool:
    """Whether anybody can read metrics in this process."""
    return _kept.read


def put(name: str, value: float, **labels: str) -> None:
    """The latest value of a metric. Does nothing where nobody reads metrics. Raises KeyError for an unknown name."""
    metric = METRICS[name]
    if _kept.read:
        instrument = _kept.instrument(name)
        (instrument.labels(**labels) if metric.labels else instrument).set(value)


def observe(name: str, value: float, **labels: str) -> None:
    """One more observation of a metric of kind `spread`."""
    metric = METRICS[name]
    if _kept.read and metric.kind == "spread":
        instrument = _kept.instrument(name)
        (instrument.labels(**labels) if metric.labels else instrument).observe(value)


class Server:
    """`/metrics` at an address of its own, in a thread; `stop` frees the port."""

    def __init__(self, host: str, port: int) -> None:
        from prometheus_client import start_http_server

        _kept.read = True
        try:
            self._server, self._thread = start_http_server(port, host, _kept.registry)
        except OSError as taken:
            raise MetricsPortTaken(
                f"Port {port} on {host} is taken. Set ECHOTUNE_METRICS_PORT to a free one, or leave it out."
            ) from taken
        self.port: int = self._server.server_port

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=1)
        _kept.forget()
