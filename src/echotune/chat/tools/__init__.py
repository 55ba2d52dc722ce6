"""What the conversation can do: one file a verb, all named in `registry.TOOLS`."""
