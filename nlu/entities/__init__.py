"""What a sentence carries: the readers, and which of their findings count for which intent.

Nothing here learns: a change counts at once, with the model there is.
"""
