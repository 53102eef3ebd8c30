"""The drawing of a U-Net has a box for every level and an arrow for what is kept."""

import pytest
from matplotlib.figure import Figure

from utils.unets import draw_unet


@pytest.mark.parametrize("levels", [2, 3, 4])
def test_every_level_has_its_boxes_and_its_bridge(levels):
    sides = [64 // 2**i for i in range(levels)]
    channels = [4 * 2**i for i in range(levels)]
    ax = draw_unet(ax=Figure().subplots(), sides=sides, channels=channels)
    assert len(ax.patches) == 2 * levels - 1 + 2
    words = [text.get_text().strip() for text in ax.texts]
    assert words.count("pool") == words.count("enlarge") == levels - 1
    assert sum("kept" in word for word in words) == levels - 1
    assert words.count(f"{sides[-1]}² · {channels[-1]}") == 1


@pytest.mark.parametrize(
    ("sides", "channels"), [((48,), (6,)), ((48, 24), (6,)), ((), ())]
)
def test_levels_have_to_fit(sides, channels):
    with pytest.raises(ValueError, match="levels"):
        draw_unet(ax=Figure().subplots(), sides=sides, channels=channels)
