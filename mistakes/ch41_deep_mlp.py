"""Wrong and right answers to chapter 4.1."""

from collections.abc import Callable, Sequence
from typing import cast

import numpy as np
from ch11_arrays import Array, random_matrix
from ch13_functions import sigmoid
from ch23_minibatches import Params
from ch32_activations import relu, relu_derivative, sigmoid_derivative, softmax
from ch33_mlp_forward import cross_entropy
from ch41_deep_mlp import (
    Activation,
    backward_mlp,
    deep_mlp_loss_and_grads,
    forward_mlp,
    gradient_norms,
    init_deep_mlp,
)


def _draw(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating], deviation: Callable[[int, int], float]
) -> Params:
    """Draw normal weights of a standard deviation that may depend on fan-in and fan-out."""
    params: Params = {}
    for layer, (fan_in, fan_out) in enumerate(zip(sizes[:-1], sizes[1:], strict=True), start=1):
        W = rng.standard_normal((fan_in, fan_out)) * deviation(fan_in, fan_out)
        params[f"W{layer}"], params[f"b{layer}"] = W.astype(dtype), np.zeros(fan_out, dtype)
    return params


def _forward(
    X: Array,
    params: Sequence[Array],
    activation: Activation,
    bend: Callable[[Array], Array] | None = None,
    last: Callable[[Array], Array] = softmax,
) -> tuple[Array, ...]:
    """Go forward with given functions of the hidden layers and of the last one."""
    layers = list(forward_mlp(X, *params, activation=activation))
    for i in range(len(layers)):
        Z = (layers[i - 1] if i else X) @ params[2 * i] + params[2 * i + 1]
        layers[i] = last(Z) if i == len(layers) - 1 else bend(Z) if bend else layers[i]
    return tuple(layers)


def _slope(A: Array, activation: Activation) -> Array:
    """Compute an activation's slope from what it gave."""
    return (A > 0).astype(A.dtype) if activation == "relu" else A * (1 - A)


def _back(
    X: Array,
    activations: Sequence[Array],
    y: Array,
    params: Sequence[Array],
    slopes: Sequence[Array],
    dZ: Array | None = None,
) -> tuple[Array, ...]:
    """Go back with given slopes of layers 1 … D - 1, from the last layer's dZ."""
    inputs = [X, *activations[:-1]]
    dZ = (activations[-1] - y) / len(X) if dZ is None else dZ
    grads: list[Array] = []
    for i in reversed(range(len(activations))):
        grads = [inputs[i].T @ dZ, dZ.sum(axis=0), *grads]
        if i:
            dZ = dZ @ params[2 * i].T * slopes[i - 1]
    return tuple(grads)


