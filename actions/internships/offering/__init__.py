"""A company offers places, and keeps its offers: published, changed, paused, withdrawn."""
