"""The bots' side: the methods of the Bot API, one module per family."""
