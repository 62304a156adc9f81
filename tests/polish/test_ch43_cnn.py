"""What the author of a library would also ask of chapter 4.3."""

import math
import time
from collections.abc import Callable

import numpy as np
from ch11_arrays import Array
from ch23_minibatches import Params
from ch43_cnn import cnn_loss_and_grads, forward_cnn, init_cnn, max_pool, max_pool_backward

from dojo.verdict.expect import (
    expect_close,
    expect_dtype,
    expect_error,
    expect_no_loop,
    expect_number,
    expect_shape,
    expect_unchanged,
)


def network(dtype: type[np.floating] = np.float64) -> tuple[Array, Array, Params]:
    """Draw three images (6, 7) of four classes, and a network of two filters (2, 3) for them."""
    rng = np.random.default_rng(384)
    shapes = {"F": (2, 2, 3), "c": (2,), "W": (8, 4), "b": (4,)}
    params: Params = {name: (rng.standard_normal(shape) / 2).astype(dtype) for name, shape in shapes.items()}
    return rng.standard_normal((3, 6, 7)).astype(dtype), np.eye(4, dtype=dtype)[[2, 0, 3]], params


def tiny() -> Params:
    """Return a network of one filter and two classes for images of 3 by 3 pixels."""
    return {"F": np.ones((1, 2, 2)), "c": np.zeros(1), "W": np.array([[0.0, 0.1]]), "b": np.zeros(2)}


def forward(X: Array, params: Params) -> tuple[Array, Array, Array]:
    """Send images through the network that has these parameters."""
    return forward_cnn(X, params["F"], params["c"], params["W"], params["b"])


def expect_quick(call: Callable[[], object], rounds: float, hint: str) -> None:
    """Fail if a call takes longer than a Python loop of so many rounds with one small product in each.

    What counts is the processor's time, and the best of five tries, so that a busy computer does not matter.
    """
    window, limit, best = np.ones((9, 9)), math.inf, math.inf
    for _ in range(20):
        start = time.perf_counter()
        for _ in range(25):
            np.vdot(window[:3, :3], window[3:6, 3:6])
        limit = min(limit, (time.perf_counter() - start) / 25 * rounds)
    for _ in range(5):
        start = time.thread_time()
        call()
        best = min(best, time.thread_time() - start)
        if best <= limit or best > 3 * limit:
            break
    assert best <= limit, f"expected  less than {limit * 1e3:.0f} ms\ngot       {best * 1e3:.0f} ms\n{hint}"


def test_max_pool_refuses_windows_larger_than_the_image() -> None:
    """A window higher or wider than the image raises a ValueError: there is no such window to take the maximum of.

    if size > min(X.shape[-2:]):
        raise ValueError(f"pools of size {size} do not fit images of shape {X.shape[-2:]}")
    """
    expect_error(lambda: max_pool(np.ones((2, 3, 5)), 4))
    expect_error(lambda: max_pool(np.ones((2, 5, 3)), 4))


def test_max_pool_refuses_a_size_below_1() -> None:
    """A window of size 0 or -1 has no pixels, and raises a ValueError.

    if size < 1:
        raise ValueError(f"size is {size}, expected 1 or more")
    """
    expect_error(lambda: max_pool(np.ones((2, 3, 5)), 0))
    expect_error(lambda: max_pool(np.ones((2, 3, 5)), -1))


def test_max_pool_of_very_negative_numbers() -> None:
    """The largest entry of a window of -1e30 is -1e30: no finite number is low enough to begin with.

    P = np.full(shape, -np.inf)  # or begin with one of the window's own entries
    """
    expect_close(max_pool(np.full((2, 2), -1e30), 2), [[-1e30]], atol=0)


def test_max_pool_takes_its_arguments_by_name() -> None:
    """A caller may pass X and size by name, as the first line of the function has them.

    def max_pool(X: Array, size: int) -> Array:
    """
    expect_close(max_pool(size=2, X=np.array([[1.0, 2.0], [3.0, 0.0]])), [[3]], atol=0)


def test_max_pool_keeps_float32() -> None:
    """float32 planes give float32 maxima: each of them is one of the entries.

    P = np.zeros(shape, dtype=X.dtype)
    """
    expect_dtype(max_pool(np.ones((2, 4, 4), dtype=np.float32), 2), np.float32)


