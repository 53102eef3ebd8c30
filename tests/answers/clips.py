"""Answers to the exercises of lesson 08b: wrong with a word that helps, right."""

import numpy as np

MOTIONS = ("left", "right", "stops", "starts", "bounces", "circles")
PARTNERS = ("right", "left", "starts", "stops", "bounces", "circles")


def swap(one, other):
    """The right partners with two of them exchanged."""
    pairs = dict(zip(MOTIONS, PARTNERS, strict=True))
    return pairs | {one: pairs[other], other: pairs[one]}


def change(films):
    """Right numbers, in the array that was given."""
    films[:, 1:] = films[:, 1:] - films[:, :-1]
    films[:, 0] = 0
    return films


def subtract(films):
    """Another right answer."""
    return films - np.concatenate([films[:, :1], films[:, :-1]], axis=1)


WRONG = {
    "check_frames_seen": [
        (lambda layers, frames: layers * frames, "2 layers"),
        (lambda layers, frames: frames + layers - 1, "layers of"),
        (lambda layers, frames: frames**layers, "2 layers"),
        (lambda layers: layers, "TypeError"),
        (5, "function"),
        (None, "function"),
    ],
    "check_backwards": [
        (swap("left", "right"), "left"),
        (swap("stops", "starts"), "stood"),
        (swap("bounces", "circles"), "border"),
        (dict(zip(MOTIONS, MOTIONS, strict=True)), "elsewhere"),
        ({"left": "right"}, "keys"),
        (PARTNERS, "dict"),
        (None, "dict"),
    ],
    "check_frame_difference": [
        (lambda films: films, "first frame"),
        (lambda films: np.diff(films, axis=1), "as many frames"),
        (lambda films: 0 * films, "itself less"),
        (lambda films: -subtract(films), "itself less"),
        (change, "changes the films"),
        (lambda films: films.frames, "AttributeError"),
        (lambda films: None, "as many frames"),
        (3, "function"),
    ],
}

RIGHT = {
    "check_frames_seen": [lambda layers, frames: 1 + layers * (frames - 1)],
    "check_backwards": [dict(zip(MOTIONS, PARTNERS, strict=True))],
    "check_frame_difference": [
        subtract,
        lambda films: np.diff(films, axis=1, prepend=films[:, :1]),
    ],
}