def _loss_and_grads(X: Array, y: Array, params: Params, there: Activation, back: Activation) -> tuple[float, Params]:
    """Go forward by one activation, and back by the slope of one."""
    order = [f"{kind}{layer}" for layer in range(1, len(params) // 2 + 1) for kind in "Wb"]
    arrays = [params[name] for name in order]
    layers = forward_mlp(X, *arrays, activation=there)
    loss = cross_entropy(layers[-1], y)
    return loss, dict(zip(order, backward_mlp(X, layers, y, *arrays, activation=back), strict=True))


def wrong_init_deep_mlp__fan_in_of_the_first(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """All layers are scaled by the number of inputs of the first: each layer has its own fan-in, W's rows.

    Breaks: He normal weights (variance 2 / fan_in).
    """
    params = init_deep_mlp(sizes, rng, dtype)
    for layer, fan_in in enumerate(sizes[:-1], start=1):
        params[f"W{layer}"] = (params[f"W{layer}"] * np.sqrt(fan_in / sizes[0])).astype(dtype)
    return params


def wrong_init_deep_mlp__no_scale(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your weights have standard deviation 1, whatever the fan-in: multiply each layer's by sqrt(2 / fan_in).

    Breaks: He normal weights (variance 2 / fan_in).
    """
    params = init_deep_mlp(sizes, rng)
    for layer, fan_in in enumerate(sizes[:-1], start=1):
        params[f"W{layer}"] /= np.sqrt(2 / fan_in)
    return {name: param.astype(dtype) for name, param in params.items()}


def wrong_init_deep_mlp__hidden_layers_only(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your network lacks its last layer: D + 1 sizes make D layers, one from each size to the next.

    Breaks: W1, b1, … WD, bD.
    """
    return init_deep_mlp(sizes[:-1], rng, dtype)


def wrong_init_deep_mlp__counted_from_zero(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your names begin with W0 and b0: count layers from 1, as in W1 and b1.

    Breaks: W1, b1, … WD, bD.
    """
    params = init_deep_mlp(sizes, rng, dtype)
    return {f"{name[0]}{int(name[1:]) - 1}": param for name, param in params.items()}


def wrong_init_deep_mlp__variance_as_deviation(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your weights' standard deviation is 2 / fan_in, but that is their variance: multiply by sqrt(2 / fan_in).

    Breaks: He normal weights (variance 2 / fan_in).
    """
    return _draw(sizes, rng, dtype, lambda fan_in, _: 2 / fan_in)


def wrong_init_deep_mlp__xavier(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your weights have the variance 1 / fan_in: ReLU halves what it lets through, so He et al. take 2 / fan_in.

    Breaks: He normal weights (variance 2 / fan_in).
    """
    return _draw(sizes, rng, dtype, lambda fan_in, _: np.sqrt(1 / fan_in))


def wrong_init_deep_mlp__glorot(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your variance is 2 / (fan_in + fan_out), Glorot's, made for tanh: for ReLU it is 2 / fan_in.

    Breaks: He normal weights (variance 2 / fan_in).
    """
    return _draw(sizes, rng, dtype, lambda fan_in, fan_out: np.sqrt(2 / (fan_in + fan_out)))


def wrong_init_deep_mlp__fan_out(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your weights are scaled by the number of outputs of each layer: fan_in is that of its inputs, W's rows.

    Breaks: He normal weights (variance 2 / fan_in).
    """
    return _draw(sizes, rng, dtype, lambda _, fan_out: np.sqrt(2 / fan_out))


def wrong_init_deep_mlp__uniform(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your weights are uniform: He normal ones are normally distributed, as rng.standard_normal draws them.

    Breaks: He normal weights (variance 2 / fan_in).
    """
    params = init_deep_mlp(sizes, rng, dtype)
    for layer, (fan_in, fan_out) in enumerate(zip(sizes[:-1], sizes[1:], strict=True), start=1):
        limit = np.sqrt(6 / fan_in)
        params[f"W{layer}"] = rng.uniform(-limit, limit, (fan_in, fan_out)).astype(dtype)
    return params


def unpolished_init_deep_mlp__standardized(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """A single weight is nan, as if a layer's numbers were divided by their own std: only multiply by sqrt(2 / fan_in).

    Breaks: He normal weights (variance 2 / fan_in).
    """
    params = init_deep_mlp(sizes, rng, dtype)
    for layer, fan_in in enumerate(sizes[:-1], start=1):
        W = params[f"W{layer}"]
        params[f"W{layer}"] = ((W - W.mean()) / W.std() * np.sqrt(2 / fan_in)).astype(dtype)
    return params


def wrong_init_deep_mlp__random_biases(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your biases are random, too: they start at 0.

    Breaks: zero biases.
    """
    params = init_deep_mlp(sizes, rng, dtype)
    for layer, fan_out in enumerate(sizes[1:], start=1):
        params[f"b{layer}"] = (0.1 * rng.standard_normal(fan_out)).astype(dtype)
    return params


def unpolished_init_deep_mlp__shared_biases(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Layers of equal width share one array of biases, so a step in place moves all: give each its own np.zeros.

    Breaks: what is free is done as a NumPy user would expect.
    """
    params, zeros = init_deep_mlp(sizes, rng, dtype), dict[int, Array]()
    for layer, fan_out in enumerate(sizes[1:], start=1):
        params[f"b{layer}"] = zeros.setdefault(fan_out, params[f"b{layer}"])
    return params


def wrong_init_deep_mlp__weights_first(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """All weights come before all biases: the order is W1, b1, W2, b2, as forward_mlp takes them.

    Breaks: W1, b1, … WD, bD.
    """
    params = init_deep_mlp(sizes, rng, dtype)
    return {name: params[name] for name in sorted(params, key=lambda name: (name[0], int(name[1:])))}


def unpolished_init_deep_mlp__eats_the_sizes(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your function takes sizes out of the caller's list: reading them, by index or by zip, leaves the list alone.

    Breaks: no function changes an array, dict or list that it was passed.
    """
    params = init_deep_mlp(sizes, rng, dtype)
    if isinstance(sizes, list):
        sizes.clear()
    return params


def wrong_init_deep_mlp__own_seed(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Every network is the same, whatever rng is: draw from the rng that your function is given.

    Breaks: randomness comes only from rng; the same seed gives the same numbers.
    """
    return init_deep_mlp(sizes, np.random.default_rng(0), dtype)


def wrong_init_deep_mlp__global_numbers(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your weights do not depend on rng, so no seed repeats them: draw from rng, not from np.random itself.

    Breaks: randomness comes only from rng; the same seed gives the same numbers.
    """
    params = init_deep_mlp(sizes, rng, dtype)
    for layer, fan_in in enumerate(sizes[:-1], start=1):
        params[f"W{layer}"] = (np.random.randn(*params[f"W{layer}"].shape) * np.sqrt(2 / fan_in)).astype(dtype)
    return params


def unpolished_init_deep_mlp__global_seed(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your function draws from or seeds NumPy's global generator, which others use: draw from rng itself.

    Breaks: randomness comes only from rng; the same seed gives the same numbers.
    """
    np.random.seed(int(rng.integers(2**31)))
    params = init_deep_mlp(sizes, rng, dtype)
    for layer, fan_in in enumerate(sizes[:-1], start=1):
        params[f"W{layer}"] = (np.random.randn(*params[f"W{layer}"].shape) * np.sqrt(2 / fan_in)).astype(dtype)
    return params


def wrong_init_deep_mlp__list(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You return a list: put the arrays into a dict, under "W1", "b1", "W2", "b2" and so on.

    Breaks: W1, b1, … WD, bD.
    """
    return cast(Params, list(init_deep_mlp(sizes, rng, dtype).values()))


def wrong_init_deep_mlp__root_of_2_only(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your weights' standard deviation is sqrt(2) / fan_in: take the root of the whole, sqrt(2 / fan_in).

    Breaks: He normal weights (variance 2 / fan_in).
    """
    return _draw(sizes, rng, dtype, lambda fan_in, _: np.sqrt(2) / fan_in)


def wrong_init_deep_mlp__small_numbers(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your weights have standard deviation 0.01, whatever the fan-in: multiply each layer's by sqrt(2 / fan_in).

    Breaks: He normal weights (variance 2 / fan_in).
    """
    return _draw(sizes, rng, dtype, lambda fan_in, _: 0.01)


def wrong_init_deep_mlp__zeros(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your weights are 0, so all units of a layer stay alike: draw them from rng, and only the biases are 0.

    Breaks: He normal weights (variance 2 / fan_in).
    """
    return _draw(sizes, rng, dtype, lambda fan_in, _: 0.0)


def wrong_init_deep_mlp__from_0_to_1(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your weights are uniform and never negative, as rng.random gives them: rng.standard_normal has both signs.

    Breaks: He normal weights (variance 2 / fan_in).
    """
    params: Params = {}
    for layer, (fan_in, fan_out) in enumerate(zip(sizes[:-1], sizes[1:], strict=True), start=1):
        params[f"W{layer}"] = (rng.random((fan_in, fan_out)) * np.sqrt(2 / fan_in)).astype(dtype)
        params[f"b{layer}"] = np.zeros(fan_out, dtype)
    return params


def wrong_init_deep_mlp__bias_rows(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your biases have the shape (1, fan_out): they are vectors, np.zeros(fan_out).

    Breaks: W1, b1, … WD, bD.
    """
    params = init_deep_mlp(sizes, rng, dtype)
    return {name: param[None] if param.ndim == 1 else param for name, param in params.items()}


def wrong_init_deep_mlp__turned(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your weights have the shape (fan_out, fan_in): rows are samples here, so X @ W needs (fan_in, fan_out).

    Breaks: W1, b1, … WD, bD.
    """
    params = init_deep_mlp(sizes, rng, dtype)
    return {name: param.T for name, param in params.items()}


def wrong_init_deep_mlp__first_layer_only(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You return only W1 and b1, perhaps from inside the loop: return after it, when all layers are there.

    Breaks: W1, b1, … WD, bD.
    """
    return init_deep_mlp(sizes[:2], rng, dtype)


def wrong_init_deep_mlp__bias_of_the_fan_in(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your biases have the size of the layer's inputs: there is one for each of its units, fan_out.

    Breaks: W1, b1, … WD, bD.
    """
    params = init_deep_mlp(sizes, rng, dtype)
    for layer, fan_in in enumerate(sizes[:-1], start=1):
        params[f"b{layer}"] = np.zeros(fan_in, dtype)
    return params


def unpolished_init_deep_mlp__always_float64(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your parameters are float64 whatever dtype says: .astype(dtype) and np.zeros(fan_out, dtype=dtype) obey it.

    Breaks: float64 unless told otherwise by the keyword dtype.
    """
    return init_deep_mlp(sizes, rng)


def unpolished_init_deep_mlp__float64_biases(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your biases are float64 whatever dtype says: np.zeros(fan_out, dtype=dtype) obeys it.

    Breaks: float64 unless told otherwise by the keyword dtype.
    """
    params = init_deep_mlp(sizes, rng, dtype)
    return {name: param.astype(np.float64) if name[0] == "b" else param for name, param in params.items()}


def unpolished_init_deep_mlp__other_names(
    layers: Sequence[int], generator: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your parameters have other names than the docstring's, sizes, rng, dtype, so callers cannot name them.

    Breaks: the names are fixed.
    """
    return init_deep_mlp(layers, generator, dtype)


def wrong_forward_mlp__no_softmax(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """Your last layer has the activation of the hidden ones: the last layer's is softmax.

    Breaks: softmax last.
    """
    hidden = forward_mlp(X, *params, activation=activation)[:-1]
    Z = (hidden[-1] if hidden else X) @ params[-2] + params[-1]
    return *hidden, relu(Z) if activation == "relu" else sigmoid(Z)


def wrong_forward_mlp__softmax_everywhere(
    X: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Your hidden layers end with softmax, too: it belongs only to the last layer.

    Breaks: activation for hidden layers, softmax last.
    """
    layers = list(forward_mlp(X, *params, activation=activation))
    for i in range(len(layers)):
        layers[i] = softmax((layers[i - 1] if i else X) @ params[2 * i] + params[2 * i + 1])
    return tuple(layers)


def wrong_forward_mlp__with_the_input(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """The first thing that you return is X: return A1 … AD only.

    Breaks: A1 … AD.
    """
    return X, *forward_mlp(X, *params, activation=activation)


def wrong_forward_mlp__always_relu(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """Your hidden layers are relu's whatever activation says: where it is "sigmoid", use sigmoid.

    Breaks: activation for hidden layers.
    """
    return forward_mlp(X, *params)


def unpolished_forward_mlp__any_activation(
    X: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """An unknown activation counts as sigmoid: raise a ValueError, so that a misspelled "relu" is noticed.

    Breaks: an unknown activation: ValueError.
    """
    return forward_mlp(X, *params, activation="relu" if activation == "relu" else "sigmoid")


def wrong_forward_mlp__scores(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """Your last layer is its scores: take their softmax.

    Breaks: activation for hidden layers, softmax last.
    """
    return _forward(X, params, activation, last=lambda Z: Z)


def wrong_forward_mlp__sigmoid_last(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """Your last layer is a sigmoid's, whose rows do not sum to 1: for several classes softmax ends the network.

    Breaks: activation for hidden layers, softmax last.
    """
    return _forward(X, params, activation, last=sigmoid)


def wrong_forward_mlp__softmax_of_bent(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """The activation is applied to the last scores before softmax: softmax takes them as they are.

    Breaks: activation for hidden layers, softmax last.
    """
    return _forward(X, params, activation, last=lambda Z: softmax(relu(Z) if activation == "relu" else sigmoid(Z)))


def wrong_forward_mlp__no_bend(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """Your hidden layers have no activation, and then ten layers can do no more than one: apply it to each.

    Breaks: activation for hidden layers, softmax last.
    """
    return _forward(X, params, activation, bend=lambda Z: Z)


def wrong_forward_mlp__sigmoid_unless_told(
    X: Array, *params: Array, activation: Activation = "sigmoid"
) -> tuple[Array, ...]:
    """Your hidden layers are sigmoid's where no activation is given: the default is activation="relu".

    Breaks: activation="relu".
    """
    return forward_mlp(X, *params, activation=activation)


def wrong_forward_mlp__tanh(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """Where activation is "sigmoid", your hidden layers are tanh's: sigmoid goes from 0 to 1, tanh from -1 to 1.

    Breaks: activation for hidden layers, softmax last.
    """
    return _forward(X, params, activation, bend=relu if activation == "relu" else np.tanh)


def wrong_forward_mlp__no_biases(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """The biases are left out: each layer's scores are A @ W + b.

    Breaks: A_l = activation(A_{l-1} @ W_l + b_l).
    """
    return forward_mlp(X, *(param if param.ndim > 1 else 0 * param for param in params), activation=activation)


def wrong_forward_mlp__two_layers(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """You return two layers, whatever the depth: go through as many pairs of W and b as there are.

    Breaks: any depth.
    """
    return forward_mlp(X, *params[:4], activation=activation)


def wrong_forward_mlp__hidden_layer_needed(
    X: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """The first layer counts as a hidden one: with W1 and b1 alone it is the last, and ends with softmax.

    Breaks: any depth.
    """
    if len(params) > 2:
        return forward_mlp(X, *params, activation=activation)
    A = relu(X @ params[0] + params[1]) if activation == "relu" else sigmoid(X @ params[0] + params[1])
    return A, softmax(A @ params[-2] + params[-1])


def unpolished_forward_mlp__late_refusal(
    X: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """An unknown activation is refused only where a hidden layer uses it: check it before anything else.

    Breaks: an unknown activation: ValueError.
    """
    return forward_mlp(X, *params, activation=activation if len(params) > 2 else "relu")


def unpolished_forward_mlp__key_error(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """An unknown activation is a KeyError, perhaps from a dict: a ValueError can say what is known.

    Breaks: an unknown activation: ValueError.
    """
    known: dict[str, Activation] = {"relu": "relu", "sigmoid": "sigmoid"}
    return forward_mlp(X, *params, activation=known[activation])


def unpolished_forward_mlp__relu_for_unknown(
    X: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """An unknown activation counts as relu: raise a ValueError, so that a misspelled "sigmoid" is noticed.

    Breaks: an unknown activation: ValueError.
    """
    return forward_mlp(X, *params, activation="sigmoid" if activation == "sigmoid" else "relu")


def unpolished_forward_mlp__sigmoid_overflows(
    X: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Your sigmoid overflows at large scores, with a RuntimeWarning: chapter 1.3's stable one does not.

    Breaks: no RuntimeWarning and no nan for values up to 1e4.
    """
    return _forward(X, params, activation, bend=relu if activation == "relu" else lambda Z: 1 / (1 + np.exp(-Z)))


def wrong_forward_mlp__softmax_overflows(
    X: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """At large scores your softmax is nan, perhaps from e to the power of them: subtract each row's largest first.

    Breaks: no RuntimeWarning and no nan for values up to 1e4.
    """

    def last(Z: Array) -> Array:
        E: Array = np.exp(Z)
        return E / E.sum(axis=1, keepdims=True)

    return _forward(X, params, activation, last=last)


def wrong_forward_mlp__softmax_of_the_batch(
    X: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Softmax subtracts the largest score of the whole batch, and the other rows become 0/0: take each row's own.

    Breaks: no RuntimeWarning and no nan for values up to 1e4.
    """

    def last(Z: Array) -> Array:
        E: Array = np.exp(Z - Z.max())
        return E / E.sum(axis=1, keepdims=True)

    return _forward(X, params, activation, last=last)


def unpolished_forward_mlp__turns_weights(
    X: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """A W that does not fit is transposed, which hides the caller's mistake: let NumPy raise its ValueError.

    Breaks: shapes that do not fit raise ValueError.
    """
    turned, width = list(params), X.shape[1]
    for i in range(0, len(params), 2):
        turned[i] = params[i] if len(params[i]) == width else params[i].T
        width = len(turned[i].T)
    return forward_mlp(X, *turned, activation=activation)


def wrong_forward_mlp__last_layer_only(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """You return only the probabilities: the backward pass needs all layers, A1 … AD, so return them all.

    Breaks: A1 … AD.
    """
    return cast(tuple[Array, ...], forward_mlp(X, *params, activation=activation)[-1])


def wrong_forward_mlp__first_layer_only(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """You return only the first layer, perhaps from inside the loop: return after it, when all are there.

    Breaks: A1 … AD.
    """
    return forward_mlp(X, *params, activation=activation)[:1]


def wrong_forward_mlp__scores_of_each_layer(
    X: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """You return each layer's scores, before the activation: return what comes after it, A1 … AD.

    Breaks: A1 … AD.
    """
    inputs = [X, *forward_mlp(X, *params, activation=activation)[:-1]]
    return tuple(A @ W + b for A, W, b in zip(inputs, params[::2], params[1::2], strict=True))


def wrong_forward_mlp__weights_turned(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """The product is with W.T, or fits only by chance: rows are samples, so it is A @ W.

    Breaks: A_l = activation(A_{l-1} @ W_l + b_l).
    """
    return forward_mlp(X, *(param.T for param in params), activation=activation)


def wrong_forward_mlp__softmax_down_the_columns(
    X: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Your probabilities sum to 1 down the columns: a row is a sample, so softmax is over axis 1.

    Breaks: softmax last.
    """
    return _forward(X, params, activation, last=lambda Z: softmax(Z.T).T)


def wrong_forward_mlp__no_return(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """Your function returns None: end it with return tuple(activations).

    Breaks: A1 … AD.
    """
    return cast(tuple[Array, ...], None)


def unpolished_forward_mlp__list(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """Your layers are in a list: tuple(...) around it gives what the type says.

    Breaks: tuple[Array, ...].
    """
    return cast(tuple[Array, ...], list(forward_mlp(X, *params, activation=activation)))


def unpolished_forward_mlp__float64(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """Your layers are float64 though all inputs are float32: NumPy's own functions keep the dtype.

    Breaks: float32 inputs alone give float32.
    """
    return tuple(layer.astype(np.float64) for layer in forward_mlp(X, *params, activation=activation))


def unpolished_forward_mlp__loop(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """Your function goes through the samples one by one: a matrix product takes them all, much faster.

    Breaks: no loops over samples in chapters 3 and 4.
    """
    rows = [forward_mlp(X[[i]], *params, activation=activation) for i in range(len(X))]
    return tuple(np.concatenate(layer) for layer in zip(*rows, strict=True))


def wrong_backward_mlp__no_mean(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Your gradients are sums over the samples: divide the last layer's dZ by n, once.

    Breaks: every gradient of a loss is that of the mean loss, with its 1/n.
    """
    return tuple(grad * len(X) for grad in backward_mlp(X, activations, y, *params, activation=activation))


def wrong_backward_mlp__mean_at_each_layer(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Your gradients are divided by n at each layer: once is enough, in the last layer's dZ, which all others inherit.

    Breaks: the mean loss's gradients, with one 1/n.
    """
    grads = backward_mlp(X, activations, y, *params, activation=activation)
    depth = len(grads) // 2
    return tuple(grad / len(X) ** (depth - 1 - i // 2) for i, grad in enumerate(grads))


def wrong_backward_mlp__always_relu(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Where activation is "sigmoid", the slope to multiply by is A * (1 - A): yours is relu's there, or none.

    Breaks: activation for hidden layers.
    """
    return backward_mlp(X, activations, y, *params)


def wrong_backward_mlp__no_mask(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Where activation is "relu", gradients pass through silent units: multiply by A > 0 (A >= 0 holds everywhere).

    Breaks: dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1}).
    """
    if activation != "relu":
        return backward_mlp(X, activations, y, *params, activation=activation)
    return _back(X, activations, y, params, [np.ones_like(A) for A in activations[:-1]])


def wrong_backward_mlp__sigmoid_of_the_layer(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """The slope is that of the sigmoid of A, but A is a sigmoid already: it is A * (1 - A).

    Breaks: dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1}).
    """
    if activation != "sigmoid":
        return backward_mlp(X, activations, y, *params, activation=activation)
    return _back(X, activations, y, params, [sigmoid(A) * (1 - sigmoid(A)) for A in activations[:-1]])


def wrong_backward_mlp__last_layer_first(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Your gradients come last layer first, as you find them: dW1, db1 come first.

    Breaks: dW1, db1, … dWD, dbD.
    """
    grads = backward_mlp(X, activations, y, *params, activation=activation)
    return tuple(grad for i in range(len(grads) - 2, -1, -2) for grad in grads[i : i + 2])


def wrong_backward_mlp__biases_keepdims(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Your bias gradients have the shape (1, h): biases are vectors, so sum over axis 0 without keepdims.

    Breaks: gradients in the shapes of the parameters.
    """
    grads = backward_mlp(X, activations, y, *params, activation=activation)
    return tuple(grad[None] if grad.ndim == 1 else grad for grad in grads)


def wrong_backward_mlp__mean_of_biases(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Your bias gradients are divided by n once too often: where 1/n is in dZ already, they are the sum of its rows.

    Breaks: db_l = sum of dZ_l's rows.
    """
    grads = backward_mlp(X, activations, y, *params, activation=activation)
    return tuple(grad if grad.ndim > 1 else grad / len(X) for grad in grads)


def wrong_backward_mlp__mean_of_entries(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Your gradients are divided by the number of y's entries: a mean over samples divides by that of its rows, len(X).

    Breaks: a mean is taken over samples.
    """
    grads = backward_mlp(X, activations, y, *params, activation=activation)
    return tuple(grad / y.shape[1] for grad in grads)


def wrong_backward_mlp__mean_of_the_last_layer(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Only your last layer's gradients have their 1/n: divide dZ before it goes back.

    Breaks: every gradient is that of the mean loss.
    """
    grads = backward_mlp(X, activations, y, *params, activation=activation)
    return *(grad * len(X) for grad in grads[:-2]), *grads[-2:]


def wrong_backward_mlp__sign(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """All your gradients have the wrong sign: the error is A_D - y, not y - A_D.

    Breaks: dZ_D = (A_D - y) / n.
    """
    grads = backward_mlp(X, activations, y, *params, activation=activation)
    return tuple(-grad for grad in grads)


def wrong_backward_mlp__no_slope(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """The activation's slope is missing, for relu and sigmoid: multiply dZ @ W.T by it, on the way to each layer.

    Breaks: dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1}).
    """
    return _back(X, activations, y, params, [np.ones_like(A) for A in activations[:-1]])


def wrong_backward_mlp__slope_of_the_top_only(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Only the last hidden layer's slope is in your gradients: each hidden layer has its own, on the way to it.

    Breaks: dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1}).
    """
    *below, top = [_slope(A, activation) for A in activations[:-1]] or [X]
    return _back(X, activations, y, params, [*map(np.ones_like, below), top])


def wrong_backward_mlp__always_sigmoid(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Your slope is A * (1 - A), sigmoid's, whatever activation says: relu's is 1 where A > 0, else 0.

    Breaks: dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1}).
    """
    return _back(X, activations, y, params, [_slope(A, "sigmoid") for A in activations[:-1]])


def wrong_backward_mlp__sigmoid_unless_told(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "sigmoid"
) -> tuple[Array, ...]:
    """Your slope is sigmoid's where no activation is given: the default is activation="relu".

    Breaks: activation="relu".
    """
    return backward_mlp(X, activations, y, *params, activation=activation)


def wrong_backward_mlp__times_the_layer(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Where activation is "relu", the gradient is multiplied by A: relu's slope is 1 where A is positive, else 0.

    Breaks: dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1}).
    """
    slopes = [A if activation == "relu" else _slope(A, activation) for A in activations[:-1]]
    return _back(X, activations, y, params, slopes)


def wrong_backward_mlp__tanh_slope(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Where activation is "sigmoid", your slope is 1 - A ** 2, tanh's: sigmoid's is A * (1 - A).

    Breaks: dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1}).
    """
    slopes = [1 - A**2 if activation == "sigmoid" else _slope(A, activation) for A in activations[:-1]]
    return _back(X, activations, y, params, slopes)


def unpolished_backward_mlp__propped_slope(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Sigmoid's slope is kept away from 0: where A is 0 or 1 nothing comes back, and so gradients do vanish.

    Breaks: dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1}).
    """
    least = 1e-3 if activation == "sigmoid" else 0
    return _back(X, activations, y, params, [np.maximum(_slope(A, activation), least) for A in activations[:-1]])


def wrong_backward_mlp__scores_without_bias(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """The slope is taken at A @ W, which lacks the bias: the layer's own numbers tell the slope.

    Breaks: dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1}).
    """
    scores = [A @ W for A, W in zip([X, *activations[:-2]], params[:-2:2], strict=True)] if len(params) > 2 else []
    layers = [relu(Z) if activation == "relu" else sigmoid(Z) for Z in scores]
    return _back(X, activations, y, params, [_slope(A, activation) for A in layers])


def wrong_backward_mlp__slope_of_the_loss(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Your last dZ has a factor A * (1 - A), a sigmoid's slope: softmax and cross-entropy together leave just A_D - y.

    Breaks: dZ_D = (A_D - y) / n.
    """
    A = activations[-1]
    slopes = [_slope(layer, activation) for layer in activations[:-1]]
    return _back(X, activations, y, params, slopes, (A - y) * A * (1 - A) / len(X))


def wrong_backward_mlp__divides_by_zero(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Where A_D is 0, your gradients are nan, perhaps from a division by it: softmax and logarithm leave just A_D - y.

    Breaks: no RuntimeWarning and no nan for values up to 1e4.
    """
    A, slopes = activations[-1], [_slope(layer, activation) for layer in activations[:-1]]
    dA = -y / A / len(X)
    return _back(X, activations, y, params, slopes, A * (dA - (dA * A).sum(axis=1, keepdims=True)))


def wrong_backward_mlp__weights_of_the_layer_below(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """The gradient goes back through the W of the layer before, which fits only by chance: dZ_l goes back through W_l.

    Breaks: dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1}).
    """
    below = [*params[:2], *params[:-2]]
    return _back(X, activations, y, below, [_slope(A, activation) for A in activations[:-1]])


def wrong_backward_mlp__not_transposed(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """The gradient goes back through W itself, which fits only where W is square: it is dZ @ W.T.

    Breaks: dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1}).
    """
    turned = [param.T for param in params]
    return _back(X, activations, y, turned, [_slope(A, activation) for A in activations[:-1]])


def wrong_backward_mlp__last_layer_first_in_a_list(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Your gradients come last layer first, as you find them: dW1, db1 come first.

    Breaks: dW1, db1, … dWD, dbD.
    """
    grads = backward_mlp(X, activations, y, *params, activation=activation)
    return cast(tuple[Array, ...], [grad for i in range(len(grads) - 2, -1, -2) for grad in grads[i : i + 2]])


def wrong_backward_mlp__mean_everywhere(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """All your gradients are divided by n twice: once is enough, in the last layer's dZ.

    Breaks: the mean loss's gradients, with one 1/n.
    """
    return tuple(grad / len(X) for grad in backward_mlp(X, activations, y, *params, activation=activation))


def wrong_backward_mlp__no_first_layer(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """The first layer's gradients are missing, perhaps as a range ends too early: dW1 = X.T @ dZ1 and db1 come first.

    Breaks: dW1, db1, … dWD, dbD.
    """
    return backward_mlp(X, activations, y, *params, activation=activation)[2:]


def wrong_backward_mlp__wide_awake(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Where activation is "relu", units of 0.1 and less count as silent: relu's slope is 1 wherever A > 0.

    Breaks: dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1}).
    """
    slopes = [(A > 0.1) * 1.0 if activation == "relu" else A * (1 - A) for A in activations[:-1]]
    return _back(X, activations, y, params, slopes)


def wrong_backward_mlp__all_reversed(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Your gradients come in reverse, dbD, dWD, … db1, dW1: reverse the order, dW1, db1, … dWD, dbD.

    Breaks: dW1, db1, … dWD, dbD.
    """
    return backward_mlp(X, activations, y, *params, activation=activation)[::-1]


def wrong_backward_mlp__bias_before_weight(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Each db comes before its dW: the order is dW1, db1, … dWD, dbD.

    Breaks: dW1, db1, … dWD, dbD.
    """
    grads = backward_mlp(X, activations, y, *params, activation=activation)
    return tuple(grads[i ^ 1] for i in range(len(grads)))


def wrong_backward_mlp__weights_first(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """All weights' gradients come before those of the biases: the order is dW1, db1, … dWD, dbD.

    Breaks: dW1, db1, … dWD, dbD.
    """
    grads = backward_mlp(X, activations, y, *params, activation=activation)
    return *grads[::2], *grads[1::2]


def wrong_backward_mlp__pairs(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Each layer's two gradients are a pair of their own: return one flat tuple, dW1, db1, … dWD, dbD.

    Breaks: dW1, db1, … dWD, dbD.
    """
    grads = backward_mlp(X, activations, y, *params, activation=activation)
    return cast(tuple[Array, ...], tuple(zip(grads[::2], grads[1::2], strict=True)))


def wrong_backward_mlp__last_layer_only(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """You return only the last layer's gradients, perhaps from inside the loop: return after it.

    Breaks: dW1, db1, … dWD, dbD.
    """
    return backward_mlp(X, activations, y, *params, activation=activation)[-2:]


def wrong_backward_mlp__weights_only(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """You return only the weights' gradients: the biases learn, too, so it is dW1, db1, … dWD, dbD.

    Breaks: dW1, db1, … dWD, dbD.
    """
    return backward_mlp(X, activations, y, *params, activation=activation)[::2]


def wrong_backward_mlp__no_return(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Your function returns None: end it with return tuple(grads).

    Breaks: dW1, db1, … dWD, dbD.
    """
    return cast(tuple[Array, ...], None)


def wrong_backward_mlp__slope_of_the_layer_above(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """The slope is that of the layer after, which fits only by chance: on the way to layer l - 1 it is that of A_l-1.

    Breaks: dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1}).
    """
    return _back(X, activations, y, params, [_slope(A, activation) for A in activations[1:]])


def wrong_backward_mlp__slope_of_the_layer_above_where_it_fits(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Where layers are equally wide, the slope is that of the layer after: on the way to layer l - 1 it is A_l-1's.

    Breaks: dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1}).
    """
    pairs = zip(activations[:-1], activations[1:], strict=True)
    layers = [above if above.shape == own.shape else own for own, above in pairs]
    return _back(X, activations, y, params, [_slope(A, activation) for A in layers])


def wrong_backward_mlp__output_of_each_layer(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Each dW is made from what its layer gave: it is made from the layer's input, X for dW1 and A_l-1 for dW_l.

    Breaks: dW_l = A_{l-1}.T @ dZ_l.
    """
    dZ, grads = (activations[-1] - y) / len(X), list[Array]()
    for i in reversed(range(len(activations))):
        grads = [activations[i].T @ dZ, dZ.sum(axis=0), *grads]
        if i:
            dZ = dZ @ params[2 * i].T * _slope(activations[i - 1], activation)
    return tuple(grads)


def wrong_backward_mlp__through_the_gradient(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """The gradient goes back through dW, itself a gradient: it goes through the weights, dZ @ W.T.

    Breaks: dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1}).
    """
    inputs, dZ, grads = [X, *activations[:-1]], (activations[-1] - y) / len(X), list[Array]()
    for i in reversed(range(len(activations))):
        grads = [inputs[i].T @ dZ, dZ.sum(axis=0), *grads]
        if i:
            dZ = dZ @ grads[0].T * _slope(inputs[i], activation)
    return tuple(grads)


def wrong_backward_mlp__matrix_product_with_the_slope(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """The activation's slope comes in by a matrix product, which mixes samples: multiply entry by entry, with *.

    Breaks: dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1}).
    """
    inputs, dZ, grads = [X, *activations[:-1]], (activations[-1] - y) / len(X), list[Array]()
    for i in reversed(range(len(activations))):
        grads = [inputs[i].T @ dZ, dZ.sum(axis=0), *grads]
        if i:
            dZ = dZ @ params[2 * i].T @ _slope(inputs[i], activation).T
    return tuple(grads)


def wrong_backward_mlp__slope_of_the_last_layer(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """The activation's slope is taken at the last layer, too: softmax and cross-entropy together leave just A_D - y.

    Breaks: dZ_D = (A_D - y) / n.
    """
    slopes = [_slope(layer, activation) for layer in activations]
    return _back(X, activations, y, params, slopes, (activations[-1] - y) / len(X) * slopes[-1])


def wrong_backward_mlp__times_the_output(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Your last dZ has a factor A_D: softmax and cross-entropy together leave just A_D - y.

    Breaks: dZ_D = (A_D - y) / n.
    """
    slopes = [_slope(layer, activation) for layer in activations[:-1]]
    return _back(X, activations, y, params, slopes, (activations[-1] - y) * activations[-1] / len(X))


def wrong_backward_mlp__negative_slope_lost(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Where activation is "relu", negative entries of dZ @ W.T are lost: what decides is where A is positive.

    Breaks: dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1}).
    """
    inputs, dZ, grads = [X, *activations[:-1]], (activations[-1] - y) / len(X), list[Array]()
    for i in reversed(range(len(activations))):
        grads = [inputs[i].T @ dZ, dZ.sum(axis=0), *grads]
        if i:
            dA = dZ @ params[2 * i].T
            dZ = dA * _slope(dA if activation == "relu" else inputs[i], activation)
    return tuple(grads)


def wrong_backward_mlp__biases_by_row(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Your bias gradients have a number for each sample: sum dZ over axis 0, for one number a unit.

    Breaks: db_l = sum of dZ_l's rows.
    """
    inputs, dZ, grads = [X, *activations[:-1]], (activations[-1] - y) / len(X), list[Array]()
    for i in reversed(range(len(activations))):
        grads = [inputs[i].T @ dZ, dZ.sum(axis=1), *grads]
        if i:
            dZ = dZ @ params[2 * i].T * _slope(inputs[i], activation)
    return tuple(grads)


def wrong_backward_mlp__transposed(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Your weight gradients are transposed: dW = A.T @ dZ has the shape of W, dZ.T @ A that of W.T.

    Breaks: gradients in the shapes of the parameters.
    """
    return tuple(grad.T for grad in backward_mlp(X, activations, y, *params, activation=activation))


def wrong_backward_mlp__twice(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Your gradients are twice what they should be: a 2 belongs to squared errors, and cross-entropy has none.

    Breaks: dZ_D = (A_D - y) / n.
    """
    return tuple(2 * grad for grad in backward_mlp(X, activations, y, *params, activation=activation))


def wrong_backward_mlp__takes_the_last_layer_out(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Your function takes layers out of the caller's list: read activations[-1], where pop() removes it.

    Breaks: no function changes an array, dict or list that it was passed.
    """
    grads = backward_mlp(X, activations, y, *params, activation=activation)
    if isinstance(activations, list):
        activations.pop()
    else:
        activations[-1][:] = 0
    return grads


def unpolished_backward_mlp__list(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Your gradients are in a list: tuple(...) around it gives what the type says.

    Breaks: tuple[Array, ...].
    """
    return cast(tuple[Array, ...], list(backward_mlp(X, activations, y, *params, activation=activation)))


def unpolished_backward_mlp__float64_mask(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Gradients become float64 though all inputs are float32, perhaps from a mask of float64: A > 0 keeps the dtype.

    Breaks: float32 inputs alone give float32.
    """
    slopes = [np.where(A > 0, 1.0, 0.0) if activation == "relu" else A * (1 - A) for A in activations[:-1]]
    return _back(X, activations, y, params, slopes)


def unpolished_backward_mlp__nothing_from_zero(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Samples that are certain and wrong teach nothing, perhaps since you divide by A_D, kept off 0: A_D - y divides by
    nothing.

    Breaks: dZ_D = (A_D - y) / n.
    """
    A, slopes = activations[-1], [_slope(layer, activation) for layer in activations[:-1]]
    dA = -y / np.maximum(A, 1e-12) / len(X)
    return _back(X, activations, y, params, slopes, A * (dA - (dA * A).sum(axis=1, keepdims=True)))


def unpolished_backward_mlp__mask_in_place(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Your function writes into the caller's hidden layers: A > 0 or A * (1 - A) makes a new array.

    Breaks: no function changes an array that it was passed.
    """
    grads = backward_mlp(X, activations, y, *params, activation=activation)
    for A in activations[:-1]:
        A[...] = _slope(A, activation)
    return grads


def unpolished_backward_mlp__inserts_the_input(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Your function puts X into the caller's list of layers, or needs a list: [X, *activations[:-1]] makes a new one.

    Breaks: no function changes an array, dict or list that it was passed.
    """
    if isinstance(activations, list):
        activations.insert(0, X)
        return backward_mlp(X, activations[1:], y, *params, activation=activation)
    return backward_mlp(X, activations, y, *params, activation=activation)


def wrong_backward_mlp__error_in_place(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Your function writes dZ into the caller's A_D, so the probabilities are lost: A_D - y makes a new array.

    Breaks: no function changes an array that it was passed.
    """
    A = activations[-1]
    A -= y
    A /= len(X)
    return _back(X, activations, y, params, [_slope(A, activation) for A in activations[:-1]], A)


def unpolished_backward_mlp__any_activation(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """An unknown activation counts as sigmoid: raise a ValueError, so that a misspelled "relu" is noticed.

    Breaks: an unknown activation: ValueError.
    """
    return backward_mlp(X, activations, y, *params, activation="relu" if activation == "relu" else "sigmoid")


def unpolished_backward_mlp__late_refusal(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """An unknown activation is refused only where a hidden layer uses it: check it before anything else.

    Breaks: an unknown activation: ValueError.
    """
    return backward_mlp(X, activations, y, *params, activation=activation if len(params) > 2 else "relu")


def unpolished_backward_mlp__loop(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Your function goes through the samples one by one: A.T @ dZ sums over all of them at once, much faster.

    Breaks: no loops over samples in chapters 3 and 4.
    """
    rows: list[tuple[Array, ...]] = []
    for i in range(len(X)):
        layers = [A[[i]] for A in activations]
        rows.append(backward_mlp(X[[i]], layers, y[[i]], *params, activation=activation))
    return tuple(np.mean(grads, axis=0) for grads in zip(*rows, strict=True))


def wrong_deep_mlp_loss_and_grads__sorted_names(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """The names are sorted as words, where W10 comes before W2: count the layers, or sort by the number in the name.

    Breaks: any depth.
    """
    numbers = sorted(name[1:] for name in params if name.startswith("W"))
    order = [f"{kind}{number}" for number in numbers for kind in "Wb"]
    arrays = [params[name] for name in order]
    activations = forward_mlp(X, *arrays)
    loss = cross_entropy(activations[-1], y)
    return loss, dict(zip(order, backward_mlp(X, activations, y, *arrays), strict=True))


def wrong_deep_mlp_loss_and_grads__three_layers(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Three layers are named one by one, so other depths break: go through as many layers as params has.

    Breaks: any depth.
    """
    return deep_mlp_loss_and_grads(X, y, {name: params[name] for name in ("W1", "b1", "W2", "b2", "W3", "b3")})


def unpolished_deep_mlp_loss_and_grads__unchecked(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """A y of another shape than the last layer's is broadcast without an error: call cross_entropy, which refuses it.

    Breaks: …_loss_and_grads refuse what NumPy would broadcast in silence.
    """
    order = [f"{kind}{layer}" for layer in range(1, len(params) // 2 + 1) for kind in "Wb"]
    arrays = [params[name] for name in order]
    activations = forward_mlp(X, *arrays)
    loss = float(-np.mean(np.sum(y * np.log(np.maximum(activations[-1], 1e-15)), axis=1)))
    return loss, dict(zip(order, backward_mlp(X, activations, y, *arrays), strict=True))


def wrong_deep_mlp_loss_and_grads__keys(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your gradients' keys are dW1, db1 and so on: give them the keys of their parameters, W1, b1, … WD, bD.

    Breaks: one gradient a parameter, under the same keys.
    """
    loss, grads = deep_mlp_loss_and_grads(X, y, params)
    return loss, {f"d{name}": grad for name, grad in grads.items()}


def wrong_deep_mlp_loss_and_grads__grads_first(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """The gradients come before the loss: it is loss, grads.

    Breaks: to the loss and one gradient a parameter.
    """
    loss, grads = deep_mlp_loss_and_grads(X, y, params)
    return cast(tuple[float, Params], (grads, loss))


def wrong_deep_mlp_loss_and_grads__weights_only(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """The biases have no gradients: they learn as the weights do, so return b1 … bD, too.

    Breaks: one gradient a parameter, under the same keys.
    """
    loss, grads = deep_mlp_loss_and_grads(X, y, params)
    return loss, {name: grad for name, grad in grads.items() if name.startswith("W")}


def wrong_deep_mlp_loss_and_grads__total_loss(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your loss is a sum over samples while the gradients are of the mean: return the mean cross-entropy.

    Breaks: a mean is taken over samples.
    """
    loss, grads = deep_mlp_loss_and_grads(X, y, params)
    return loss * len(X), grads


def wrong_deep_mlp_loss_and_grads__total_gradients(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your gradients are sums over samples while the loss is a mean: divide by n, once, in the last layer's dZ.

    Breaks: every gradient of a loss is that of the mean loss.
    """
    loss, grads = deep_mlp_loss_and_grads(X, y, params)
    return loss, {name: grad * len(X) for name, grad in grads.items()}


def unpolished_deep_mlp_loss_and_grads__loss_as_array(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your loss is an array without axes, not a number: float(loss) or loss.item() makes it one.

    Breaks: -> float means a Python float or a NumPy floating scalar.
    """
    loss, grads = deep_mlp_loss_and_grads(X, y, params)
    return cast(float, np.asarray(loss)), grads


def wrong_deep_mlp_loss_and_grads__one_digit(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """W10 counts as layer 1, perhaps as you read one digit of a name: read all that follows the letter, int(name[1:]).

    Breaks: any depth.
    """
    depth = max(int(name[1]) for name in params)
    names = [f"{kind}{layer}" for layer in range(1, depth + 1) for kind in "Wb"]
    return deep_mlp_loss_and_grads(X, y, {name: params[name] for name in names})


def wrong_deep_mlp_loss_and_grads__sigmoid(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your hidden layers are sigmoid's: this loss is that of a ReLU network, and relu is the default of both passes.

    Breaks: ReLU, softmax.
    """
    return _loss_and_grads(X, y, params, "sigmoid", "sigmoid")


def wrong_deep_mlp_loss_and_grads__two_activations(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You go forward by relu and back by sigmoid's slope: both passes need the same activation.

    Breaks: ReLU, softmax.
    """
    return _loss_and_grads(X, y, params, "relu", "sigmoid")


def wrong_deep_mlp_loss_and_grads__updates(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your function takes the step itself and changes params: return the gradients only, gradient_descent takes it.

    Breaks: no function changes an array or dict that it was passed.
    """
    loss, grads = deep_mlp_loss_and_grads(X, y, params)
    for name, grad in grads.items():
        params[name] = params[name] - 0.1 * grad
    return loss, grads


def wrong_deep_mlp_loss_and_grads__into_the_params(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your function writes the gradients into the caller's parameters: make a new dict of new arrays.

    Breaks: no function changes an array or dict that it was passed.
    """
    loss, new = deep_mlp_loss_and_grads(X, y, params)
    for name in params:
        params[name][...] = new[name]
    return loss, params


def unpolished_deep_mlp_loss_and_grads__no_samples(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """X without rows has no mean, and gets a loss: raise a ValueError, as cross_entropy does.

    Breaks: no samples: ValueError.
    """
    classes = len(list(params.values())[-1])
    if len(X):
        return deep_mlp_loss_and_grads(X, y, params)
    if y.shape != (0, classes):
        raise ValueError(f"y has shape {y.shape}, expected {(0, classes)}")
    return 0.0, {name: np.zeros_like(param) for name, param in params.items()}


def unpolished_deep_mlp_loss_and_grads__takes_labels(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Labels of shape (n,) are turned into one-hot rows: y is one-hot here, and a library refuses other shapes.

    Breaks: …_loss_and_grads refuse what NumPy would broadcast in silence, in a message that names both shapes.
    """
    labels, classes = y.ndim == 1 and len(X) == len(y), len(list(params.values())[-1])
    return deep_mlp_loss_and_grads(X, np.eye(classes, dtype=y.dtype)[y.astype(int)] if labels else y, params)


def unpolished_deep_mlp_loss_and_grads__asserts(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your check of the shapes raises an AssertionError: raise a ValueError, as cross_entropy does.

    Breaks: …_loss_and_grads refuse what NumPy would broadcast in silence, in a message that names both shapes.
    """
    A = forward_mlp(X, *params.values())[-1]
    assert A.shape == y.shape, f"{A.shape} and {y.shape}"
    return deep_mlp_loss_and_grads(X, y, params)


def wrong_deep_mlp_loss_and_grads__log_of_zero(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your loss is infinite or nan where a probability is 0: keep the logarithm off 0, as cross_entropy does.

    Breaks: finite at probabilities of exactly 0 and 1.
    """
    _, grads = deep_mlp_loss_and_grads(X, y, params)
    A = forward_mlp(X, *(params[f"{kind}{layer}"] for layer in range(1, len(params) // 2 + 1) for kind in "Wb"))[-1]
    return float(-np.sum(y * np.log(A)) / len(X)), grads


def unpolished_deep_mlp_loss_and_grads__adds_too_much(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """The 1e-8 added to the probabilities shows where they are small: np.maximum(A, 1e-15) changes none above it.

    Breaks: the losses are exact (to 1e-5) for probabilities in [1e-6, 1 − 1e-6].
    """
    _, grads = deep_mlp_loss_and_grads(X, y, params)
    A = forward_mlp(X, *params.values())[-1]
    return float(-np.sum(y * np.log(A + 1e-8)) / len(X)), grads


def wrong_deep_mlp_loss_and_grads__softmax_of_the_batch(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Softmax subtracts the largest score of the whole batch, and the other rows become 0/0: take each row's own.

    Breaks: no RuntimeWarning and no nan for values up to 1e4.
    """
    order = [f"{kind}{layer}" for layer in range(1, len(params) // 2 + 1) for kind in "Wb"]
    arrays = [params[name] for name in order]
    inputs = (X, *forward_mlp(X, *arrays)[:-1])
    E: Array = np.exp(inputs[-1] @ arrays[-2] + arrays[-1] - (inputs[-1] @ arrays[-2] + arrays[-1]).max())
    layers = *inputs[1:], E / E.sum(axis=1, keepdims=True)
    return cross_entropy(layers[-1], y), dict(zip(order, backward_mlp(X, layers, y, *arrays), strict=True))


def wrong_deep_mlp_loss_and_grads__list(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your gradients have no names: put them into a dict under the keys of params, W1, b1, … WD, bD.

    Breaks: one gradient a parameter, under the same keys.
    """
    loss, grads = deep_mlp_loss_and_grads(X, y, params)
    return loss, cast(Params, list(grads.values()))


def wrong_deep_mlp_loss_and_grads__tuple(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your gradients have no names: put them into a dict under the keys of params, W1, b1, … WD, bD.

    Breaks: one gradient a parameter, under the same keys.
    """
    loss, grads = deep_mlp_loss_and_grads(X, y, params)
    return loss, cast(Params, tuple(grads.values()))


def wrong_deep_mlp_loss_and_grads__loss_only(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You return only the loss: return two things, the loss and a dict of gradients.

    Breaks: to the loss and one gradient a parameter.
    """
    return cast(tuple[float, Params], deep_mlp_loss_and_grads(X, y, params)[0])


def wrong_deep_mlp_loss_and_grads__weights_first(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Gradients are under the wrong names: zip names in the order of backward_mlp's gradients, W1, b1, W2, b2, ….

    Breaks: one gradient a parameter, under the same keys.
    """
    loss, grads = deep_mlp_loss_and_grads(X, y, params)
    names = [f"{kind}{layer}" for kind in "Wb" for layer in range(1, len(params) // 2 + 1)]
    order = [f"{kind}{layer}" for layer in range(1, len(params) // 2 + 1) for kind in "Wb"]
    return loss, dict(zip(names, (grads[name] for name in order), strict=True))


def wrong_deep_mlp_loss_and_grads__all_weights_first(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """The arrays must go to both passes as W1, b1, W2, b2, …: sorted names have all W before all b.

    Breaks: W1, b1, … WD, bD.
    """
    names = sorted(params)
    arrays = [params[name] for name in names]
    activations = forward_mlp(X, *arrays)
    grads = backward_mlp(X, activations, y, *arrays)
    return cross_entropy(activations[-1], y), dict(zip(names, grads, strict=True))


def wrong_deep_mlp_loss_and_grads__loss_of_entries(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your loss is a mean over all entries of y, c times too small: sum each row, then take the mean over rows.

    Breaks: a mean is taken over samples.
    """
    loss, grads = deep_mlp_loss_and_grads(X, y, params)
    return loss / y.shape[1], grads


def wrong_deep_mlp_loss_and_grads__no_minus(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your loss has the wrong sign: cross-entropy is minus the mean of the logarithms.

    Breaks: the mean cross-entropy.
    """
    loss, grads = deep_mlp_loss_and_grads(X, y, params)
    return -loss, grads


def wrong_deep_mlp_loss_and_grads__first_layer(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your loss is not that of the last layer: the probabilities are activations[-1].

    Breaks: the mean cross-entropy.
    """
    order = [f"{kind}{layer}" for layer in range(1, len(params) // 2 + 1) for kind in "Wb"]
    loss = cross_entropy(forward_mlp(X, *(params[name] for name in order))[0], y)
    return loss, deep_mlp_loss_and_grads(X, y, params)[1]


def unpolished_deep_mlp_loss_and_grads__float64(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your gradients are float64 though all inputs are float32, perhaps from buffers of np.zeros: pass dtype=X.dtype.

    Breaks: float32 inputs alone give float32.
    """
    loss, grads = deep_mlp_loss_and_grads(X, y, params)
    return loss, {name: grad.astype(np.float64) for name, grad in grads.items()}


def unpolished_deep_mlp_loss_and_grads__other_names(x: Array, t: Array, p: Params) -> tuple[float, Params]:
    """Your parameters have other names than the docstring's, X, y, params, so callers cannot name them.

    Breaks: the names are fixed.
    """
    return deep_mlp_loss_and_grads(x, t, p)


def unpolished_deep_mlp_loss_and_grads__loop(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your function goes through the samples one by one: both passes take a whole batch at once, much faster.

    Breaks: no loops over samples in chapters 3 and 4.
    """
    parts = [deep_mlp_loss_and_grads(X[[i]], y[[i]], params) for i in range(len(X))]
    grads = {name: np.mean([grads[name] for _, grads in parts], axis=0) for name in parts[0][1]}
    return sum(loss for loss, _ in parts) / len(X), grads


def wrong_gradient_norms__biases_too(grads: Params) -> list[float]:
    """The biases are measured, too: take only the keys that begin with W.

    Breaks: norm of each weight's gradient (keys W…).
    """
    return [float(np.linalg.norm(grad)) for grad in grads.values()]


def wrong_gradient_norms__largest_singular_value(grads: Params) -> list[float]:
    """Your norm is the largest singular value, as with ord=2: np.linalg.norm gives the Frobenius norm without ord.

    Breaks: Frobenius norm.
    """
    return [float(np.linalg.norm(grad, ord=2)) for name, grad in grads.items() if name.startswith("W")]


def wrong_gradient_norms__no_root(grads: Params) -> list[float]:
    """The root is missing: the norm is the square root of the sum of squares.

    Breaks: Frobenius norm.
    """
    return [norm**2 for norm in gradient_norms(grads)]


def wrong_gradient_norms__sum_of_sizes(grads: Params) -> list[float]:
    """Your norm is the sum of the entries' sizes: it is the square root of the sum of their squares.

    Breaks: Frobenius norm.
    """
    return [float(np.abs(grad).sum()) for name, grad in grads.items() if name.startswith("W")]


def wrong_gradient_norms__largest_entry(grads: Params) -> list[float]:
    """Your norm is the size of the largest entry: it is the square root of the sum of all squares.

    Breaks: Frobenius norm.
    """
    return [float(np.abs(grad).max()) for name, grad in grads.items() if name.startswith("W")]


def wrong_gradient_norms__root_of_the_mean(grads: Params) -> list[float]:
    """Your norm is the root of the mean of the squares: it is that of their sum, so larger layers have larger norms.

    Breaks: Frobenius norm.
    """
    return [float(np.sqrt((grad**2).mean())) for name, grad in grads.items() if name.startswith("W")]


def wrong_gradient_norms__kept_off_zero(grads: Params) -> list[float]:
    """Something is added to each norm: a gradient of 0 has the norm 0, and needs no guard.

    Breaks: Frobenius norm.
    """
    return [norm + 1e-8 for norm in gradient_norms(grads)]


def wrong_gradient_norms__rounded(grads: Params) -> list[float]:
    """Your norms are rounded, and those that vanish become 0: return all their digits.

    Breaks: Frobenius norm.
    """
    return [round(norm, 6) for norm in gradient_norms(grads)]


def unpolished_gradient_norms__by_place(grads: Params) -> list[float]:
    """Every other gradient counts as a weight's: the keys tell for sure, those that begin with W.

    Breaks: each weight's gradient (keys W…).
    """
    return [float(np.linalg.norm(grad)) for grad in list(grads.values())[::2]]


def wrong_gradient_norms__in_one(grads: Params) -> list[float]:
    """You give one number for all layers: give one for each, in a list.

    Breaks: -> list[float], first layer first.
    """
    return cast(list[float], float(np.sqrt(sum(norm**2 for norm in gradient_norms(grads)))))


def wrong_gradient_norms__last_first(grads: Params) -> list[float]:
    """Your norms begin with the last layer: the first layer's comes first.

    Breaks: first layer first.
    """
    return gradient_norms(grads)[::-1]


def wrong_gradient_norms__sorted_names(grads: Params) -> list[float]:
    """The norms come as if the names were sorted as words, where W10 comes before W2: take them in the order of grads.

    Breaks: first layer first.
    """
    return [float(np.linalg.norm(grads[name])) for name in sorted(grads) if name.startswith("W")]


def wrong_gradient_norms__one_digit(grads: Params) -> list[float]:
    """Only W1 to W9 are measured: take every key that begins with W.

    Breaks: first layer first.
    """
    return [float(np.linalg.norm(grads[f"W{layer}"])) for layer in range(1, 10) if f"W{layer}" in grads]


def unpolished_gradient_norms__array(grads: Params) -> list[float]:
    """Your norms are an array: a list of floats prints better, and is what the type says.

    Breaks: -> list[float].
    """
    return cast(list[float], np.array(gradient_norms(grads)))


def unpolished_gradient_norms__squares_in_place(grads: Params) -> list[float]:
    """Your function squares the caller's gradients in place: grad ** 2 makes a new array.

    Breaks: no function changes an array that it was passed.
    """
    norms = gradient_norms(grads)
    for name in grads:
        if name.startswith("W"):
            grads[name] **= 2
    return norms


def unpolished_gradient_norms__drops_biases(grads: Params) -> list[float]:
    """Your function deletes the biases from the caller's dict: skip them instead.

    Breaks: no function changes an array, dict or list that it was passed.
    """
    for name in [name for name in grads if not name.startswith("W")]:
        del grads[name]
    return gradient_norms(grads)


def wrong_gradient_norms__dict(grads: Params) -> list[float]:
    """Your norms are in a dict: return a list of only the numbers, the first layer's first.

    Breaks: -> list[float], first layer first.
    """
    names = [name for name in grads if name.startswith("W")]
    return cast(list[float], dict(zip(names, gradient_norms(grads), strict=True)))


def wrong_gradient_norms__first_only(grads: Params) -> list[float]:
    """You give the first layer's norm alone, perhaps from inside the loop: return after it.

    Breaks: each weight's gradient (keys W…).
    """
    return gradient_norms(grads)[:1]


def wrong_gradient_norms__by_row(grads: Params) -> list[float]:
    """You give a norm for each row or column of a matrix: give one for the whole matrix.

    Breaks: Frobenius norm.
    """
    return cast(list[float], [np.linalg.norm(grad, axis=1) for name, grad in grads.items() if name.startswith("W")])


def wrong_gradient_norms__largest_column(grads: Params) -> list[float]:
    """Your norm is the largest sum of a column, as with ord=1: np.linalg.norm gives the Frobenius norm without ord.

    Breaks: Frobenius norm.
    """
    return [float(np.linalg.norm(grad, ord=1)) for name, grad in grads.items() if name.startswith("W")]


def wrong_gradient_norms__mean_of_sizes(grads: Params) -> list[float]:
    """Your norm is the mean of the entries' sizes: it is the square root of the sum of their squares.

    Breaks: Frobenius norm.
    """
    return [float(np.abs(grad).mean()) for name, grad in grads.items() if name.startswith("W")]


def unpolished_gradient_norms__tuple(grads: Params) -> list[float]:
    """Your norms are a tuple: a list of floats is what the type says.

    Breaks: -> list[float].
    """
    return cast(list[float], tuple(gradient_norms(grads)))


def unpolished_gradient_norms__other_name(gradients: Params) -> list[float]:
    """Your parameter has another name than the docstring's, grads, so callers cannot name it.

    Breaks: the names are fixed.
    """
    return gradient_norms(gradients)


def plain_init_deep_mlp__range(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Count the layers with range, and ignore dtype."""
    params: Params = {}
    for i in range(1, len(sizes)):
        params["W" + str(i)] = rng.normal(0, np.sqrt(2 / sizes[i - 1]), (sizes[i - 1], sizes[i]))
        params["b" + str(i)] = np.zeros(sizes[i])
    return params


def plain_init_deep_mlp__update(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Update a dict, layer by layer."""
    params: Params = {}
    layer = 1
    while layer < len(sizes):
        n_in, n_out = sizes[layer - 1], sizes[layer]
        W = rng.standard_normal(size=(n_in, n_out)) * (2.0 / n_in) ** 0.5
        params.update({f"W{layer}": W.astype(dtype), f"b{layer}": np.zeros((n_out,)).astype(dtype)})
        layer += 1
    return params


def plain_init_deep_mlp__random_matrix(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Call random_matrix, with the biases made by a product with 0."""
    params = {}
    for i, (a, b) in enumerate(zip(sizes, sizes[1:], strict=False)):
        W = random_matrix(a, b, rng)
        W *= np.sqrt(2 / a)
        params[f"W{i + 1}"] = W
        params[f"b{i + 1}"] = W[0] * 0
    return params


def plain_forward_mlp__list(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """Append to a list, and return it; anything but "relu" is sigmoid."""
    activations = []
    A = X
    n_layers = len(params) // 2
    for i in range(n_layers):
        W, b = params[2 * i], params[2 * i + 1]
        Z = A @ W + b
        if i == n_layers - 1:
            A = softmax(Z)
        elif activation == "relu":
            A = np.maximum(0, Z)
        else:
            A = 1 / (1 + np.exp(-Z))
        activations.append(A)
    return cast(tuple[Array, ...], activations)


def plain_forward_mlp__slices(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """Take weights and biases by slices, and softmax by hand, with a reshape."""
    weights, biases = params[0::2], params[1::2]
    layers = [X]
    for W, b in list(zip(weights, biases, strict=False))[:-1]:
        Z = np.dot(layers[-1], W) + b
        layers.append(Z * (Z > 0) if activation == "relu" else sigmoid(Z))
    Z = np.dot(layers[-1], weights[-1]) + biases[-1]
    e = np.exp(Z - np.max(Z, axis=1).reshape(-1, 1))
    layers.append(e / np.sum(e, axis=1).reshape(-1, 1))
    return tuple(layers[1:])


def plain_forward_mlp__dict_of_functions(
    X: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Look the function up in a dict."""
    f = {"relu": relu, "sigmoid": sigmoid}[activation]
    out: tuple[Array, ...] = ()
    for i in range(0, len(params) - 2, 2):
        X = f(X @ params[i] + params[i + 1])
        out += (X,)
    return *out, softmax(X @ params[-2] + params[-1])


def plain_backward_mlp__forward_list(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Append from the end, and reverse pairs at last; 1/n in each gradient."""
    n = X.shape[0]
    L = len(params) // 2
    A = [X] + list(activations)
    delta = A[L] - y
    dWs, dbs = [], []
    for layer in range(L, 0, -1):
        dWs.append(A[layer - 1].T @ delta / n)
        dbs.append(np.sum(delta, axis=0) / n)
        if layer > 1:
            delta = delta @ params[2 * (layer - 1)].T
            if activation == "relu":
                delta = delta * (A[layer - 1] > 0)
            else:
                delta = delta * A[layer - 1] * (1 - A[layer - 1])
    grads = []
    for dW, db in zip(dWs[::-1], dbs[::-1], strict=True):
        grads.append(dW)
        grads.append(db)
    return cast(tuple[Array, ...], grads)


def plain_backward_mlp__insert_at_the_front(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Insert at the front of a list, with a helper for the slope."""

    def slope(A: Array) -> Array:
        return relu_derivative(A) if activation == "relu" else A * (1 - A)

    grads: list[Array] = []
    delta = (activations[-1] - y) / len(y)
    for i in range(len(activations) - 1, -1, -1):
        before = X if i == 0 else activations[i - 1]
        grads.insert(0, np.sum(delta, axis=0))
        grads.insert(0, np.dot(before.T, delta))
        delta = np.dot(delta, params[2 * i].T) * slope(before)
    return tuple(grads)


def plain_backward_mlp__scores_again(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Compute the scores a second time, and their slopes by chapter 3.2's functions."""
    inputs = [X, *activations]
    zs = [inputs[i] @ params[2 * i] + params[2 * i + 1] for i in range(len(activations))]
    f = sigmoid_derivative if activation == "sigmoid" else relu_derivative
    grads = [np.zeros(p.shape) for p in params]
    dz = (1 / len(X)) * (activations[-1] - y)
    for i in range(len(zs) - 1, -1, -1):
        grads[2 * i], grads[2 * i + 1] = inputs[i].T @ dz, dz.sum(axis=0, keepdims=True)[0]
        if i > 0:
            dz = f(zs[i - 1]) * (dz @ params[2 * i].T)
    return tuple(grads)


def plain_backward_mlp__samples(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Add up outer products, sample by sample."""
    grads = [np.zeros(p.shape) for p in params]
    for i in range(len(X)):
        delta = (activations[-1][i] - y[i]) / len(X)
        for k in range(len(activations) - 1, -1, -1):
            a = activations[k - 1][i] if k > 0 else X[i]
            grads[2 * k] += np.outer(a, delta)
            grads[2 * k + 1] += delta
            if k > 0:
                delta = params[2 * k] @ delta * ((a > 0) if activation == "relu" else a * (1 - a))
    return tuple(grads)


def plain_deep_mlp_loss_and_grads__values(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Take params in their own order, with the loss by hand."""
    values = list(params.values())
    activations = forward_mlp(X, *values)
    loss = -np.mean(np.sum(y * np.log(activations[-1] + 1e-8), axis=1))
    grads = backward_mlp(X, activations, y, *values)
    return loss, {name: grad for name, grad in zip(params.keys(), grads, strict=True)}


def plain_deep_mlp_loss_and_grads__counter(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Count through the gradients, two a layer, with a guard of 1e-7."""
    L = len(params) // 2
    args = []
    for i in range(1, L + 1):
        args.append(params["W" + str(i)])
        args.append(params["b" + str(i)])
    activations = forward_mlp(X, *args)
    A = np.clip(activations[-1], 1e-7, 1 - 1e-7)
    loss = np.sum(-y * np.log(A)) / X.shape[0]
    g = backward_mlp(X, activations, y, *args)
    grads = {}
    for i in range(L):
        grads[f"W{i + 1}"] = g[2 * i]
        grads[f"b{i + 1}"] = g[2 * i + 1]
    return loss, grads


def plain_gradient_norms__loop(grads: Params) -> list[float]:
    """Add up squares, entry by entry."""
    norms = []
    for name in grads:
        if name[0] == "W":
            total = 0.0
            for row in grads[name]:
                for g in row:
                    total += g**2
            norms.append(total**0.5)
    return norms


def plain_gradient_norms__array(grads: Params) -> list[float]:
    """Count the layers, and return an array."""
    L = len(grads) // 2
    return cast(list[float], np.array([np.sqrt(np.sum(grads[f"W{i}"] ** 2)) for i in range(1, L + 1)]))


def plain_gradient_norms__every_other(grads: Params) -> list[float]:
    """Take every other gradient, as they come in pairs."""
    return [np.sum(g * g) ** 0.5 for g in list(grads.values())[::2]]


def right_init_deep_mlp__by_rng_normal(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Draw with the standard deviation as an argument."""
    params: Params = {}
    for i in range(len(sizes) - 1):
        params[f"W{i + 1}"] = rng.normal(0, (2 / sizes[i]) ** 0.5, size=(sizes[i], sizes[i + 1])).astype(dtype)
        params[f"b{i + 1}"] = np.zeros(sizes[i + 1], dtype=dtype)
    return params


def right_init_deep_mlp__by_spawning(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Give each layer a generator of its own, a child of rng."""
    params: Params = {}
    for layer, child in enumerate(rng.spawn(len(sizes) - 1), start=1):
        fan_in, fan_out = sizes[layer - 1 : layer + 1]
        params[f"W{layer}"] = (child.standard_normal((fan_in, fan_out)) * np.sqrt(2 / fan_in)).astype(dtype)
        params[f"b{layer}"] = np.zeros((fan_out,), dtype=dtype)
    return params


def right_init_deep_mlp__from_one_pool(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Draw all numbers at once, in the dtype asked for, and cut them into layers."""
    shapes = list(zip(sizes, sizes[1:], strict=False))
    pool = rng.standard_normal(sum(rows * columns for rows, columns in shapes)).astype(dtype)
    params: Params = {}
    for layer, (rows, columns) in enumerate(shapes, start=1):
        W, pool = np.split(pool, [rows * columns])
        params[f"W{layer}"] = W.reshape(rows, columns) * dtype((2 / rows) ** 0.5)
        params[f"b{layer}"] = 0 * params[f"W{layer}"][0]
    return params


def right_forward_mlp__by_index(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """Count through the parameters, two at a time."""
    if activation not in ("relu", "sigmoid"):
        raise ValueError(f"unknown activation {activation!r}")
    if len(params) % 2 or not params:
        raise ValueError(f"{len(params)} parameters, expected pairs")
    A, layers = X, []
    for i in range(0, len(params), 2):
        Z = np.dot(A, params[i]) + params[i + 1]
        A = softmax(Z) if i == len(params) - 2 else np.maximum(Z, 0) if activation == "relu" else sigmoid(Z)
        layers.append(A)
    return tuple(layers)


def right_forward_mlp__recursive(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """Take off the first layer, and let the rest be a network of its own."""
    if activation not in ("relu", "sigmoid"):
        raise ValueError(f"activation {activation!r} is neither relu nor sigmoid")
    W, b, *rest = params
    Z = np.matmul(X, W) + b
    if not rest:
        E: Array = np.exp(Z - Z.max(axis=-1, keepdims=True))
        return (E / E.sum(axis=-1, keepdims=True),)
    A = np.where(Z > 0, Z, 0) if activation == "relu" else (1 + np.tanh(Z / 2)) / 2
    return A, *right_forward_mlp__recursive(A, *rest, activation=activation)


def right_backward_mlp__by_einsum(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Multiply by einsum, and turn the gradients round at the end."""
    if activation not in ("relu", "sigmoid"):
        raise ValueError(f"unknown activation {activation!r}")
    dZ, grads = (activations[-1] - y) / len(X), list[Array]()
    for i in range(len(activations) - 1, -1, -1):
        A = activations[i - 1] if i else X
        grads += [dZ.sum(axis=0), np.einsum("nd,nh->dh", A, dZ)]
        if i:
            slope = A > 0 if activation == "relu" else A - A * A
            dZ = np.einsum("nh,dh->nd", dZ, params[2 * i]) * slope
    return tuple(grads[::-1])


def right_backward_mlp__mean_at_the_end(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Find all slopes first, go back with sums, and divide each gradient by n."""
    if activation not in ("relu", "sigmoid"):
        raise ValueError(f"unknown activation {activation!r}")
    slopes = [np.sign(A) if activation == "relu" else A * (1 - A) for A in activations[:-1]]
    dZ, grads = activations[-1] - y, list[Array]()
    for A, W, slope in zip(activations[-2::-1], params[-2::-2], slopes[::-1], strict=False):
        grads += [dZ.mean(axis=0), A.T @ dZ / len(X)]
        dZ = dZ @ W.T * slope
    return tuple([*grads, dZ.mean(axis=0), X.T @ dZ / len(X)][::-1])


def right_backward_mlp__by_scores(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Compute the scores again, and take the slopes there."""
    if activation not in ("relu", "sigmoid"):
        raise ValueError(f"activation {activation!r} is neither relu nor sigmoid")
    inputs, dZ, grads = (X, *activations), (activations[-1] - y) / X.shape[0], list[Array]()
    for layer in reversed(range(len(params) // 2)):
        grads[:0] = [np.dot(inputs[layer].T, dZ), dZ.sum(0)]
        if layer:
            Z = inputs[layer - 1] @ params[2 * layer - 2] + params[2 * layer - 1]
            dZ = np.dot(dZ, params[2 * layer].T)
            if activation == "relu":
                dZ[Z <= 0] = 0
            else:
                dZ *= sigmoid(Z) * sigmoid(-Z)
    return tuple(grads)


def right_deep_mlp_loss_and_grads__sorted_by_number(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Sort the names by the number in them, W before b."""
    order = sorted(params, key=lambda name: (int(name[1:]), name[0] == "b"))
    layers = forward_mlp(X, *[params[name] for name in order])
    loss = cross_entropy(layers[-1], y)
    grads = backward_mlp(X, layers, y, *[params[name] for name in order])
    return loss, {name: grads[i] for i, name in enumerate(order)}


def right_deep_mlp_loss_and_grads__as_the_dict_goes(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Trust that params is in forward order."""
    *hidden, A = forward_mlp(X, *params.values())
    loss = cross_entropy(A, y)
    return loss, dict(zip(params, backward_mlp(X, [*hidden, A], y, *params.values()), strict=True))


def right_deep_mlp_loss_and_grads__in_one(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Do both passes layer by layer, with the loss by log-sum-exp, the last layer's gradients first."""
    depth = len(params) // 2
    layers = [X]
    for layer in range(1, depth + 1):
        Z = layers[-1] @ params[f"W{layer}"] + params[f"b{layer}"]
        layers.append(np.maximum(Z, 0))
    if Z.shape != y.shape or not len(X):
        raise ValueError(f"scores have shape {Z.shape}, y {y.shape}")
    S = Z - Z.max(axis=1, keepdims=True)
    logs = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    dZ, grads = (np.exp(logs) - y) / len(X), dict[str, Array]()
    for layer in range(depth, 0, -1):
        grads[f"W{layer}"], grads[f"b{layer}"] = layers[layer - 1].T @ dZ, dZ.sum(axis=0)
        dZ = dZ @ params[f"W{layer}"].T * (layers[layer - 1] > 0)
    return -np.sum(y * logs) / len(X), grads


def right_gradient_norms__by_hand(grads: Params) -> list[float]:
    """Take the root of the sum of squares, as NumPy scalars."""
    return [np.sqrt(np.sum(np.square(grad))) for name, grad in grads.items() if name[0] == "W"]


def right_gradient_norms__by_vdot(grads: Params) -> list[float]:
    """Multiply each gradient by itself."""
    return [float(np.vdot(grad, grad)) ** 0.5 for name, grad in grads.items() if "W" in name]


def right_gradient_norms__counted(grads: Params) -> list[float]:
    """Count the layers, and take the root of the sum of squared singular values."""
    norms: list[float] = []
    while f"W{len(norms) + 1}" in grads:
        values = np.linalg.svd(grads[f"W{len(norms) + 1}"], compute_uv=False)
        norms.append(float(np.sqrt((values**2).sum())))
    return norms
