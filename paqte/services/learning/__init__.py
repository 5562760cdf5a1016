"""What the assistant may learn from conversations, of people who agreed to it alone."""
