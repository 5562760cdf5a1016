"""The Telegram face: takes updates in, talks with the engine, sends what has to be said."""
