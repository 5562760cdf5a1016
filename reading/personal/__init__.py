"""What is personal: found, and masked."""
