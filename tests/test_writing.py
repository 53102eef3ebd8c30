"""Writing: how a character is chosen, and how what was written is measured."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils import language, writing
from utils.datasets import corpora

WORDS = "a rat sat on a mat; that cat ate that rat, and sat. " * 20
TOY = corpora.make_corpus("toy", WORDS)


def make_model(build=language.build_gru):
    keras.utils.set_random_seed(0)
    data = corpora.make_windows(TOY, seed=0, window=16, examples=4)
    return build(data, width=8)


def draw(shares, count=4000, **settings):
    rng = np.random.default_rng(0)
    logits = np.tile(np.log(shares), (count, 1))
    found = writing.choose(logits, rng=rng, **settings)
    return np.bincount(found, minlength=len(shares)) / count


def test_characters_are_drawn_by_their_probabilities():
    np.testing.assert_allclose(draw([0.2, 0.5, 0.3]), [0.2, 0.5, 0.3], atol=0.03)


def test_temperature_sharpens_and_zero_takes_the_likeliest():
    powers = np.array([0.2, 0.5, 0.3]) ** 2
    found = draw([0.2, 0.5, 0.3], temperature=0.5)
    np.testing.assert_allclose(found, powers / powers.sum(), atol=0.03)
    assert draw([0.2, 0.5, 0.3], temperature=0).tolist() == [0, 1, 0]


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 999), nucleus=st.floats(0.05, 1))
def test_only_the_nucleus_is_drawn(seed, nucleus):
    shares = np.random.default_rng(seed).dirichlet(np.ones(6))
    found = draw(shares, count=200, nucleus=nucleus)
    ranked = np.sort(shares)[::-1]
    size = int((np.cumsum(ranked) - ranked < nucleus).sum())
    assert (found > 0).sum() <= size
    assert found[shares < ranked[size - 1]].sum() == 0


def test_no_look_ahead_and_the_same_seed_writes_the_same():
    model = make_model()
    asked = {"seed": 1, "rows": 3, "temperature": 0.8}
    short = writing.write(model, "a rat", TOY.letters, length=20, **asked)
    long = writing.write(model, "a rat", TOY.letters, length=40, **asked)
    assert [text[:20] for text in long] == short
    assert all(len(text) == 20 for text in short)
    assert len(set(short)) > 1
    assert set("".join(short)) <= set(TOY.letters[1:])


@pytest.mark.parametrize("build", [language.build_gru, language.build_cnn])
def test_the_likeliest_text_is_what_the_model_says(build):
    model = make_model(build)
    prompt = "a rat sat"
    found = writing.write(
        model, prompt, TOY.letters, seed=0, rows=1, length=6, temperature=0
    )[0]
    codes = [TOY.letters.index(c) for c in prompt + found]
    logits = language.read_through(model, codes)
    logits[:, 0] = -np.inf
    assert logits[len(prompt) - 1 : -1].argmax(axis=-1).tolist() == codes[-6:]


def test_every_row_may_have_its_own_prompt():
    model = language.make_writer(make_model())
    both = writing.write(
        model, ["a ra", "that"], TOY.letters, seed=0, rows=2, length=9, temperature=0
    )
    alone = writing.write(
        model, "that", TOY.letters, seed=0, rows=1, length=9, temperature=0
    )
    assert both[1] == alone[0]


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"prompt": ""}, "prompt"),
        ({"prompt": ["a", "ab"]}, "prompt"),
        ({"prompt": ["a"]}, "prompt"),
        ({"rows": 0}, "rows"),
        ({"length": 0}, "length"),
        ({"seed": -1}, "seed"),
        ({"temperature": -1}, "temperature"),
        ({"nucleus": 0}, "nucleus"),
        ({"nucleus": 1.5}, "nucleus"),
    ],
)
def test_bad_settings_are_refused(changed, word):
    asked = {"prompt": "a", "seed": 0, "rows": 2, "length": 3} | changed
    with pytest.raises(ValueError, match=word):
        writing.write(make_model(), asked.pop("prompt"), TOY.letters, **asked)


def test_words_and_their_share():
    assert writing.find_words("he saw A_b; c3po won") == ["saw", "a", "b", "c", "po"]
    assert writing.share_of_words([" saw xq saw "], {"saw"}) == pytest.approx(2 / 3)
    assert writing.share_of_words([" saw xq "], {"saw"}, letters=3) == 1
    with pytest.raises(ValueError, match="no word"):
        writing.share_of_words(["123"], {"a"})


def test_variety():
    assert writing.distinct([" a b c d "], 1) == 1
    assert writing.distinct([" a a a a "], 2) == pytest.approx(1 / 3)
    assert writing.distinct([" a b ", " a b "], 2) == 0.5
    with pytest.raises(ValueError, match="3 words"):
        writing.distinct([" a b "], 3)


@settings(max_examples=60, deadline=None)
@given(st.text("abc", min_size=1, max_size=12), st.text("abc", min_size=1, max_size=20))
def test_the_longest_shared_piece(words, source):
    found = writing.longest_shared(words, source)
    pieces = {words[i:j] for i in range(len(words)) for j in range(i, len(words) + 1)}
    best = max(len(piece) for piece in pieces if piece in source)
    assert isinstance(found, writing.Shared)
    assert len(found.piece) == best
    assert words[found.place :].startswith(found.piece)
    assert source[found.source :].startswith(found.piece)


def test_longest_shared_refuses_what_is_no_text():
    with pytest.raises(ValueError, match="words"):
        writing.longest_shared("", "a")
    with pytest.raises(ValueError, match="source"):
        writing.longest_shared("a", None)
