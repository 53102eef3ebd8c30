"""Pictures in rows: every picture at its place, every row with its name."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from utils.galleries import plot_rows


def test_every_picture_has_its_place():
    pictures = np.random.default_rng(0).random((2, 3, 4, 4, 3))
    axes = Figure().subplots(2, 4)
    assert plot_rows(pictures, ["a", "b"], axes=axes) is axes
    shown = [[len(ax.images) for ax in line] for line in axes]
    assert shown == [[1, 1, 1, 0], [1, 1, 1, 0]]
    np.testing.assert_array_equal(axes[1, 2].images[0].get_array(), pictures[1, 2])
    assert not any(ax.get_xticks().size for ax in axes.flat)


def test_numbers_share_one_scale():
    axes = Figure().subplots(1, 2)
    plot_rows([np.array([[[0, 5]], [[0, 9]]])], ["codes"], axes=axes[None], top=63)
    assert [ax.images[0].get_clim() for ax in axes] == [(0, 63)] * 2


def test_wrong_numbers_of_names_and_axes_are_refused():
    pictures = np.ones((2, 3, 4, 4, 3))
    with pytest.raises(ValueError, match="names"):
        plot_rows(pictures, ["a"], axes=Figure().subplots(2, 3))
    for shape in ((1, 3), (2, 2)):
        with pytest.raises(ValueError, match="axes"):
            plot_rows(pictures, "ab", axes=Figure().subplots(*shape, squeeze=False))
