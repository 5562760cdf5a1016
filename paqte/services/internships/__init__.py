"""Internship places: offered by companies, asked for by associations and schools."""
