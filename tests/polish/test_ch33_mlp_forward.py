"""What the author of a library also minds in chapter 3.3."""

import math

import numpy as np
from ch33_mlp_forward import cross_entropy, forward_mlp, init_mlp, one_hot

from dojo.verdict.expect import (
    FLOATS,
    expect_close,
    expect_dtype,
    expect_error,
    expect_float,
    expect_no_loop,
    expect_number,
    expect_shape,
    expect_unchanged,
)

INTEGERS: tuple[type[np.integer], ...] = (np.int8, np.int32, np.int64, np.uint8, np.uint16)


def test_one_hot_refuses_labels_out_of_range() -> None:
    """-1 would count from the end, and 3 is no label of three classes: a ValueError says so, wherever they are.

    if labels.size and not 0 <= labels.min() <= labels.max() < classes:
        raise ValueError(f"labels go from {labels.min()} to {labels.max()}, expected 0 to {classes - 1}")
    """
    expect_error(lambda: one_hot(np.array([4]), 3))
    expect_error(lambda: one_hot(np.array([3]), 3))
    expect_error(lambda: one_hot(np.array([-1]), 3))
    expect_error(lambda: one_hot(np.array([0, -1, 2]), 3))
    expect_error(lambda: one_hot(np.array([-3, 1, 2]), 3))
    expect_error(lambda: one_hot(np.array([0, 1, 3]), 3))
    expect_error(lambda: one_hot(np.array([1, -1], dtype=np.int8), 3))
    expect_error(lambda: one_hot(np.array([255, 1], dtype=np.uint8), 3))


def test_one_hot_makes_float64_or_what_it_is_told() -> None:
    """Without dtype= it is float64, which gradient checks need, whatever the labels; dtype=np.float32 gives float32.

    Y = np.zeros((len(labels), classes), dtype=dtype)
    """
    for dtype in INTEGERS:
        expect_dtype(one_hot(np.array([0, 1], dtype=dtype), 2), np.float64, hint="this is without dtype=")

    Y = one_hot(np.array([0, 1]), 2, dtype=np.float32)

    expect_dtype(Y, np.float32, hint="this is with dtype=np.float32")
    expect_close(Y, [[1, 0], [0, 1]], atol=0)


def test_one_hot_takes_every_integer_dtype() -> None:
    """Labels of one byte, as image data sets are often stored, are as good as int64, and so is a view of every other.

    Y[np.arange(len(labels)), labels] = 1  # any integers will do as an index
    """
    for dtype in INTEGERS:
        labels = np.array([2, 1, 0], dtype=dtype)[::2]
        expect_close(one_hot(labels, 4), [[0, 0, 1, 0], [1, 0, 0, 0]], atol=0, hint=f"labels are {dtype.__name__}")


def test_one_hot_takes_uint8_labels_of_more_classes_than_fit_it() -> None:
    """Labels up to 255 fit uint8, but the numbers of 300 classes don't: no arithmetic in the labels' own dtype.

    Y[np.arange(len(labels)), labels] = 1
    """
    Y = one_hot(np.array([255, 0, 200], dtype=np.uint8), 300)

    expect_shape(Y, (3, 300))
    expect_close(Y.argmax(axis=1), [255, 0, 200], atol=0, hint="these are the columns of the ones")


def test_one_hot_takes_its_arguments_by_name() -> None:
    """labels, classes and dtype can be passed by their names, as one_hot(y, classes=10) does.

    def one_hot(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """
    expect_close(one_hot(classes=3, labels=np.array([2, 0])), [[0, 0, 1], [1, 0, 0]], atol=0)


def test_one_hot_needs_no_loop() -> None:
    """300 samples take as many steps of Python as 3: NumPy pairs rows and columns itself, which is far quicker.

    Y[np.arange(len(labels)), labels] = 1
    """
    expect_no_loop(lambda n: one_hot(np.ones(n, dtype=np.int64), 2))