def test_max_pool_gives_an_array_of_its_own() -> None:
    """The result is not a view of X: writing into it later does not change X.

    P = X[..., : ph * size : size, : pw * size : size].copy()
    """
    for size in 1, 2:
        X = np.ones((2, 4, 4))
        P = max_pool(X, size)
        P[...] = 7
        expect_unchanged(X, np.ones((2, 4, 4)), "X")


def test_max_pool_takes_views() -> None:
    """Planes that are transposed or mirrored give the same as their copies.

    windows = X[..., :h, :w].reshape(*lead, h // size, size, w // size, size)  # reads X by its axes
    """
    X = np.random.default_rng(0).standard_normal((6, 5, 4)).T[:, ::-1]

    right = max_pool(X.copy(), 2)
    expect_close(max_pool(X, 2), right, atol=0, hint="X is a view")


def test_max_pool_does_without_loops_over_windows_or_images() -> None:
    """A loop over a window's few positions serves all windows of all images at once.

    for r in range(size):
        for c in range(size):
            P = np.maximum(P, X[..., r : ph * size : size, c : pw * size : size])
    """
    large, many = np.ones((1, 400, 400)), np.ones((5000, 2, 2))

    expect_quick(lambda: max_pool(large, 2), 10_000, "for an image of 400 by 400 pixels, with 40,000 windows")
    expect_quick(lambda: max_pool(many, 2), 2_500, "for 5,000 images of 2 by 2 pixels")


def test_max_pool_backward_refuses_windows_that_do_not_fit() -> None:
    """A window larger than the image, or one without pixels, raises a ValueError, as in max_pool.

    if not 1 <= size <= min(X.shape[-2:]):
        raise ValueError(f"pools of size {size} do not fit images of shape {X.shape[-2:]}")
    """
    expect_error(lambda: max_pool_backward(np.ones((2, 4, 6)), 5, np.ones((2, 2, 3))))
    expect_error(lambda: max_pool_backward(np.ones((2, 6, 4)), 5, np.ones((2, 2, 3))))
    expect_error(lambda: max_pool_backward(np.ones((2, 4, 6)), 0, np.ones((2, 2, 3))))
    expect_error(lambda: max_pool_backward(np.ones((2, 4, 6)), -1, np.ones((2, 2, 3))))


def test_max_pool_backward_refuses_a_gradient_of_another_shape() -> None:
    """A gradient for other windows or other images raises a ValueError.

    if dP.shape != P.shape:
        raise ValueError(f"dP has shape {dP.shape}, but max_pool gave shape {P.shape}")
    """
    expect_error(lambda: max_pool_backward(np.ones((2, 4, 6)), 2, np.ones((2, 3, 2))))
    expect_error(lambda: max_pool_backward(np.ones((2, 4, 6)), 2, np.ones((3, 2, 3))))


def test_max_pool_backward_finds_the_largest_by_a_tiny_margin() -> None:
    """1 + 1e-12 is larger than 1, and the largest of a window of 0, 0, 1e-30 and 0 is the third.

    largest = X[corner] == P  # not np.isclose(X[corner], P)
    """
    for window, place in ([1, 1 + 1e-12, 1, 1], 1), ([0, 0, 1e-30, 0], 2), ([-1e30, -1e30, -1e30, 0], 3):
        dX = max_pool_backward(np.array(window, dtype=np.float64).reshape(2, 2), 2, np.array([[5.0]]))
        expect_close(dX, 5 * np.eye(4)[place].reshape(2, 2), atol=0)


def test_max_pool_backward_takes_its_arguments_by_name() -> None:
    """A caller may pass X, size and dP by name, as the first line of the function has them.

    def max_pool_backward(X: Array, size: int, dP: Array) -> Array:
    """
    dX = max_pool_backward(dP=np.array([[5.0]]), size=2, X=np.array([[1.0, 2.0], [3.0, 0.0]]))

    expect_close(dX, [[0, 0], [5, 0]], atol=0)


def test_max_pool_backward_keeps_float32() -> None:
    """float32 planes and gradients give a float32 gradient.

    dX = np.zeros(X.shape, dtype=dP.dtype)
    """
    dX = max_pool_backward(np.ones((2, 4, 4), dtype=np.float32), 2, np.ones((2, 2, 2), dtype=np.float32))

    expect_dtype(dX, np.float32)


