"""Face recognition before networks: pixels, eigenfaces, Fisherfaces.

Each is a linear map, fitted to the training part without gradients. It comes back as a
Keras model with nothing to train, so that it can stand beside networks.
"""

import keras
import numpy as np
from keras import layers
from sklearn.decomposition import PCA
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

from utils import checks
from utils.embeddings import EMBEDDING, CosineHead

COMPONENTS = 100  # both chosen in pilots on photographs
SHRINKAGE = 0.1


def build_pixels(dataset, *, width=32):
    """Return a model whose embedding is the picture itself, less the mean picture.

    Args:
        dataset: a classification `datasets.Dataset` of pictures.
        width: not used.

    Returns:
        A `keras.Model` without trainable weights.

    Example:

    >>> from utils import datasets
    >>> model = build_pixels(datasets.images.load_digits(seed=0))
    >>> model.get_layer("embedding").output.shape, len(model.trainable_weights)
    ((None, 64), 0)
    """
    x = _flatten(dataset)
    return _freeze(dataset, x.mean(axis=0), np.eye(x.shape[1]))


def build_eigenfaces(dataset, *, width=32):
    """Return a model that keeps the directions in which pictures differ most.

    Principal components of the training pictures, each scaled to variance 1.

    Args:
        dataset: a classification `datasets.Dataset` of pictures.
        width: not used.

    Returns:
        A `keras.Model` without trainable weights.

    Reference:
        Turk & Pentland 1991, https://doi.org/10.1162/jocn.1991.3.1.71

    Example:

    >>> from utils import datasets
    >>> model = build_eigenfaces(datasets.images.load_digits(seed=0))
    >>> model.get_layer("embedding").output.shape
    (None, 64)
    """
    pca = _fit_components(dataset)
    variance = pca.explained_variance_
    scaled = pca.components_.T / np.sqrt(np.maximum(variance, 1e-6 * variance[0]))
    return _freeze(dataset, pca.mean_, scaled)


def build_fisherfaces(dataset, *, width=32):
    """Return a model that keeps the directions that tell the training people apart.

    Principal components, then linear discriminant analysis: much variance between
    people, little within.

    Args:
        dataset: a classification `datasets.Dataset` of pictures.
        width: not used.

    Returns:
        A `keras.Model` without trainable weights, with at most one number fewer in its
        embedding than there are people.

    Reference:
        Belhumeur, Hespanha & Kriegman 1997, https://doi.org/10.1109/34.598228

    Example:

    >>> from utils import datasets
    >>> model = build_fisherfaces(datasets.images.load_digits(seed=0))
    >>> model.get_layer("embedding").output.shape
    (None, 9)
    """
    pca = _fit_components(dataset)
    lda = LinearDiscriminantAnalysis(solver="eigen", shrinkage=SHRINKAGE)
    lda.fit(pca.transform(_flatten(dataset)), dataset.train.y)
    kept = len(lda.classes_) - 1
    both = pca.components_.T @ lda.scalings_[:, :kept]
    return _freeze(dataset, pca.mean_, both)


def show_directions(dataset, *, count=5):
    """Return the mean picture and the directions in which pictures differ most.

    Args:
        dataset: a `datasets.Dataset` of pictures of one channel.
        count: whole number ≥ 1, how many directions.

    Returns:
        A list of `count + 1` arrays `(height, width)`.

    Example:

    >>> from utils import datasets
    >>> len(show_directions(datasets.images.load_digits(seed=0), count=2))
    3
    """
    pca = _fit_components(dataset)
    rows = [pca.mean_, *pca.components_[: checks.integer("count", count, 1)]]
    return [row.reshape(dataset.input_shape[:2]) for row in rows]


def _flatten(dataset):
    return np.asarray(dataset.train.x, dtype=float).reshape(len(dataset.train), -1)


def _fit_components(dataset):
    x = _flatten(dataset)
    count = min(COMPONENTS, len(x) - 1, x.shape[1])
    return PCA(count, svd_solver="covariance_eigh").fit(x)


def _freeze(dataset, mean, matrix):
    """Return the map `(x - mean) @ matrix` as a model with a head nobody trains."""
    embedding = layers.Dense(matrix.shape[1], name=EMBEDDING)
    pixels = layers.Input(dataset.input_shape)
    x = embedding(layers.Flatten()(pixels))
    model = keras.Model(pixels, CosineHead(dataset.classes)(x))
    embedding.set_weights([matrix, -mean @ matrix])
    model.trainable = False
    return model
