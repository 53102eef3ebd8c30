"""The film is a film, and the strip shows which way is left."""

import base64
import io
import re

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from utils.dashcam import draw_strip, make_film


def read(film):
    """The frames of a film as gray pictures."""
    data = re.search(r"base64,([^\"]+)", film.data)[1]
    picture = Image.open(io.BytesIO(base64.b64decode(data)))
    frames = []
    for index in range(picture.n_frames):
        picture.seek(index)
        frames.append(np.asarray(picture.convert("L")))
    return frames


def test_a_film_shows_what_it_was_given():
    rng = np.random.default_rng(0)
    view = rng.integers(0, 256, (9, 4, 6), dtype="uint8")
    frames = read(make_film([view], alt="Noise.", every=2, levels=16))
    assert len(frames) == 5
    for frame, original in zip(frames, view[::2], strict=True):
        assert frame.shape == (4, 6)
        assert np.abs(frame.astype(int) - original).max() <= 9


def test_a_film_says_what_it_shows():
    view = np.zeros((2, 4, 6), "uint8")
    film = make_film([view], alt='A "road" & a car.', width=99).data
    assert 'alt="A &quot;road&quot; &amp; a car."' in film
    assert 'width="99"' in film


def test_a_shorter_view_stays_and_darkens():
    long, short = np.full((8, 4, 6), 200, "uint8"), np.full((4, 4, 6), 200, "uint8")
    first, last = read(make_film([long, short], alt="Two.", every=7, levels=16))
    assert first.shape == (4, 14)
    np.testing.assert_allclose(first[:, -6:].astype(int), 200, atol=9)
    np.testing.assert_allclose(last[:, -6:].astype(int), 100, atol=9)
    np.testing.assert_allclose(last[:, :6].astype(int), 200, atol=9)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"views": []}, "views"),
        ({"views": [np.zeros((0, 4, 6), "uint8")]}, "views"),
        ({"views": [np.zeros((2, 4, 6))]}, "views"),
        ({"alt": " "}, "alt"),
        ({"every": 0}, "every"),
        ({"levels": 1}, "levels"),
        ({"width": 0}, "width"),
        ({"milliseconds": 1}, "milliseconds"),
    ],
)
def test_bad_films_are_refused(change, word):
    good = {"views": [np.zeros((2, 4, 6), "uint8")], "alt": "Nothing."}
    with pytest.raises(ValueError, match=word):
        make_film(**good | change)


def test_the_arrow_points_to_the_left_for_positive_steering():
    axes = Figure().subplots(1, 3)
    frames = np.zeros((3, 8, 16))
    draw_strip(frames, [0.5, -0.5, 0], axes=axes, titles=["a", "b", "c"])
    tips = [ax.patches[0].get_xy()[:, 0] for ax in axes]
    assert tips[0].min() == pytest.approx(4)
    assert tips[1].max() == pytest.approx(12)
    shown = [ax.get_title() for ax in axes]
    assert shown == ["a", "b", "c"]
    with pytest.raises(ValueError, match="axes"):
        draw_strip(frames, [0.5], axes=axes)
