"""All providers, in the order in which they are asked when nobody chose. To add one: a file, and an entry here."""

from __future__ import annotations

from echotune.llm.provider import Provider
from echotune.llm.providers.anthropic import Anthropic
from echotune.llm.providers.bedrock import Bedrock
from echotune.llm.providers.gemini import Gemini
from echotune.llm.providers.ollama import Ollama
from echotune.llm.providers.openai import OpenAi
from echotune.llm.providers.openrouter import OpenRouter
from echotune.llm.providers.perplexity import Perplexity
from echotune.llm.providers.xai import XAi

_IN_ORDER: tuple[Provider, ...] = (
    Bedrock(),
    Gemini(),
    Perplexity(),
    XAi(),
    OpenAi(),
    Anthropic(),
    OpenRouter(),
    Ollama(),
)

PROVIDERS: dict[str, Provider] = {provider.name: provider for provider in _IN_ORDER}
