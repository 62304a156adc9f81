"""What chapter 3.3 means by right."""

import math

import numpy as np
from ch11_arrays import Array
from ch33_mlp_forward import cross_entropy, forward_mlp, init_mlp, one_hot

from dojo.verdict.expect import expect_close, expect_number, expect_shape, expect_unchanged


def layer(inputs: list[float], W: Array, b: Array) -> list[float]:
    """Compute the scores of one layer for one sample, one number at a time."""
    return [math.fsum(x * float(w) for x, w in zip(inputs, W[:, j], strict=True)) + float(b[j]) for j in range(len(b))]


def test_one_hot_by_hand() -> None:
    """Label 2 of three is [0, 0, 1], label 0 is [1, 0, 0], label 1 is [0, 1, 0]."""
    Y = one_hot(np.array([2, 0, 1]), 3)

    expect_close(Y, [[0, 0, 1], [1, 0, 0], [0, 1, 0]], atol=0, hint="row i has its 1 in column labels[i]")


def test_one_hot_has_as_many_columns_as_there_are_classes() -> None:
    """Each of ten classes gets a column, also those that no label names."""
    Y = one_hot(np.array([3, 1, 3, 0]), 10)

    expect_shape(Y, (4, 10), hint="(n, classes): the largest label says nothing about the number of classes")
    expect_close(Y.sum(axis=1), [1, 1, 1, 1], atol=0, hint="these are the rows' sums: each row has a single 1")


def test_one_hot_finds_labels_that_repeat() -> None:
    """With ten labels, each row's 1 is in the column of its own label."""
    Y = one_hot(np.array([4, 4, 0, 2, 4, 1, 3, 3, 0, 4]), 5)

    right = [4, 4, 0, 2, 4, 1, 3, 3, 0, 4]
    expect_close(Y.argmax(axis=1), right, atol=0, hint="these are the columns of the ones")


def test_one_hot_of_one_label_and_of_one_class() -> None:
    """One label gives one row; of one class all labels are 0."""
    expect_close(one_hot(np.array([1]), 2), [[0, 1]], atol=0)
    expect_close(one_hot(np.array([0, 0]), 1), [[1], [1]], atol=0)


def test_one_hot_leaves_the_labels_alone() -> None:
    """The labels keep their numbers, and their order: they are counted and compared again later."""
    labels = np.array([2, 0, 1])

    one_hot(labels, 3)

    expect_unchanged(labels, np.array([2, 0, 1]), "labels")


def test_init_mlp_makes_four_parameters_that_fit_together() -> None:
    """7 inputs, 5 hidden units and 3 classes need W1 (7, 5), b1 (5,), W2 (5, 3) and b2 (3,); biases start at 0."""
    params = init_mlp(7, 5, 3, np.random.default_rng(0))

    assert set(params) == {"W1", "b1", "W2", "b2"}, f"expected  W1, b1, W2 and b2\ngot       {sorted(params)}"
    expect_shape(params["W1"], (7, 5), hint="W1 takes n_in to n_hidden")
    expect_close(params["b1"], np.zeros(5), atol=0, hint="b1 is a vector, one bias of 0 for each hidden unit")
    expect_shape(params["W2"], (5, 3), hint="W2 takes n_hidden to n_out")
    expect_close(params["b2"], np.zeros(3), atol=0, hint="b2 is a vector, one bias of 0 for each class")


def test_init_mlp_draws_normal_weights_of_variance_2_by_fan_in() -> None:
    """W1 has 200 inputs, so variance 0.01; W2 has 100, so 0.02: to six standard errors, about 7%. Their mean is 0.

    Of normal numbers 4.55% are more than two deviations from 0, of uniform ones none.
    """
    params = init_mlp(200, 100, 150, np.random.default_rng(0))

    share = math.erfc(math.sqrt(2))
    for name, fan_in in ("W1", 200), ("W2", 100):
        W, variance = params[name], 2 / fan_in
        hint = f"the variance of {name} is 2 / fan_in, so its deviation sqrt(2 / fan_in), and fan_in its number of rows"
        expect_number(float((W**2).mean()), variance, atol=6 * variance * math.sqrt(2 / W.size), hint=hint)
        expect_number(float(W.mean()), 0, atol=6 * math.sqrt(variance / W.size), hint=f"this is the mean of {name}")
        outside, limit = float((W**2 > 4 * variance).mean()), 6 * math.sqrt(share * (1 - share) / W.size)
        expect_number(outside, share, atol=limit, hint=f"this is the share of {name} beyond 2 * sqrt(2 / fan_in)")


