"""Rasa graph components: the sentence featurizer, the entity readers, the form arbiter."""