def test_init_mlp_makes_float64_or_what_it_is_told() -> None:
    """Without dtype= all four are float64, and with dtype=np.float32 all four are float32.

    return {name: param.astype(dtype) for name, param in params.items()}
    """
    params = init_mlp(4, 5, 3, np.random.default_rng(0))
    small = init_mlp(4, 5, 3, np.random.default_rng(0), dtype=np.float32)

    for name in "W1", "b1", "W2", "b2":
        expect_dtype(params[name], np.float64, hint=f"this is {name}")
        expect_dtype(small[name], np.float32, hint=f"this is {name} with dtype=np.float32")


def test_init_mlp_puts_the_first_layer_first() -> None:
    """The dict is in forward order: what belongs to the first layer comes before what belongs to the second.

    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
    """
    names = list(init_mlp(4, 6, 3, np.random.default_rng(0)))

    layers = [name[-1] for name in names]
    assert layers == ["1", "1", "2", "2"], f"expected  W1 and b1 before W2 and b2\ngot       {', '.join(names)}"


def test_init_mlp_leaves_numpys_own_generator_alone() -> None:
    """rng is the only source: np.random.seed and np.random.randn would change what all other code draws.

    W1 = rng.standard_normal((n_in, n_hidden)) * np.sqrt(2 / n_in)
    """
    before = str(np.random.get_state())

    init_mlp(4, 5, 3, np.random.default_rng(0))

    after = str(np.random.get_state())
    assert after == before, "expected  np.random as it was\ngot       another state: it was seeded or drawn from"


def test_init_mlp_gives_arrays_that_share_nothing() -> None:
    """Even where two parameters have the same shape, one can be trained without the other.

    b1, b2 = np.zeros(n_hidden), np.zeros(n_out)  # two arrays, where b1 = b2 = np.zeros(...) is one
    """
    params = init_mlp(3, 3, 3, np.random.default_rng(0))

    for one, two in ("b1", "b2"), ("W1", "W2"):
        shared = np.shares_memory(params[one], params[two])
        assert not shared, f"expected  memory of its own for {one} and for {two}\ngot       the same memory for both"


def test_init_mlp_takes_its_arguments_by_name() -> None:
    """Sizes and rng can be passed by their names, as init_mlp(n_in=784, n_hidden=256, n_out=10, rng=rng) does.

    def init_mlp(n_in, n_hidden, n_out, rng, dtype=np.float64):
    """
    params = init_mlp(rng=np.random.default_rng(0), n_out=3, n_hidden=5, n_in=7)

    expect_shape(params["W1"], (7, 5))
    expect_shape(params["W2"], (5, 3))


def test_forward_mlp_warns_of_nothing() -> None:
    """Scores of ±10,000 give probabilities without a RuntimeWarning, in float64 and float32.

    A2 = softmax(linear(A1, W2, b2))  # chapter 3.2's, which subtracts each row's largest score
    """
    for dtype in FLOATS:
        X, W1, b1 = np.array([[1e4], [-1e4]], dtype=dtype), np.ones((1, 1), dtype=dtype), np.zeros(1, dtype=dtype)
        W2, b2 = np.array([[1.0, -1.0]], dtype=dtype), np.zeros(2, dtype=dtype)

        A1, A2 = forward_mlp(X, W1, b1, W2, b2)

        expect_close(A1, [[1e4], [0.0]], atol=1e-3)
        expect_close(A2, [[1.0, 0.0], [0.5, 0.5]], atol=1e-3)


def test_forward_mlp_clips_nothing() -> None:
    """Scores 40 apart have shares 40 apart, e^-40 and nearly 1, and shares of 10,000 and 9,999 are 0.7311 and 0.2689.

    A2 = softmax(linear(A1, W2, b2))  # it is the loss that guards its logarithm
    """
    share = math.e / (1 + math.e)
    X, W1, b1, W2 = np.array([[1e4], [0.0]]), np.ones((1, 1)), np.zeros(1), np.array([[1.0, 1.0]])

    _, close = forward_mlp(X, W1, b1, W2, np.array([0.0, -1.0]))
    _, apart = forward_mlp(X, W1, b1, W2, np.array([0.0, -40.0]))

    expect_close(close, [[share, 1 - share]] * 2, atol=1e-6)
    expect_close(apart, [[1, math.exp(-40)]] * 2, atol=1e-9)


