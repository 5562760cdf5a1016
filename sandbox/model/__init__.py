"""What the sandbox remembers, in memory: bots, people, chats, messages, files, faults."""
