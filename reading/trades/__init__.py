"""What somebody does for a living, or supplies."""
