"""Language models in a conversation: who is asked, what it is told, and what of its words is let through."""
