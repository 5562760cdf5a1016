"""Who places pupils looks for places: what is wanted, what is shown, what follows on it."""
