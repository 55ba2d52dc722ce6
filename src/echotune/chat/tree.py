"""The shape of a conversation: messages with parents. Pure; the words are elsewhere.

An edited question and a second answer are siblings of what they replace. One branch, from the first message to
the session's head, is the one that is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

Role = Literal["user", "assistant"]


@dataclass(frozen=True)
class Node:
    """One message's place. Nodes are given oldest first."""

    message_id: UUID
    parent_id: UUID | None
    ui_id: str
    role: Role


class Tree:
    def __init__(self, nodes: list[Node]) -> None:
        self._nodes = {node.message_id: node for node in nodes}
        self._children: dict[UUID | None, list[UUID]] = {}
        for node in nodes:
            self._children.setdefault(node.parent_id, []).append(node.message_id)

    def __contains__(self, message_id: UUID) -> bool:
        return message_id in self._nodes

    def path(self, head: UUID | None) -> list[Node]:
        """The branch that ends in `head`, first message first."""
        branch: list[Node] = []
        while head is not None:
            node = self._nodes[head]
            branch.append(node)
            head = node.parent_id
        return branch[::-1]

    def variants(self, message_id: UUID) -> list[UUID]:
        """The message and its siblings, oldest first: what "2/3" counts."""
        return self._children[self._nodes[message_id].parent_id]

    def answers(self, question_id: UUID) -> list[UUID]:
        """The answers to a question, oldest first."""
        return self._children.get(question_id, [])

    def newest_leaf(self, message_id: UUID) -> UUID:
        """The end of the newest branch through `message_id`."""
        while message_id in self._children:
            message_id = self._children[message_id][-1]
        return message_id
