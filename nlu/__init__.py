"""What the dialogue engine learns, and how it runs."""
