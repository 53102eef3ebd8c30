"""The recipe by which every model of the course is trained."""

import dataclasses

from utils import checks


@dataclasses.dataclass(frozen=True)
class Recipe:
    """How a model is trained: the same for both sides of a comparison.

    Adam (Kingma & Ba 2015), gradients clipped to a global norm of 1 (Pascanu et al.
    2013) and one cycle of the learning rate: a linear rise over the first 30 % of the
    updates, then a cosine down to zero (after Smith & Topin 2019). Each epoch visits
    the examples in a new order and leaves out what does not fill a last batch.

    Args:
        epochs: whole number ≥ 1, passes over the training part.
        batch_size: whole number ≥ 1, examples per update.
        learning_rate: peak of the cycle, > 0.
        loss: a Keras loss or its name; None stands for cross-entropy from logits in a
            classification, for the mean squared error in a regression.

    Raises:
        ValueError: if a value is out of its range.

    Example:

    >>> Recipe(epochs=5).batch_size
    32
    """

    epochs: int = 10
    batch_size: int = 32
    learning_rate: float = 1e-2
    loss: object = None

    def __post_init__(self):
        checks.integer("epochs", self.epochs, 1)
        checks.integer("batch_size", self.batch_size, 1)
        checks.positive("learning_rate", self.learning_rate)
