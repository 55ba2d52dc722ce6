"""The agent: the same tools whichever model answers. The history is the server's; so are the instructions."""

from __future__ import annotations

from functools import cache

from pydantic_ai import Agent
from pydantic_ai.toolsets import FunctionToolset
from pydantic_ai.usage import UsageLimits

from echotune.chat.tools.registry import TOOLS
from echotune.chat.tools.tool import as_agent_tool
from echotune.chat.turn import Turn

TOOL_STEPS = 6
LIMITS = UsageLimits(request_limit=TOOL_STEPS + 1, tool_calls_limit=TOOL_STEPS)


@cache
def agent() -> Agent[Turn, str]:
    """Made once a process, without a model: each turn brings its own."""
    toolset = FunctionToolset([as_agent_tool(name, tool) for name, tool in TOOLS.items()])
    return Agent(deps_type=Turn, toolsets=[toolset], name="echotune")
