"""Metric learning: train a network so that pictures of one person lie close together.

The network's last layer holds one direction for each person of the training part and
answers with cosines. It is thrown away afterwards; what stays is the layer before it,
the embedding, which can be computed for anybody.
"""

import keras
import numpy as np
from keras import layers, ops

from utils import checks, metrics, verification

SCALE = 16.0  # a cosine reaches 1 only, too little for a softmax over many people
MARGIN = 0.2
EMBEDDING = "embedding"  # name of the layer that is kept


@keras.saving.register_keras_serializable("course")
class CosineHead(layers.Layer):
    """One direction for each class; answers with scaled cosines.

    `logits = scale * cos(x, w_class)`: the length of an embedding means nothing.

    Args:
        classes: whole number ≥ 2, how many directions.
        scale: number > 0 that the cosines are multiplied by.

    Input shape: `(batch, numbers)`. Output shape: `(batch, classes)`.

    Example:

    >>> head = CosineHead(3)
    >>> bool(ops.all(ops.abs(head(np.eye(4))) <= SCALE))
    True

    Reference:
        Wang et al. 2018, https://arxiv.org/abs/1801.09414
    """

    def __init__(self, classes, *, scale=SCALE, name=None, dtype=None):
        super().__init__(name=name, dtype=dtype)
        self.classes = checks.integer("classes", classes, 2)
        self.scale = checks.positive("scale", scale)

    def build(self, input_shape):
        """Make the directions, `(numbers, classes)`."""
        shape = (input_shape[-1], self.classes)
        self.directions = self.add_weight(shape=shape, name="directions")

    def call(self, x):
        """Return `(batch, classes)` cosines, times the scale."""
        x = ops.normalize(x, axis=-1)
        return self.scale * ops.matmul(x, ops.normalize(self.directions, axis=0))

    def compute_output_shape(self, input_shape):
        """Return `(batch, classes)`."""
        return (*input_shape[:-1], self.classes)

    def get_config(self):
        """Return what is needed to make the layer again."""
        own = {"classes": self.classes, "scale": self.scale}
        return {"name": self.name, "dtype": self.dtype, **own}


@keras.saving.register_keras_serializable("course")
def margin_loss(y, logits):
    """Return the cross-entropy after the right cosine was made smaller by a margin.

    The right answer has to win by `MARGIN`, so that a person's pictures gather closely
    around one direction and not only on the right side of a border.

    Args:
        y: `(batch,)` class numbers.
        logits: `(batch, classes)` from a `CosineHead` with the usual scale.

    Returns:
        `(batch,)` losses in nats.

    Example:

    >>> loss = margin_loss(np.array([0]), np.array([[SCALE, 0.0]]))
    >>> bool(abs(loss[0] - np.log1p(np.exp(-SCALE * (1 - MARGIN)))) < 1e-6)
    True

    Reference:
        Wang et al. 2018, https://arxiv.org/abs/1801.09414
    """
    logits = ops.convert_to_tensor(logits)
    y = ops.reshape(ops.cast(y, "int32"), (-1,))
    right = ops.one_hot(y, logits.shape[-1], dtype=logits.dtype)
    harder = logits - SCALE * MARGIN * right
    return ops.sparse_categorical_crossentropy(y, harder, from_logits=True)


