"""What people write, read: identifiers, places, axes, quantities, dates.

Pure functions over one message. They never raise on any text, never look at a clock (the day is
an argument), and import nothing of the rest of the program, so that both the application and the
dialogue engine can use them.
"""
