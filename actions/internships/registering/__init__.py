"""A school or an association registers, and who writes for it is verified."""
