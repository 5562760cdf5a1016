"""Days, weeks, periods and years."""
