"""What is read off a model agrees with formulas one can check by hand."""

import keras
import numpy as np
import pytest
from factories import make_means
from keras import Sequential, layers

from utils import datasets, probes


def net(*stack, shape=(8, 2)):
    return Sequential([layers.Input(shape), *stack])


def causal(kernel_size, dilation=1):
    return layers.Conv1D(
        3, kernel_size, padding="causal", dilation_rate=dilation, activation="tanh"
    )


@pytest.mark.parametrize("dilations", [(1,), (1, 1), (1, 2), (1, 2, 4), (1, 3)])
def test_the_receptive_field_is_the_formula(dilations):
    data = make_means(length=32)
    model = net(*[causal(3, d) for d in dilations], shape=(32, 2))
    assert probes.receptive_field(model, data) == 1 + 2 * sum(dilations)


def test_the_receptive_field_of_pictures_recurrence_and_tokens():
    digits = datasets.images.load_digits(seed=0)
    dense = net(layers.Flatten(), layers.Dense(1), shape=(8, 8, 1))
    assert probes.receptive_field(dense, digits) == 64
    assert probes.receptive_field(net(layers.GRU(2)), make_means()) == 8
    text = datasets.text.next_character("to be or not to be " * 40, seed=0, window=12)
    x = layers.Input((12,), dtype="int32")
    h = causal(2, 2)(causal(2)(layers.Embedding(20, 4)(x)))
    model = keras.Model(x, layers.Dense(text.classes)(h))
    assert probes.receptive_field(model, text) == 1 + 1 + 2


def test_nobody_sees_the_future_in_a_causal_model():
    x = np.random.default_rng(0).normal(size=(2, 8, 2)).astype("float32")
    for layer in (layers.GRU(3, return_sequences=True), causal(8)):
        reach = probes.gradient_reach(net(layer), x, step=4)
        assert (reach[:5] > 0).all() and (reach[5:] == 0).all()
    both = layers.Bidirectional(layers.GRU(3, return_sequences=True))
    assert (probes.gradient_reach(net(both), x, step=4) > 0).all()


def test_the_gradient_of_a_linear_model_is_its_weights():
    model = net(layers.Flatten(), layers.Dense(1), shape=(3, 1))
    gradient = probes.input_gradient(model, np.ones((1, 3, 1), "float32"))
    np.testing.assert_allclose(gradient[0], model.get_weights()[0], rtol=1e-6)
    assert (probes.input_gradient(lambda x: 0 * x, np.ones((1, 2))) == 0).all()
    with pytest.raises(ValueError, match="x holds int64"):
        probes.input_gradient(model, np.ones((1, 3, 1), int))


def test_operations_by_hand():
    assert probes.count_operations(net(layers.Dense(5))) == 8 * 2 * 5
    assert probes.count_operations(net(causal(3))) == 8 * 3 * 2 * 3
    assert probes.count_operations(net(layers.SimpleRNN(4))) == 8 * (2 * 4 + 4 * 4)
    assert probes.count_operations(net(layers.GRU(4))) == 8 * 3 * (2 * 4 + 4 * 4)
    both = layers.Bidirectional(layers.LSTM(4))
    assert probes.count_operations(net(both)) == 2 * 8 * 4 * (2 * 4 + 4 * 4)
    picture = net(layers.Conv2D(3, 3, padding="same"), shape=(6, 6, 2))
    assert probes.count_operations(picture) == 36 * 9 * 2 * 3
    other = net(layers.EinsumDense("abc,cd->abd", (None, 3)))
    with pytest.raises(ValueError, match="no rule"):
        probes.count_operations(other)


def test_parameters():
    assert probes.count_parameters(net(layers.LSTM(4))) == 4 * (2 + 4 + 1) * 4
    frozen = net(layers.BatchNormalization())
    assert probes.count_parameters(frozen) == 4 < frozen.count_params()


def test_timing_takes_turns():
    order = []
    functions = {name: lambda name=name: order.append(name) for name in "ab"}
    table = probes.time_interleaved(functions, repeats=3)
    assert "".join(order) == "abababab"
    assert (table["lowest"] <= table["seconds"]).all()
    with pytest.raises(ValueError, match="repeats is 0"):
        probes.time_interleaved(functions, repeats=0)
