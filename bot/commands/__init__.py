"""Commands: which there are, in which language, what they do, and the menu that shows them."""
