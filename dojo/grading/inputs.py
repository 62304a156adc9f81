"""Make hidden inputs: for each function of the course, a call with new numbers and sizes for each seed."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dojo.grading.inside import losses
from dojo.grading.reference import reference
from dojo.verdict.call_outcome import Call

Array = NDArray[Any]
Rng = np.random.Generator
Make = Callable[[Rng], Call]


def call(*args: Any, **kwargs: Any) -> Call:
    """Return a call with these arguments."""
    return Call(args, kwargs)


def size(rng: Rng, least: int = 2, most: int = 6) -> int:
    """Return a small size."""
    return int(rng.integers(least, most + 1))


def normal(rng: Rng, *shape: int) -> Array:
    """Return normal numbers in a shape."""
    return rng.standard_normal(shape)


def classes(rng: Rng, n: int, count: int) -> Array:
    """Return one-hot rows."""
    return np.eye(count)[rng.integers(count, size=n)]


def chances(rng: Rng, *shape: int) -> Array:
    """Return probabilities that are neither 0 nor 1."""
    return rng.uniform(0.05, 0.95, shape)


def coins(rng: Rng, *shape: int) -> Array:
    """Return zeros and ones."""
    return rng.integers(2, size=shape).astype(float)


def layers(rng: Rng, *sizes: int) -> list[Array]:
    """Return weights and biases of a network."""
    pairs = zip(sizes, sizes[1:], strict=False)
    return [part for n, k in pairs for part in (0.5 * normal(rng, n, k) / n**0.5, 0.3 * normal(rng, k))]


def named(params: list[Array]) -> dict[str, Array]:
    """Return weights and biases by their names."""
    return {f"{'Wb'[i % 2]}{i // 2 + 1}": param for i, param in enumerate(params)}


def some(rng: Rng) -> dict[str, Array]:
    """Return parameters of several shapes."""
    return {"W": normal(rng, size(rng), 2), "b": normal(rng, size(rng)), "c": normal(rng, 1)}


def module_1() -> dict[str, dict[str, Make]]:
    """Return what makes the inputs of NumPy's chapters."""

    def rows(rng: Rng) -> Array:
        return normal(rng, size(rng, 3, 8), size(rng))

    def product(rng: Rng) -> tuple[Array, Array]:
        n, d, k = size(rng), size(rng), size(rng)
        return normal(rng, n, d), normal(rng, d, k)

    def add(rng: Rng) -> Call:
        X = rows(rng)
        return call(X, normal(rng, X.shape[1]))

    def linear(rng: Rng) -> Call:
        X, W = product(rng)
        return call(X, W, normal(rng, W.shape[1]))

    return {
        "ch11_arrays": {
            "random_matrix": lambda rng: call(size(rng, 40, 60), size(rng, 40, 60), rng.spawn(1)[0]),
            "flatten_images": lambda rng: call(normal(rng, size(rng), size(rng), size(rng))),
            "add_row": add,
            "batch": lambda rng: call(normal(rng, size(rng, 5, 9), 3), size(rng, 0, 4), size(rng)),
            "normalize": lambda rng: call(3 * rows(rng) + 2, *([0] if rng.integers(2) else [])),
        },
        "ch12_matrices": {
            "dot": lambda rng: call(*normal(rng, 2, size(rng))),
            "transpose": lambda rng: call(rows(rng)),
            "matrix_multiply": lambda rng: call(*product(rng)),
            "matrix_multiply_loops": lambda rng: call(*product(rng)),
            "linear": linear,
        },
        "ch13_functions": {
            "exponential": lambda rng: call(3 * rows(rng)),
            "positive_part": lambda rng: call(rows(rng)),
            "sigmoid": lambda rng: call(5 * rows(rng)),
        },
    }


