"""What Prometheus may read about language models. Labels are providers and outcomes alone."""

from __future__ import annotations

from collections import Counter

from echotune.core import metrics
from echotune.llm.attempts import Outcome

_tries: Counter[tuple[str, Outcome]] = Counter()
_falls: Counter[str] = Counter()


def tried(provider: str, outcome: Outcome, total_ms: int) -> None:
    """One request to a provider ended."""
    _tries[provider, outcome] += 1
    metrics.put("llm.requests.count", _tries[provider, outcome], provider=provider, outcome=outcome)
    metrics.observe("llm.latency.ms", total_ms, provider=provider)


def fell_back(provider: str) -> None:
    """Somebody else answered than who was asked first: `provider`, or the last resort (`none`)."""
    _falls[provider] += 1
    metrics.put("llm.fallback.count", _falls[provider], provider=provider)
