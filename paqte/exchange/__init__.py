"""Data exchanged with others as files: one typed row for each thing."""
