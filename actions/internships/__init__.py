"""Internship places in the dialogue: offered by companies, asked for by those who place pupils."""
