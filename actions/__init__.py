"""The action server: what the dialogue engine asks the program to do."""