def module_2() -> dict[str, dict[str, Make]]:
    """Return what makes the inputs of the losses', descents' and numerical gradients' chapters."""

    def chance(rng: Rng) -> Call:
        n = size(rng)
        return call(chances(rng, n, 1), coins(rng, n, 1))

    def squares(rng: Rng) -> tuple[Array, Array, Array]:
        n, d = size(rng, 3), size(rng)
        return normal(rng, n, d), normal(rng, n, 1), normal(rng, d, 1)

    def logistic(rng: Rng) -> Call:
        n, d = size(rng, 3), size(rng)
        return call(normal(rng, n, d), coins(rng, n, 1), {"W": normal(rng, d, 1), "b": normal(rng, 1)})

    def batches(rng: Rng) -> Call:
        n = size(rng, 5, 30)
        return call(normal(rng, n, 2), np.arange(float(n))[:, None], size(rng, 1, 7), rng.spawn(1)[0])

    def three(rng: Rng) -> tuple[Any, ...]:
        return normal(rng, 4, 2), normal(rng, 4, 1), some(rng)

    def judged(rng: Rng) -> Call:
        known = [losses.right, losses.stretched, losses.turned, losses.lacking, losses.right]
        names = ["".join(rng.choice(list("abcdefgh"), 6)) + str(i) for i in range(5)]
        return call(*three(rng), {name: known[i] for name, i in zip(names, rng.permutation(5), strict=True)})

    def wrong(rng: Rng) -> Call:
        return call(*three(rng), [losses.stretched, losses.turned][size(rng, 0, 1)])

    return {
        "ch21_losses": {
            "mse_loss": lambda rng: call(*normal(rng, 2, size(rng), 1)),
            "binary_cross_entropy": chance,
        },
        "ch22_gradient_descent": {
            "linear_loss_and_grad": lambda rng: call(*squares(rng)),
            "gradient_descent": lambda rng: call(*squares(rng), 0.07, losses.bend, epochs=size(rng)),
        },
        "ch23_minibatches": {
            "minibatches": batches,
            "logistic_loss_and_grads": logistic,
            "gradient_descent": lambda rng: call(*descent(rng)),
        },
        "ch24_numerical_gradients": {
            "numerical_gradient": lambda rng: call(*three(rng), losses.waves),
            "relative_error": lambda rng: call(*normal(rng, 2, size(rng), size(rng))),
            "check_gradients": wrong,
            "wrong_gradients": judged,
        },
    }


def descent(rng: Rng) -> tuple[Any, ...]:
    """Return arguments of a training whose result does not depend on the order of the samples."""
    batch, count, epochs = size(rng), size(rng), size(rng, 1, 4)
    whole = bool(rng.integers(2))
    n = batch * count
    X, y = normal(rng, n, 3), normal(rng, n, 1)
    fn = losses.bowl if whole else losses.pull
    return X, y, some(rng), 0.01, fn, n if whole else batch, epochs, rng.spawn(1)[0]


def module_3() -> dict[str, dict[str, Make]]:
    """Return what makes the inputs of the small networks' chapters."""

    def mlp(rng: Rng) -> tuple[Array, Array, list[Array]]:
        n, d, h, k = size(rng, 3), size(rng), size(rng, 3), size(rng)
        return normal(rng, n, d), classes(rng, n, k), layers(rng, d, h, k)

    def perceptron(rng: Rng) -> tuple[Array, Array, dict[str, Array]]:
        n, d = size(rng, 3), size(rng)
        return normal(rng, n, d), coins(rng, n, 1), {"W": normal(rng, d, 1), "b": normal(rng, 1)}

    def forward(rng: Rng) -> Call:
        X, _, params = perceptron(rng)
        return call(X, params["W"], params["b"])

    def backward(rng: Rng) -> Call:
        X, y, params = mlp(rng)
        A1, A2 = reference("ch33_mlp_forward").forward_mlp(X, *params)
        return call(X, A1, A2, y, params[0], params[2])

    def surprise(rng: Rng) -> Call:
        n, k = size(rng), size(rng)
        A = chances(rng, n, k)
        return call(A / A.sum(axis=1, keepdims=True), classes(rng, n, k))

    def whole(rng: Rng) -> Call:
        X, y, params = mlp(rng)
        return call(X, y, named(params))

    def scores(rng: Rng) -> Call:
        return call(2 * normal(rng, size(rng), size(rng, 3)))

    def init(rng: Rng) -> Call:
        return call(size(rng, 30, 60), size(rng, 30, 60), size(rng, 20, 30), rng.spawn(1)[0])

    return {
        "ch31_perceptron": {
            "forward_perceptron": forward,
            "perceptron_loss_and_grads": lambda rng: call(*perceptron(rng)),
            "predict_binary": lambda rng: call(chances(rng, size(rng), 1), **({"threshold": 0.3} if coins(rng) else {})),
        },
        "ch32_activations": dict.fromkeys(("relu", "relu_derivative", "sigmoid_derivative", "softmax"), scores),
        "ch33_mlp_forward": {
            "one_hot": lambda rng: call(rng.integers(5, size=size(rng)), size(rng, 5, 8)),
            "init_mlp": init,
            "forward_mlp": lambda rng: (lambda X, y, params: call(X, *params))(*mlp(rng)),
            "cross_entropy": surprise,
        },
        "ch34_backpropagation": {
            "backward_mlp": backward,
            "mlp_loss_and_grads": whole,
            "predict": lambda rng: call(chances(rng, size(rng), size(rng))),
        },
    }
