"""How well the model understands sentences that it was not trained on."""
