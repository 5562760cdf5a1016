"""Numbers, amounts and what they count."""