def test_forward_mlp_refuses_shapes_that_do_not_fit() -> None:
    """Rows of W1 are inputs, rows of W2 hidden units, and each unit has its bias: NumPy's own ValueErrors will do.

    A1 = relu(X @ W1 + b1)  # matmul and + raise a ValueError where shapes do not fit
    A2 = softmax(A1 @ W2 + b2)
    """
    X, W1, b1, W2, b2 = np.ones((6, 4)), np.ones((4, 5)), np.ones(5), np.ones((5, 3)), np.ones(3)

    expect_error(lambda: forward_mlp(np.ones((6, 3)), W1, b1, W2, b2))
    expect_error(lambda: forward_mlp(X, W1, np.ones(4), W2, b2))
    expect_error(lambda: forward_mlp(X, W1, b1, np.ones((4, 3)), b2))
    expect_error(lambda: forward_mlp(X, W1, b1, W2, np.ones(2)))


def test_forward_mlp_keeps_float32() -> None:
    """float32 samples and parameters give float32 layers, both of them.

    A1 = relu(X @ W1 + b1)  # no astype, and no buffer of zeros, which would be float64
    """
    X, W1, b1, W2, b2 = (np.ones(s, dtype=np.float32) for s in ((6, 4), (4, 5), (5,), (5, 3), (3,)))

    A1, A2 = forward_mlp(X, W1, b1, W2, b2)

    expect_dtype(A1, np.float32, hint="this is A1")
    expect_dtype(A2, np.float32, hint="this is A2")


def test_forward_mlp_takes_its_arguments_by_name() -> None:
    """Parameters can be passed by their names, as forward_mlp(X, **params) does.

    def forward_mlp(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """
    A1, A2 = forward_mlp(b2=np.zeros(3), W2=np.ones((5, 3)), b1=np.zeros(5), W1=np.ones((4, 5)), X=np.ones((6, 4)))

    expect_close(A1, np.full((6, 5), 4.0), atol=1e-6)
    expect_close(A2, np.full((6, 3), 1 / 3), atol=1e-6)


def test_forward_mlp_needs_no_loop() -> None:
    """300 samples take as many steps of Python as 3: a product of matrices takes all rows at once, far quicker.

    A1 = relu(X @ W1 + b1)
    A2 = softmax(A1 @ W2 + b2)
    """
    W, b = np.ones((2, 2)), np.ones(2)

    expect_no_loop(lambda n: forward_mlp(np.ones((n, 2)), W, b, W, b))


def test_cross_entropy_is_exact_near_certainty() -> None:
    """At probabilities of 1e-6 and 1 - 1e-6 it is right to 1e-5: what keeps log 0 away should be far smaller.

    logs = np.log(np.maximum(A, 1e-15))  # a floor changes no larger number
    """
    A = np.array([[1e-6, 1 - 1e-6]])

    expect_number(cross_entropy(A, np.array([[1.0, 0.0]])), -math.log(1e-6), atol=1e-5)
    expect_number(cross_entropy(A, np.array([[0.0, 1.0]])), -math.log1p(-1e-6), atol=1e-5)


def test_cross_entropy_is_exact_in_float32() -> None:
    """In float32 too, the nearest number to 1e-6 costs -ln 1e-6, to 1e-5.

    logs = np.log(np.maximum(A, 1e-15))
    """
    A, y = np.array([[1e-6, 1 - 1e-6], [0.5, 0.5]], dtype=np.float32), np.array([[1, 0], [0, 1]], dtype=np.float32)

    expect_number(cross_entropy(A, y), (-math.log(1e-6) + math.log(2)) / 2, atol=1e-5)