def test_max_pool_backward_gives_the_dtype_of_a_wider_gradient() -> None:
    """A float64 gradient stays float64, also for a float32 image, and no digit of a third is lost.

    dX = np.zeros(X.shape, dtype=dP.dtype)
    """
    dX = max_pool_backward(np.array([[1, 2], [0, 0]], dtype=np.float32), 2, np.array([[1 / 3]]))

    expect_dtype(dX, np.float64)
    expect_close(dX, [[0.0, 1 / 3], [0.0, 0.0]], atol=1e-12, hint="float32 keeps only 7 digits")


def test_max_pool_backward_leaves_its_inputs_as_they_were() -> None:
    """X and dP belong to the caller, who may still need them.

    dP = dP - taken  # a new array; dP -= taken would write into the caller's
    """
    X, dP = np.arange(16.0).reshape(1, 4, 4), np.arange(4.0).reshape(1, 2, 2)

    max_pool_backward(X, 2, dP)

    expect_unchanged(X, np.arange(16.0).reshape(1, 4, 4), "X")
    expect_unchanged(dP, np.arange(4.0).reshape(1, 2, 2), "dP")


def test_max_pool_backward_takes_views() -> None:
    """Planes and gradients may lie in memory in any order, and a gradient may be one that cannot be written to.

    dX = np.zeros(X.shape, dtype=dP.dtype)  # a new array in the usual order
    """
    rng = np.random.default_rng(0)
    X, dP = rng.standard_normal((6, 5, 4)).T[:, ::-1], np.broadcast_to(rng.standard_normal(3), (4, 2, 3))

    right = max_pool_backward(X.copy(), 2, dP.copy())
    expect_close(max_pool_backward(X, 2, dP), right, atol=1e-12, hint="X and dP are views")


def test_max_pool_backward_does_without_loops_over_windows_or_images() -> None:
    """A loop over a window's few positions serves all windows of all images at once.

    for corner in corners:  # one for each position in a window: (..., slice(r, H, size), slice(c, W, size))
        taken = (X[corner] == P) * dP
        dX[corner] = taken
        dP = dP - taken
    """
    large, many, dP = np.ones((1, 400, 400)), np.ones((5000, 2, 2)), np.ones((5000, 1, 1))

    hint = "for an image of 400 by 400 pixels, with 40,000 windows"
    expect_quick(lambda: max_pool_backward(large, 2, np.ones((1, 200, 200))), 10_000, hint)
    expect_quick(lambda: max_pool_backward(many, 2, dP), 5_000, "for 5,000 images of 2 by 2 pixels")


def test_init_cnn_refuses_what_leaves_nothing() -> None:
    """Filters of 5 do not fit images of 4; filters of 3 leave 2 × 2 of them, which pools of 3 do not fit.

    if pooled < 1:
        raise ValueError(f"filters of {filter_size} and pools of {pool} leave nothing of {image_size} pixels")
    """
    rng = np.random.default_rng(0)

    expect_error(lambda: init_cnn(rng, 8, 5, 2, 4))
    expect_error(lambda: init_cnn(rng, 8, 6, 2, 4))
    expect_error(lambda: init_cnn(rng, 8, 3, 3, 4))


def test_init_cnn_makes_float64_unless_told() -> None:
    """Without dtype all parameters are float64, which gradient checks need.

    return {name: param.astype(dtype) for name, param in params.items()}
    """
    for name, param in init_cnn(np.random.default_rng(0)).items():
        expect_dtype(param, np.float64, hint=f"this is {name!r}")


def test_init_cnn_makes_float32_if_told() -> None:
    """With dtype=np.float32 all parameters are float32, and so the training needs half the time and memory.

    return {name: param.astype(dtype) for name, param in params.items()}
    """
    for name, param in init_cnn(np.random.default_rng(0), dtype=np.float32).items():
        expect_dtype(param, np.float32, hint=f"this is {name!r}")


def test_init_cnn_takes_its_arguments_by_name() -> None:
    """A caller may pass filters, filter_size, pool, image_size, classes and dtype by name.

    def init_cnn(rng, filters=8, filter_size=3, pool=2, image_size=28, classes=10, dtype=np.float64) -> Params:
    """
    params = init_cnn(
        rng=np.random.default_rng(0), filters=4, filter_size=5, pool=3, image_size=21, classes=7, dtype=np.float32
    )

    for name, shape in ("F", (4, 5, 5)), ("c", (4,)), ("W", (100, 7)), ("b", (7,)):
        expect_shape(params[name], shape, hint=f"this is {name!r}")


