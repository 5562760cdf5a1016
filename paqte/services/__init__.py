"""One module for each use case.

Every function takes a unit of work first, writes into it and does not commit. A write that
carries a ``key`` happens once: who repeats it gets the row of the first time.
"""
