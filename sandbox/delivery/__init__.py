"""How updates reach a bot: a queue that is polled, or a webhook that is called."""