def test_cross_entropy_is_finite_in_float32() -> None:
    """In float32, certain and right costs 0, certain and wrong 10 or more, but not inf: a floor of 1e-300 would be 0.

    logs = np.log(np.maximum(A, 1e-15))  # 1e-15 is a number in both dtypes
    """
    y = np.array([[1, 0], [0, 1], [1, 0]], dtype=np.float32)

    with np.errstate(all="ignore"):
        right, wrong = cross_entropy(y.copy(), y.copy()), float(cross_entropy(1 - y, y.copy()))

    expect_number(right, 0, atol=1e-5)
    assert 10 <= wrong < math.inf, f"expected  10 or more, and finite, for certain and wrong\ngot       {wrong}"


def test_cross_entropy_warns_of_nothing() -> None:
    """At probabilities of exactly 0 and 1 there is no RuntimeWarning, in float64 and float32.

    logs = np.log(np.maximum(A, 1e-15))  # log 0 would warn, even where its result is not used
    """
    for dtype in FLOATS:
        A, y = np.array([[1, 0], [0, 1], [1, 0]], dtype=dtype), np.array([[1, 0], [0, 1], [0, 1]], dtype=dtype)

        loss = float(cross_entropy(A, y))

        assert 10 / 3 <= loss < math.inf, f"expected  a finite loss in {np.dtype(dtype)}\ngot       {loss}"


def test_cross_entropy_refuses_shapes_that_differ() -> None:
    """Labels (3,) or one row would broadcast against three rows: a ValueError names both shapes.

    if A.shape != y.shape:
        raise ValueError(f"probabilities have shape {A.shape}, but y has shape {y.shape}")
    """
    A = np.full((3, 3), 1 / 3)

    expect_error(lambda: cross_entropy(A, np.ones(3)), (3, 3), (3,))
    expect_error(lambda: cross_entropy(A, np.ones((1, 3))), (3, 3), (1, 3))
    expect_error(lambda: cross_entropy(A, np.ones((3, 1))), (3, 3), (3, 1))
    expect_error(lambda: cross_entropy(A[:1], np.ones((3, 3))), (1, 3), (3, 3))
    expect_error(lambda: cross_entropy(A, np.ones((3, 4))), (3, 3), (3, 4))
    expect_error(lambda: cross_entropy(A, np.ones(9)), (3, 3), (9,))
    expect_error(lambda: cross_entropy(A[:2], np.ones((3, 2))), (2, 3), (3, 2))


def test_cross_entropy_refuses_no_samples() -> None:
    """Without samples there is no mean: a ValueError says so before NumPy returns nan.

    if A.size == 0:
        raise ValueError(f"no samples: probabilities and y have shape {A.shape}")
    """
    expect_error(lambda: cross_entropy(np.ones((0, 3)), np.ones((0, 3))))


def test_cross_entropy_leaves_its_inputs_alone() -> None:
    """Probabilities and truth keep their numbers, also where log 0 has to be kept away.

    logs = np.log(np.maximum(A, 1e-15))  # np.maximum makes a new array
    """
    A, y = np.array([[0.0, 1.0], [0.5, 0.5]]), np.array([[1.0, 0.0], [0.0, 1.0]])

    cross_entropy(A, y)

    expect_unchanged(A, np.array([[0.0, 1.0], [0.5, 0.5]]), "A")
    expect_unchanged(y, np.array([[1.0, 0.0], [0.0, 1.0]]), "y")


def test_cross_entropy_gives_a_float() -> None:
    """The loss is a float, Python's or NumPy's, and no array: it prints and formats as a number.

    return float(loss)
    """
    expect_float(cross_entropy(np.full((3, 2), 0.5), np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])))


def test_cross_entropy_takes_its_arguments_by_name() -> None:
    """Probabilities and truth can be passed by their names, A and y.

    def cross_entropy(A: Array, y: Array) -> float:
    """
    y = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])

    expect_number(cross_entropy(y=y, A=np.full((3, 2), 0.5)), math.log(2), atol=1e-5)


def test_cross_entropy_needs_no_loop() -> None:
    """300 samples take as many steps of Python as 3: one sum adds up over all entries, which is far quicker.

    return float(np.sum(y * -np.log(np.maximum(A, 1e-15))) / len(A))
    """
    expect_no_loop(lambda n: cross_entropy(np.full((n, 2), 0.5), np.full((n, 2), [1.0, 0.0])))
