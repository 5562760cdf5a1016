"""Rasa's logistic regression, on dense features as they are."""

from __future__ import annotations

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class DenseLogisticRegressionClassifier(LogisticRegressionClassifier):
    """The stock classifier turns every dense vector into a sparse matrix: the same result, in
    eight times the training time. This one needs sentence embeddings and takes nothing else.
    """

    def _create_X(self, messages: list[Message]) -> np.ndarray:  # noqa: N802  # Rasa's name
        rows = []
        for message in messages:
            features = message.get_dense_features(attribute=TEXT)[1]
            if features is None:
                raise ValueError("A message came to the classifier without its embedding.")
            rows.append(features.features[0])
        return np.stack(rows) if rows else np.empty((0, 0))