def embed(model, x):
    """Return the embeddings of pictures, each seen as it is and in a mirror.

    The sum of both, each of length 1, as it matters little which cheek is turned to us.

    Args:
        model: a `keras.Model` with a layer named "embedding".
        x: array `(pictures, height, width, channels)` of the shape the model takes.

    Returns:
        An array `(pictures, numbers)`.

    Raises:
        ValueError: if the model has no such layer, or the pictures are none or of
            another shape.

    Example:

    >>> model = keras.Sequential([layers.Input((2, 2, 1)),
    ...     layers.Flatten(name="embedding"), CosineHead(3)])
    >>> embed(model, np.array([3.0, 0, 0, 4]).reshape(1, 2, 2, 1)).round(1).tolist()
    [[0.6, 0.6, 0.8, 0.8]]
    """
    if EMBEDDING not in [layer.name for layer in model.layers]:
        raise ValueError(f"model has no layer named {EMBEDDING!r}; expected one")
    x = np.asarray(x)
    wanted = tuple(model.input_shape[1:])
    if x.shape[1:] != wanted or not len(x):
        raise ValueError(
            f"x has shape {x.shape}; expected at least one picture of {wanted}"
        )
    inside = keras.Model(model.inputs, model.get_layer(EMBEDDING).output)
    both = metrics.predict(inside, np.concatenate([x, x[:, :, ::-1]]))
    length = np.linalg.norm(both, axis=1, keepdims=True)
    both = both / np.maximum(length, 1e-12)
    return both[: len(x)] + both[len(x) :]


def measure_auc(model, dataset):
    """Return the verification ROC-AUC on people who were not in training.

    Args:
        model: a `keras.Model` with a layer named "embedding".
        dataset: a `datasets.faces.Faces`.

    Returns:
        A number from 0 to 1, 0.5 for guessing.
    """
    people = dataset.unseen
    pairs = verification.compare_pairs(embed(model, people.x), people.y)
    return verification.roc_auc(pairs)


def measure_rank_one(model, dataset):
    """Return the rank-1 identification rate of people who were not in training.

    Args:
        model: a `keras.Model` with a layer named "embedding".
        dataset: a `datasets.faces.Faces`.

    Returns:
        A number from 0 to 1; see `verification.rank_one`.
    """
    people = dataset.unseen
    return verification.rank_one(embed(model, people.x), people.y)


def measure_first_group(model, dataset):
    """Return the equal error rate among the unseen people of the first group.

    Args:
        model: a `keras.Model` with a layer named "embedding".
        dataset: a `datasets.faces.Faces` with groups.

    Returns:
        A number from 0 to about 0.5; see `verification.equal_error_rate`.

    Raises:
        ValueError: if the data set has no groups.
    """
    return verification.equal_error_rate(compare_group(model, dataset, 0))


def measure_second_group(model, dataset):
    """Return the equal error rate among the unseen people of the second group.

    See `measure_first_group`.
    """
    return verification.equal_error_rate(compare_group(model, dataset, 1))


def measure_first_accepts(model, dataset):
    """Return the first group's false accepts at a threshold chosen by the others.

    The threshold admits one in a hundred pairs of strangers in `dataset.others`.

    Args:
        model: a `keras.Model` with a layer named "embedding".
        dataset: a `datasets.faces.Faces` with groups.

    Returns:
        A number from 0 to 1.

    Raises:
        ValueError: if the data set has no groups.
    """
    return _measure_accepts(model, dataset, 0)


def measure_second_accepts(model, dataset):
    """Return the second group's false accepts at a threshold chosen by the others.

    See `measure_first_accepts`.
    """
    return _measure_accepts(model, dataset, 1)


def compare_group(model, dataset, group):
    """Return all pairs of pictures of unseen people of one group.

    Args:
        model: a `keras.Model` with a layer named "embedding".
        dataset: a `datasets.faces.Faces` with groups.
        group: whole number, which group.

    Returns:
        `verification.Pairs`.

    Raises:
        ValueError: if the data set has no groups.
    """
    if getattr(dataset, "groups", None) is None:
        raise ValueError(f"dataset is {dataset!r}; expected Faces with groups")
    mine = dataset.groups == group
    x, people = dataset.unseen.x[mine], dataset.unseen.y[mine]
    return verification.compare_pairs(embed(model, x), people)


def _measure_accepts(model, dataset, group):
    others = dataset.others
    pairs = verification.compare_pairs(embed(model, others.x), others.y)
    threshold = verification.choose_threshold(pairs, false_accepts=0.01)
    accepts, _ = verification.error_rates(
        compare_group(model, dataset, group), threshold
    )
    return accepts
