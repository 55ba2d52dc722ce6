"""Conversation: what a listener says, understood and answered."""
