"""All providers, in the order in which they are asked when nobody chose. To add one: a file, and an entry here."""

from __future__ import annotations

from echotune.llm.provider import Provider
from echotune.llm.providers.ollama import Ollama
from echotune.llm.providers.openai import OpenAi

PROVIDERS: dict[str, Provider] = {provider.name: provider for provider in (OpenAi(), Ollama())}