def test_init_cnn_makes_biases_of_their_own() -> None:
    """c and b share no memory: changing one in place leaves the other as it was.

    c, b = np.zeros(filters, dtype), np.zeros(classes, dtype)
    """
    params = init_cnn(np.random.default_rng(0))

    assert not np.shares_memory(params["c"], params["b"]), "expected  two arrays\ngot       parts of one array"


def test_init_cnn_scales_all_filters_alike() -> None:
    """Filters are of different lengths, as chance has it: what is scaled is the distribution, not each filter.

    F = rng.standard_normal((filters, filter_size, filter_size)) * np.sqrt(2 / filter_size**2)
    """
    lengths = np.sqrt((init_cnn(np.random.default_rng(0))["F"] ** 2).sum(axis=(1, 2)))

    assert np.ptp(lengths) > 0.01, f"expected  filters of different lengths\ngot       {lengths}"


def test_init_cnn_draws_filters_and_weights_one_after_the_other() -> None:
    """W does not begin with the numbers of F: both come from one rng, and neither from a copy of it.

    F = rng.standard_normal((filters, filter_size, filter_size)) * np.sqrt(2 / filter_size**2)
    W = rng.standard_normal((fan_in, classes)) * np.sqrt(2 / fan_in)
    """
    params = init_cnn(np.random.default_rng(0))

    ratio = params["W"].ravel()[:72] / params["F"].ravel()
    assert np.ptp(ratio) > 1e-6, f"expected  a W of its own\ngot       a W that begins with {ratio[0]:.4g} * F"


def test_init_cnn_leaves_numpys_global_generator_alone() -> None:
    """np.random itself is neither drawn from nor seeded: other code may rely on it.

    F = rng.standard_normal(shape)  # not np.random.seed(...), nor np.random.randn(...)
    """
    init_cnn(np.random.default_rng(7))
    before = str(np.random.get_state(legacy=False))

    init_cnn(np.random.default_rng(8))

    after = str(np.random.get_state(legacy=False))
    assert before == after, "expected  np.random as it was\ngot       a np.random that was drawn from, or seeded"


def test_forward_cnn_refuses_what_does_not_fit() -> None:
    """Filters and pools larger than the image, and biases and weights for other sizes, raise a ValueError.

    Z = conv_forward(X, F, c)  # raises a ValueError for F and c, as max_pool does for pool
    scores = flat @ W + b  # NumPy raises a ValueError for W and b
    """
    X, _, params = network()
    F, c, W, b = (params[name] for name in ("F", "c", "W", "b"))

    expect_error(lambda: forward_cnn(X, np.ones((2, 7, 3)), c, W, b))
    expect_error(lambda: forward_cnn(X, F, c, W, b, 6))
    expect_error(lambda: forward_cnn(X, F, np.ones(3), W, b))
    expect_error(lambda: forward_cnn(X, F, c, W[:-1], b))
    expect_error(lambda: forward_cnn(X, F, c, np.ones((18, 4)), b))
    expect_error(lambda: forward_cnn(X, F, c, W, np.ones(3)))


def test_forward_cnn_takes_its_arguments_by_name() -> None:
    """A caller may pass X, F, c, W, b and pool by name, as in forward_cnn(X, **params).

    def forward_cnn(X: Array, F: Array, c: Array, W: Array, b: Array, pool: int = 2) -> tuple[Array, Array, Array]:
    """
    X, _, params = network()
    params["W"] = params["W"][:2]

    _, P, _ = forward_cnn(X=X, pool=3, **params)

    expect_shape(P, (3, 2, 1, 1))


def test_forward_cnn_keeps_float32() -> None:
    """float32 images and parameters give float32 layers.

    P = np.zeros(shape, dtype=Z.dtype)  # wherever a new array is made, give it the dtype
    """
    X, _, params = network(np.float32)

    for name, layer in zip("ZPA", forward(X, params), strict=True):
        expect_dtype(layer, np.float32, hint=f"this is {name}")