def test_init_mlp_draws_every_weight_by_itself() -> None:
    """No number comes twice in a matrix, and W2 has nothing to do with W1, nor with its transpose."""
    params = init_mlp(100, 100, 100, np.random.default_rng(0))
    W1, W2 = params["W1"], params["W2"]

    for name, W in ("W1", W1), ("W2", W2):
        different = len(set(W.ravel().tolist()))
        assert different > 9900, f"expected  10,000 different numbers in {name}\ngot       {different}"
    for correlation in float((W1 * W2).mean() / 0.02), float((W1 * W2.T).mean() / 0.02):
        expect_number(correlation, 0, atol=0.06, hint="this is the correlation of W1 and W2: draw W2 after W1 from rng")


def test_init_mlp_draws_from_the_rng_that_it_is_given() -> None:
    """The same seed gives the same weights, another seed others, and so does the same rng when asked again."""
    rng = np.random.default_rng(1)

    first, again, other = init_mlp(4, 5, 3, rng), init_mlp(4, 5, 3, np.random.default_rng(1)), init_mlp(4, 5, 3, rng)
    seed_2 = init_mlp(4, 5, 3, np.random.default_rng(2))

    for name in "W1", "W2":
        hint = "two generators of the same seed must give the same weights"
        expect_close(again[name], first[name], atol=0, hint=hint)
        assert not np.array_equal(first[name], seed_2[name]), f"seeds 1 and 2 give the same {name}: draw it from rng"
        assert not np.array_equal(first[name], other[name]), f"two networks from one rng have the same {name}"


def test_forward_mlp_gives_both_layers() -> None:
    """Six samples, five hidden units and three classes give A1 (6, 5) and A2 (6, 3), in this order."""
    A1, A2 = forward_mlp(np.ones((6, 4)), np.ones((4, 5)), np.ones(5), np.ones((5, 3)), np.ones(3))

    expect_shape(A1, (6, 5), hint="the hidden layer comes first, then the probabilities")
    expect_shape(A2, (6, 3))


def test_forward_mlp_by_hand() -> None:
    """The row [1, 2] has the hidden scores 3, -1 and 1, of which ReLU makes 3, 0 and 1.

    The scores of the classes are 3 * ln 2 + 1 * 0 + 0 = ln 8 and 3 * 0 + 1 * ln 2 + ln 2 = ln 4: 8/12 and 4/12.
    The row [0, 0] has the hidden scores 0, 0 and -1, so its classes have the biases 0 and ln 2: 1/3 and 2/3.
    """
    X, two = np.array([[1.0, 2.0], [0.0, 0.0]]), math.log(2)
    W1, b1 = np.array([[1.0, 1.0, 0.0], [1.0, -1.0, 1.0]]), np.array([0.0, 0.0, -1.0])
    W2, b2 = np.array([[two, 0.0], [5.0, 7.0], [0.0, two]]), np.array([0.0, two])

    A1, A2 = forward_mlp(X, W1, b1, W2, b2)

    expect_close(A1, [[3, 0, 1], [0, 0, 0]], atol=1e-6, hint="A1 = relu(X @ W1 + b1)")
    expect_close(A2, [[2 / 3, 1 / 3], [1 / 3, 2 / 3]], atol=1e-6, hint="A2 = softmax(A1 @ W2 + b2)")


def test_forward_mlp_bends() -> None:
    """x and -x are not each other's mirror image: a hidden score of -2 counts as 0, not as -2."""
    W1, b1, W2, b2 = np.array([[1.0]]), np.zeros(1), np.array([[1.0, -1.0]]), np.zeros(2)

    A1, A2 = forward_mlp(np.array([[2.0], [-2.0]]), W1, b1, W2, b2)

    share = math.exp(2) / (math.exp(2) + math.exp(-2))
    expect_close(A1, [[2], [0]], atol=1e-6, hint="A1 = relu(X @ W1 + b1): ReLU comes after the hidden scores")
    expect_close(A2, [[share, 1 - share], [0.5, 0.5]], atol=1e-6, hint="the second layer takes A1, after ReLU")


def test_forward_mlp_is_right_for_many_samples() -> None:
    """Every sample goes its own way through both layers, computed one number at a time."""
    rng = np.random.default_rng(0)
    for n, d, h, c in (6, 4, 5, 3), (1, 2, 3, 4), (3, 3, 3, 3), (20, 1, 2, 1):
        X, W1, b1 = rng.standard_normal((n, d)), rng.standard_normal((d, h)), rng.standard_normal(h)
        W2, b2 = rng.standard_normal((h, c)), rng.standard_normal(c)
        hidden = [[max(0.0, z) for z in layer(row.tolist(), W1, b1)] for row in X]
        powers = [[math.exp(z) for z in layer(row, W2, b2)] for row in hidden]
        shares = [[power / sum(row) for power in row] for row in powers]

        A1, A2 = forward_mlp(X, W1, b1, W2, b2)

        expect_close(A1, hidden, atol=1e-6)
        expect_close(A2, shares, atol=1e-6)


