"""Thresholds as baselines of segmentation: brighter than the threshold is cell.

A picture has its own threshold, found by scikit-image after Otsu. Nothing is learned,
except, where the light is evened out first, how wide the estimate of the light is.
"""

import keras
import numpy as np
from keras import layers, ops
from scipy.ndimage import gaussian_filter
from skimage.filters import threshold_otsu

from utils import masks

SPREADS = (2.0, 3.0, 4.0, 6.0, 8.0)  # pixels, tried to estimate the light with
SMOOTH = 0.8  # pixels, takes the noise away
LOOKED_AT = 200  # training pictures by which the spread is chosen


@keras.saving.register_keras_serializable("course")
class Otsu(layers.Layer):
    """Calls a pixel cell if it is brighter than its own picture's Otsu threshold.

    Args:
        spread: width in pixels of the Gaussian by which the light is estimated and
            taken away first, the noise smoothed; 0 takes the picture as it is.

    Returns:
        Logits `(batch, height, width, 2)`. It runs outside compiled functions.

    Example:

    >>> logits = Otsu()(np.array([[[[0.0], [0.0], [1.0], [1.0]]]]))
    >>> ops.convert_to_numpy(logits).argmax(-1).tolist()
    [[[0, 0, 1, 1]]]

    Reference:
        Otsu 1979, https://doi.org/10.1109/TSMC.1979.4310076
    """

    def __init__(self, spread=0.0, name=None):
        super().__init__(name=name)
        self.spread = spread

    def call(self, x):
        found = threshold(ops.convert_to_numpy(x)[..., 0], self.spread)
        return ops.convert_to_tensor(np.stack([~found, found], axis=-1), "float32")

    def compute_output_spec(self, x):
        return keras.KerasTensor((*x.shape[:-1], 2), "float32")

    def get_config(self):
        return {"spread": self.spread, "name": self.name}


def threshold(pictures, spread=0.0):
    """Cut every picture at its own Otsu threshold.

    The threshold is the gray level that parts the pixels into two groups with the
    smallest spread inside them.

    Args:
        pictures: array `(pictures, height, width)`.
        spread: as in `Otsu`.

    Returns:
        A boolean array, True where it is brighter; nowhere in a picture of one tone.

    Example:

    >>> threshold(np.array([[[0.0, 0.0, 1.0, 1.0]]])).tolist()
    [[[False, False, True, True]]]
    """
    pictures = np.asarray(pictures, "float32")
    if spread:
        light = gaussian_filter(pictures, (0, spread, spread), mode="nearest")
        pictures = gaussian_filter(pictures, (0, SMOOTH, SMOOTH)) - light
    return np.stack([picture > threshold_otsu(picture) for picture in pictures])


def build_otsu(dataset, *, width=1):
    """Build the baseline that knows one threshold for each picture, and nothing else.

    Args:
        dataset: a `datasets.Dataset` with classes 0 and 1 per pixel.
        width: ignored; a baseline has no width.

    Returns:
        A `keras.Model` with an `Otsu` layer.

    Raises:
        ValueError: if the data have other answers.

    Example:

    >>> from utils import datasets
    >>> cells = datasets.tissue.make_cells(seed=0, pictures=(4, 2, 2), light=0.0)
    >>> build_otsu(cells).predict(cells.test.x, verbose=0).shape
    (2, 48, 48, 2)
    """
    return _wrap(dataset, 0.0)


def build_even_otsu(dataset, *, width=1):
    """Build Otsu's threshold on pictures whose light was evened out before.

    Args:
        dataset: as in `build_otsu`; of its training part the spread is chosen by
            which the light is estimated.
        width: ignored.

    Returns:
        A `keras.Model` with an `Otsu` layer.

    Example:

    >>> from utils import datasets
    >>> cells = datasets.tissue.make_cells(seed=0, pictures=(8, 2, 4))
    >>> build_even_otsu(cells).layers[-1].spread in SPREADS
    True
    """
    _check(dataset)
    x, y = dataset.train.x[:LOOKED_AT, ..., 0], dataset.train.y[:LOOKED_AT]
    scores = [masks.mean_iou(y, threshold(x, spread)) for spread in SPREADS]
    return _wrap(dataset, SPREADS[int(np.argmax(scores))])


def _check(dataset):
    if dataset.classes != 2 or dataset.train.y.ndim != 3:
        raise ValueError(f"dataset is {dataset!r}; expected 2 classes per pixel")


def _wrap(dataset, spread):
    _check(dataset)
    model = keras.Sequential([layers.Input(dataset.input_shape), Otsu(spread)])
    model.compile(run_eagerly=True)  # scikit-image works on arrays
    return model
