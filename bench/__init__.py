"""What was measured, and how: each suite is a module with ``run() -> dict[str, float]``."""
