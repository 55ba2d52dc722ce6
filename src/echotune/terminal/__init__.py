"""What commands show in a terminal: one file a command, called by `echotune.cli`."""
