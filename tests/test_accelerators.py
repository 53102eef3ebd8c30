"""A device's times are recalled, and only an accelerator's are stored."""

import pytest

from utils import accelerators, costs, records

CASES = [
    costs.Case("CNN", "conv", "short", lambda: ((lambda: None), 10)),
    costs.Case("CNN", "conv", "long", lambda: ((lambda: None), 20)),
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(records, "FOLDER", tmp_path)
    monkeypatch.delenv("COURSE_DEVICE", raising=False)
    return tmp_path


def measure():
    return accelerators.measure(CASES, repetitions=2, device_record="F2-device")


def test_nothing_recorded_is_none(folder):
    assert measure() is None and not list(folder.iterdir())


def test_an_accelerator_stores_and_everybody_recalls(folder, monkeypatch):
    monkeypatch.setenv("COURSE_DEVICE", "store")
    monkeypatch.setattr(accelerators, "find_device", lambda: ("gpu", "a large one"))
    measure()
    monkeypatch.delenv("COURSE_DEVICE")
    rows = measure()
    assert len(rows) == 4 and set(rows["device"]) == {"a large one"}
    assert set(rows["evidence"]) == {"recorded"}
    other = accelerators.measure(CASES[:1], repetitions=2, device_record="F2-device")
    assert other is None  # recorded of something else


def test_a_processor_stores_nothing(folder, monkeypatch):
    monkeypatch.setenv("COURSE_DEVICE", "store")
    monkeypatch.setattr(accelerators, "find_device", lambda: ("cpu", "cpu"))
    with pytest.raises(RuntimeError, match="sees no accelerator"):
        measure()
    assert not list(folder.iterdir())


def test_a_try_measures_one_condition_anywhere(folder, monkeypatch):
    monkeypatch.setenv("COURSE_DEVICE", "try")
    rows = measure()
    assert rows["condition"].tolist() == ["short"] and not list(folder.iterdir())
    assert rows["device"].tolist() == [accelerators.find_device()[1]]
