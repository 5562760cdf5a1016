"""Getting the program from a fresh clone to running: environments, model, database, processes."""
