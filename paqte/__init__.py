"""The domain of PaQte: models, rules and use cases, which every face calls."""
