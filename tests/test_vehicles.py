"""The kinematic bicycle and the scripted driver."""

import numpy as np
import pytest

from utils import vehicles
from utils.datasets.tracks import draw_tracks


@pytest.fixture(scope="module")
def tracks():
    return draw_tracks(seed=5, tracks=6, length=120)


def test_a_car_on_full_lock_comes_back_to_where_it_was():
    radius = vehicles.WHEELBASE / np.tan(vehicles.LOCK)
    around = 2 * np.pi * radius / (vehicles.SPEED * vehicles.SECONDS)
    cars = start = np.array([[3.0, -2.0, 0.7]])
    places = [start[0, :2]]
    for _ in range(round(around)):
        cars = vehicles.advance(cars, np.ones(1))
        places.append(cars[0, :2])
    center = start[0, :2] + radius * np.array([-np.sin(0.7), np.cos(0.7)])
    np.testing.assert_allclose(np.hypot(*(np.array(places) - center).T), radius)
    assert np.hypot(*(cars - start)[0, :2]) < 0.5


def test_steering_is_cut_off_at_the_lock_and_mirrors():
    cars = np.zeros((3, 3))
    right, lock, beyond = vehicles.advance(cars, [-1, 1, 7])
    np.testing.assert_allclose(lock, beyond)
    np.testing.assert_allclose(right * [1, -1, -1], lock)


@pytest.mark.parametrize("shapes", [((2, 2), (2,)), ((2, 3), (3,)), ((3,), (3,))])
def test_shapes_that_do_not_fit_are_refused(shapes):
    with pytest.raises(ValueError, match="cars"):
        vehicles.advance(np.zeros(shapes[0]), np.zeros(shapes[1]))


def test_a_car_is_found_where_it_was_placed(tracks):
    rng = np.random.default_rng(0)
    which = rng.integers(6, size=40)
    near = rng.integers(12, 120, size=40)
    offset, turn = rng.uniform(-1.5, 1.5, size=(2, 40))
    cars = vehicles.place(tracks, which, near, offset=offset, turn=turn)
    found, aside = vehicles.locate(tracks, which, cars, near - 1)
    assert (np.abs(found - near) <= 1).all()
    np.testing.assert_allclose(aside, offset, atol=0.05)
    np.testing.assert_allclose(cars[:, 2] - tracks.heading[which, near], turn)


def test_the_driver_comes_back_to_the_center_from_both_sides(tracks):
    which, near = np.arange(6), np.full(6, 10)
    for offset in (-1.2, 1.2):
        cars = vehicles.place(tracks, which, near, offset=offset, turn=-0.1)
        cars, places, steering = vehicles.chauffeur(tracks, which, cars, near, 30)
        _, aside = vehicles.locate(tracks, which, cars[-1], places[-1])
        assert np.abs(aside).max() < 0.5
        assert (np.abs(steering) <= 1).all()
        assert cars.shape == (30, 6, 3)


def test_the_arc_of_pure_pursuit_leads_to_its_goal(tracks):
    which, near = np.array([2]), np.array([40])
    cars = vehicles.place(tracks, which, near, offset=0.8, turn=0.2)
    steering = vehicles.pursue(tracks, which, cars, near)
    goal = tracks.points[2, 40 + vehicles.LOOKAHEAD]
    curvature = np.tan(vehicles.LOCK * steering[0]) / vehicles.WHEELBASE
    heading = cars[0, 2]
    side = np.array([-np.sin(heading), np.cos(heading)])
    away = goal - cars[0, :2]
    np.testing.assert_allclose(curvature, 2 * side @ away / (away @ away))
    with pytest.raises(ValueError, match="lookahead"):
        vehicles.pursue(tracks, which, cars, near, lookahead=0)


def test_the_end_of_a_track(tracks):
    assert vehicles.has_arrived(tracks, [129, 130]).tolist() == [False, True]
    assert vehicles.count_steps(tracks) == 165