def test_forward_mlp_survives_large_scores() -> None:
    """Scores of ±10,000 give probabilities of 1 and 0, and no nan; hidden activations have no ceiling."""
    W1, b1, W2, b2 = np.ones((1, 1)), np.zeros(1), np.array([[1.0, -1.0]]), np.zeros(2)

    A1, A2 = forward_mlp(np.array([[1e4], [-1e4]]), W1, b1, W2, b2)

    expect_close(A1, [[1e4], [0.0]], atol=1e-3, hint="A1 = relu(X @ W1 + b1)")
    expect_close(A2, [[1.0, 0.0], [0.5, 0.5]], atol=1e-6, hint="softmax subtracts each row's largest score")


def test_forward_mlp_tells_large_scores_apart() -> None:
    """Scores of 300 and 299 differ as 1 and 0 do: 0.7311 and 0.2689."""
    W1, b1, W2, b2 = np.ones((1, 1)), np.zeros(1), np.array([[1.0, 1.0]]), np.array([0.0, -1.0])

    _, A2 = forward_mlp(np.array([[300.0], [0.0]]), W1, b1, W2, b2)

    share = math.e / (1 + math.e)
    expect_close(A2, [[share, 1 - share]] * 2, atol=1e-6, hint="only differences of a row's scores count")


def test_forward_mlp_leaves_its_inputs_alone() -> None:
    """Samples and parameters keep their numbers, negative ones too: training goes on with them."""
    arrays = [np.full(shape, -1.0) for shape in ((6, 4), (4, 5), (5,), (5, 3), (3,))]

    forward_mlp(*arrays)

    for array, name in zip(arrays, ("X", "W1", "b1", "W2", "b2"), strict=True):
        expect_unchanged(array, np.full(array.shape, -1.0), name)


def test_cross_entropy_by_hand() -> None:
    """0.7, 0.1 and 0.5 for the true classes cost -ln 0.7, -ln 0.1 and -ln 0.5: the mean is 1.1175."""
    A = np.array([[0.7, 0.2, 0.1], [0.3, 0.6, 0.1], [0.25, 0.5, 0.25]])
    y = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, 1.0, 0.0]])

    loss = cross_entropy(A, y)

    right = -(math.log(0.7) + math.log(0.1) + math.log(0.5)) / 3
    expect_number(loss, right, atol=1e-5, hint="sum over a row, then the mean over rows")


def test_cross_entropy_of_guessing_is_ln_of_the_classes() -> None:
    """A probability of 1/10 for each of ten digits costs ln 10 = 2.3026, however many samples there are."""
    y = np.zeros((4, 10))
    y[[0, 1, 2, 3], [3, 0, 9, 3]] = 1

    loss = cross_entropy(np.full((4, 10), 0.1), y)

    expect_number(loss, math.log(10), atol=1e-5, hint="the mean over 4 rows, not over 40 entries, and not the sum")


def test_cross_entropy_looks_at_the_true_class_alone() -> None:
    """How the rest is spread over the wrong classes makes no difference."""
    y = np.array([[0.0, 1.0, 0.0]] * 3)

    even, uneven = (
        cross_entropy(np.array([[0.3, 0.4, 0.3]] * 3), y),
        cross_entropy(np.array([[0.55, 0.4, 0.05]] * 3), y),
    )

    expect_number(even, -math.log(0.4), atol=1e-5, hint="-ln of the true class; 1 - y plays no part")
    expect_number(uneven, -math.log(0.4), atol=1e-5, hint="-ln of the true class; 1 - y plays no part")


def test_cross_entropy_prices_the_unlikely() -> None:
    """Three true classes that were given 0.001, 0.001 and 0.999 cost -(2 ln 0.001 + ln 0.999) / 3."""
    A = np.array([[0.001, 0.999]] * 3)

    loss = cross_entropy(A, np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]]))

    hint = "what keeps log 0 away must be tiny, such as 1e-15"
    expect_number(loss, -(2 * math.log(0.001) + math.log(0.999)) / 3, atol=1e-3, hint=hint)


def test_cross_entropy_of_certain_and_right_is_zero() -> None:
    """At probabilities of exactly 0 and 1 there is no nan from 0 * log 0."""
    y = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, 1.0, 0.0]])

    expect_number(cross_entropy(y.copy(), y), 0, atol=1e-5, hint="0 * -inf is nan: keep log's argument above 0")


def test_cross_entropy_of_certain_and_wrong_is_finite() -> None:
    """A true class that was given a probability of 0 costs a finite 10 or more."""
    A, y = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]]), np.array([[0.0, 1.0], [1.0, 0.0], [0.0, 1.0]])

    loss = float(cross_entropy(A, y))

    assert 10 <= loss < math.inf, (
        f"expected  10 or more, and finite, for certain and wrong\ngot       {loss}\n"
        "log 0 is -inf: keep log's argument above 0 by something tiny, such as 1e-15"
    )
