"""The dialogue engine: Rasa with its own channel, tracker store and response generator."""
