"""The Telegram face: takes updates in, asks the engine, sends replies out."""