def test_forward_cnn_never_overflows_in_float32() -> None:
    """Scores of 0 and 10,000 give probabilities of 0 and 1 in float32 too, without a warning.

    E = np.exp(scores - scores.max(axis=1, keepdims=True))
    """
    X, F = np.full((2, 3, 3), 100, dtype=np.float32), np.full((1, 2, 2), 25, dtype=np.float32)
    X[1] = 0
    W, zeros = np.array([[0, 1]], dtype=np.float32), np.zeros(2, dtype=np.float32)

    _, _, A = forward_cnn(X, F, zeros[:1], W, zeros)

    expect_close(A, [[0.0, 1.0], [0.5, 0.5]], atol=1e-6)


def test_forward_cnn_does_without_loops_over_images() -> None:
    """300 images take no more steps of Python than 3: each layer takes all of them at once.

    flat = P.reshape(len(P), -1)  # one row per image, all at once
    """
    params = tiny()

    expect_no_loop(lambda n: forward(np.ones((n, 3, 3)), params))


def test_cnn_loss_and_grads_refuses_truths_that_do_not_fit() -> None:
    """Truths of a shape that NumPy would broadcast raise a ValueError that names both shapes.

    if y.shape != A.shape:
        raise ValueError(f"y has shape {y.shape}, but the probabilities have shape {A.shape}")
    """
    X, y, params = network()

    expect_error(lambda: cnn_loss_and_grads(X, y[0], params), [(3, 4), X.shape], (4,))
    expect_error(lambda: cnn_loss_and_grads(X, y[:1], params), [(3, 4), X.shape], (1, 4))
    expect_error(lambda: cnn_loss_and_grads(X, y[:, :1], params), [(3, 4), X.shape], (3, 1))
    expect_error(lambda: cnn_loss_and_grads(X, y[:, 0], params))
    expect_error(lambda: cnn_loss_and_grads(X, y[:2], params))


def test_cnn_loss_and_grads_refuses_no_samples() -> None:
    """Without images there is no mean, and a ValueError says so.

    if not len(X):
        raise ValueError("there are no samples, so there is no mean loss")
    """
    X, y, params = network()

    expect_error(lambda: cnn_loss_and_grads(X[:0], y[:0], params))


def test_cnn_loss_and_grads_measures_what_is_unlikely() -> None:
    """Scores of 13 against 0 leave the truth a probability of about 2e-6, and cost ln(1 + e^13) = 13.000002.

    loss = cross_entropy(A, y)  # its guard against ln 0 is far below 1e-6
    """
    params = {**tiny(), "b": np.array([13.0, 0.0])}

    loss, _ = cnn_loss_and_grads(np.zeros((1, 3, 3)), np.array([[0.0, 1.0]]), params)

    expect_number(loss, math.log(1 + math.exp(13)), atol=1e-5)


def test_cnn_loss_and_grads_survives_certainty_in_float32() -> None:
    """To be certain and wrong costs a finite 10 or more in float32 too, without a warning.

    loss = cross_entropy(A, y)  # its guard is a number that float32 can tell from 0
    """
    _, _, params = network(np.float32)
    params["b"] = np.array([1e4, 0, 0, -1e4], dtype=np.float32)

    loss, grads = cnn_loss_and_grads(
        np.ones((1, 6, 7), dtype=np.float32), np.array([[0, 0, 0, 1]], dtype=np.float32), params
    )

    assert 10 <= loss < math.inf, f"expected  a finite loss of 10 or more\ngot       {loss}"
    expect_close(grads["b"], [1, 0, 0, -1], atol=1e-6)


def test_cnn_loss_and_grads_keeps_float32() -> None:
    """float32 images, truths and parameters give float32 gradients.

    dA = (A - y) / len(X)  # a Python number keeps the dtype; np.zeros makes float64 unless told
    """
    X, y, params = network(np.float32)

    for name, grad in cnn_loss_and_grads(X, y, params)[1].items():
        expect_dtype(grad, np.float32, hint=f"this is the gradient of {name!r}")


def test_cnn_loss_and_grads_does_without_loops_over_images() -> None:
    """300 images take no more steps of Python than 3: each layer takes all of them at once.

    dW = P.reshape(len(P), -1).T @ dA  # one product sums over all images
    """
    params = tiny()

    expect_no_loop(lambda n: cnn_loss_and_grads(np.ones((n, 3, 3)), np.full((n, 2), [1.0, 0.0]), params))
