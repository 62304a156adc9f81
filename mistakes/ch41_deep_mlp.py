"""Wrong and right answers to chapter 4.1."""

from collections.abc import Callable, Sequence
from typing import cast

import numpy as np
from ch11_arrays import Array
from ch13_functions import sigmoid
from ch23_minibatches import Params
from ch32_activations import relu, softmax
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
    """Draw normal weights of a deviation that may depend on fan-in and fan-out."""
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
    """Go back with given slopes of layers 1 … L - 1, from the last layer's dZ."""
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
    """You scale all layers by the number of inputs of the first: each layer has its own fan-in, W's rows.

    Breaks: He normal weights (variance 2 / fan_in).
    """
    params = init_deep_mlp(sizes, rng, dtype)
    for layer, fan_in in enumerate(sizes[:-1], start=1):
        params[f"W{layer}"] = (params[f"W{layer}"] * np.sqrt(fan_in / sizes[0])).astype(dtype)
    return params


def wrong_init_deep_mlp__no_scale(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your weights have the deviation 1, whatever the fan-in: multiply each layer's by sqrt(2 / fan_in).

    Breaks: He normal weights (variance 2 / fan_in).
    """
    params = init_deep_mlp(sizes, rng)
    for layer, fan_in in enumerate(sizes[:-1], start=1):
        params[f"W{layer}"] /= np.sqrt(2 / fan_in)
    return {name: param.astype(dtype) for name, param in params.items()}


def wrong_init_deep_mlp__hidden_layers_only(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your network lacks its last layer: L + 1 sizes make L layers, one from each size to the next.

    Breaks: W1, b1, … WL, bL.
    """
    return init_deep_mlp(sizes[:-1], rng, dtype)


def wrong_init_deep_mlp__counted_from_zero(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your names begin with W0 and b0: count layers from 1, as in W1 and b1.

    Breaks: W1, b1, … WL, bL.
    """
    params = init_deep_mlp(sizes, rng, dtype)
    return {f"{name[0]}{int(name[1:]) - 1}": param for name, param in params.items()}


def wrong_init_deep_mlp__variance_as_deviation(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You multiply by 2 / fan_in, which is the variance: the deviation is its root, sqrt(2 / fan_in).

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
    """You scale by the number of outputs of each layer: fan_in is that of its inputs, W's rows.

    Breaks: He normal weights (variance 2 / fan_in).
    """
    return _draw(sizes, rng, dtype, lambda _, fan_out: np.sqrt(2 / fan_out))


def wrong_init_deep_mlp__uniform(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your weights are uniform: He normal ones are normally distributed, so draw with rng.standard_normal.

    Breaks: He normal weights (variance 2 / fan_in).
    """
    params = init_deep_mlp(sizes, rng, dtype)
    for layer, (fan_in, fan_out) in enumerate(zip(sizes[:-1], sizes[1:], strict=True), start=1):
        limit = np.sqrt(6 / fan_in)
        params[f"W{layer}"] = rng.uniform(-limit, limit, (fan_in, fan_out)).astype(dtype)
    return params


def wrong_init_deep_mlp__standardized(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You divide each layer's numbers by their own deviation, which for a single one is 0: multiply by sqrt(2 /
    fan_in) only.

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
    """You draw the biases at random, too: they start at 0.

    Breaks: zero biases.
    """
    params = init_deep_mlp(sizes, rng, dtype)
    for layer, fan_out in enumerate(sizes[1:], start=1):
        params[f"b{layer}"] = (0.1 * rng.standard_normal(fan_out)).astype(dtype)
    return params


def wrong_init_deep_mlp__shared_biases(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Layers of equal width share one array of biases, so a step in one moves all: make each its own np.zeros.

    Breaks: what is free is done as a NumPy user would expect.
    """
    params, zeros = init_deep_mlp(sizes, rng, dtype), dict[int, Array]()
    for layer, fan_out in enumerate(sizes[1:], start=1):
        params[f"b{layer}"] = zeros.setdefault(fan_out, params[f"b{layer}"])
    return params


def wrong_init_deep_mlp__weights_first(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You list all weights and then all biases: the order is W1, b1, W2, b2, as forward_mlp takes them.

    Breaks: W1, b1, … WL, bL.
    """
    params = init_deep_mlp(sizes, rng, dtype)
    return {name: params[name] for name in sorted(params, key=lambda name: (name[0], int(name[1:])))}


def wrong_init_deep_mlp__eats_the_sizes(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You take the sizes out of the caller's list, by pop: read them, by index or by zip, and leave the list alone.

    Breaks: no function changes an array, dict or list that it was handed.
    """
    params = init_deep_mlp(sizes, rng, dtype)
    if isinstance(sizes, list):
        sizes.clear()
    return params


def wrong_init_deep_mlp__own_seed(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You make a generator of your own, so every network is the same: draw from the rng that you are handed.

    Breaks: randomness comes only from rng; the same seed gives the same numbers.
    """
    return init_deep_mlp(sizes, np.random.default_rng(0), dtype)


def wrong_init_deep_mlp__global_numbers(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You draw from np.random itself, whose numbers no seed of rng's repeats: draw from rng.

    Breaks: randomness comes only from rng; the same seed gives the same numbers.
    """
    params = init_deep_mlp(sizes, rng, dtype)
    for layer, fan_in in enumerate(sizes[:-1], start=1):
        params[f"W{layer}"] = (np.random.randn(*params[f"W{layer}"].shape) * np.sqrt(2 / fan_in)).astype(dtype)
    return params


def wrong_init_deep_mlp__global_seed(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You seed NumPy's global generator, which others draw from: draw from rng itself.

    Breaks: randomness comes only from rng; the same seed gives the same numbers.
    """
    np.random.seed(int(rng.integers(2**31)))
    params = init_deep_mlp(sizes, rng, dtype)
    for layer, fan_in in enumerate(sizes[:-1], start=1):
        params[f"W{layer}"] = (np.random.randn(*params[f"W{layer}"].shape) * np.sqrt(2 / fan_in)).astype(dtype)
    return params


def wrong_forward_mlp__no_softmax(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """You bend the last layer like the hidden ones: it is softmax that ends the network.

    Breaks: softmax last.
    """
    hidden = forward_mlp(X, *params, activation=activation)[:-1]
    Z = (hidden[-1] if hidden else X) @ params[-2] + params[-1]
    return *hidden, relu(Z) if activation == "relu" else sigmoid(Z)


def wrong_forward_mlp__softmax_everywhere(
    X: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """You take softmax in the hidden layers, too: it belongs to the last layer alone.

    Breaks: activation for hidden layers, softmax last.
    """
    layers = list(forward_mlp(X, *params, activation=activation))
    for i in range(len(layers)):
        layers[i] = softmax((layers[i - 1] if i else X) @ params[2 * i] + params[2 * i + 1])
    return tuple(layers)


def wrong_forward_mlp__with_the_input(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """You return X as the first layer: return A1 … AL only.

    Breaks: A1 … AL.
    """
    return X, *forward_mlp(X, *params, activation=activation)


def wrong_forward_mlp__always_relu(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """You bend by relu whatever activation says: use sigmoid where it is "sigmoid".

    Breaks: activation for hidden layers.
    """
    forward_mlp(X, *params, activation=activation)
    return forward_mlp(X, *params)


def wrong_forward_mlp__any_activation(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """You take every activation that is not "relu" for sigmoid: raise a ValueError for names that you do not know.

    Breaks: an unknown activation: ValueError.
    """
    return forward_mlp(X, *params, activation="relu" if activation == "relu" else "sigmoid")


def wrong_forward_mlp__scores(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """Your last layer is its scores: put softmax on them.

    Breaks: activation for hidden layers, softmax last.
    """
    return _forward(X, params, activation, last=lambda Z: Z)


def wrong_forward_mlp__sigmoid_last(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """You end with sigmoid, whose rows do not sum to 1: for several classes it is softmax that ends the network.

    Breaks: activation for hidden layers, softmax last.
    """
    return _forward(X, params, activation, last=sigmoid)


def wrong_forward_mlp__softmax_of_bent(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """You bend the last scores and then take softmax: it takes them as they are.

    Breaks: activation for hidden layers, softmax last.
    """
    return _forward(X, params, activation, last=lambda Z: softmax(relu(Z) if activation == "relu" else sigmoid(Z)))


def wrong_forward_mlp__no_bend(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """Your hidden layers do not bend, and then ten layers can do no more than one: apply the activation to each.

    Breaks: activation for hidden layers, softmax last.
    """
    forward_mlp(X, *params, activation=activation)
    return _forward(X, params, activation, bend=lambda Z: Z)


def wrong_forward_mlp__sigmoid_unless_told(
    X: Array, *params: Array, activation: Activation = "sigmoid"
) -> tuple[Array, ...]:
    """You bend by sigmoid where nothing is said: the default is activation="relu".

    Breaks: activation="relu".
    """
    return forward_mlp(X, *params, activation=activation)


def wrong_forward_mlp__tanh(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """You bend by tanh where activation is "sigmoid": sigmoid goes from 0 to 1, tanh from -1 to 1.

    Breaks: activation for hidden layers, softmax last.
    """
    forward_mlp(X, *params, activation=activation)
    return _forward(X, params, activation, bend=relu if activation == "relu" else np.tanh)


def wrong_forward_mlp__no_biases(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """You leave out the biases: each layer's scores are A @ W + b.

    Breaks: A_l = activation(A_{l-1} @ W_l + b_l).
    """
    return forward_mlp(X, *(param if param.ndim > 1 else 0 * param for param in params), activation=activation)


def wrong_forward_mlp__two_layers(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """You name two layers one by one, so other depths break: go through as many pairs as there are.

    Breaks: any depth.
    """
    return forward_mlp(X, *params[:4], activation=activation)


def wrong_forward_mlp__hidden_layer_needed(
    X: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """You take the first layer for a hidden one: with W1 and b1 alone it is the last, and ends with softmax.

    Breaks: any depth.
    """
    if len(params) > 2:
        return forward_mlp(X, *params, activation=activation)
    A = relu(X @ params[0] + params[1]) if activation == "relu" else sigmoid(X @ params[0] + params[1])
    return A, softmax(A @ params[-2] + params[-1])


def wrong_forward_mlp__late_refusal(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """You look at activation only where a hidden layer uses it: refuse an unknown one before anything else.

    Breaks: an unknown activation: ValueError.
    """
    return forward_mlp(X, *params, activation=activation if len(params) > 2 else "relu")


def wrong_forward_mlp__key_error(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """You look the activation up in a dict, and an unknown one is a KeyError: raise a ValueError that says what is
    known.

    Breaks: an unknown activation: ValueError.
    """
    known: dict[str, Activation] = {"relu": "relu", "sigmoid": "sigmoid"}
    return forward_mlp(X, *params, activation=known[activation])


def wrong_forward_mlp__relu_for_unknown(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """You take every activation that is not "sigmoid" for relu: raise a ValueError for names that you do not know.

    Breaks: an unknown activation: ValueError.
    """
    return forward_mlp(X, *params, activation="sigmoid" if activation == "sigmoid" else "relu")


def wrong_forward_mlp__sigmoid_overflows(
    X: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Your sigmoid takes e to the power of large scores, which overflows: chapter 1.3's is stable.

    Breaks: no RuntimeWarning and no nan for values up to 1e4.
    """
    forward_mlp(X, *params, activation=activation)
    return _forward(X, params, activation, bend=relu if activation == "relu" else lambda Z: 1 / (1 + np.exp(-Z)))


def wrong_forward_mlp__softmax_overflows(
    X: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Your softmax takes e to the power of large scores, which overflows: subtract each row's largest first.

    Breaks: no RuntimeWarning and no nan for values up to 1e4.
    """

    def last(Z: Array) -> Array:
        E: Array = np.exp(Z)
        return E / E.sum(axis=1, keepdims=True)

    return _forward(X, params, activation, last=last)


def wrong_forward_mlp__softmax_of_the_batch(
    X: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Your softmax subtracts the largest score of the whole batch, and other rows vanish: take each row's own.

    Breaks: no RuntimeWarning and no nan for values up to 1e4.
    """

    def last(Z: Array) -> Array:
        E: Array = np.exp(Z - Z.max())
        return E / E.sum(axis=1, keepdims=True)

    return _forward(X, params, activation, last=last)


def wrong_forward_mlp__turns_weights(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """You transpose a W that does not fit, which hides a mistake: let NumPy raise its ValueError.

    Breaks: shapes that do not fit raise ValueError.
    """
    turned, width = list(params), X.shape[1]
    for i in range(0, len(params), 2):
        turned[i] = params[i] if len(params[i]) == width else params[i].T
        width = len(turned[i].T)
    return forward_mlp(X, *turned, activation=activation)


def wrong_forward_mlp__loop(X: Array, *params: Array, activation: Activation = "relu") -> tuple[Array, ...]:
    """You go through the samples one by one: a matrix product takes them all, and the only loop is over layers.

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
    """You divide by n at each layer: the last layer's dZ has its 1/n, and hands it on to those before.

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
    backward_mlp(X, activations, y, *params, activation=activation)
    return backward_mlp(X, activations, y, *params)


def wrong_backward_mlp__no_mask(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Where activation is "relu", you let gradients pass through silent units: multiply by 0 where the layer gave 0.

    Breaks: dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1}).
    """
    if activation != "relu":
        return backward_mlp(X, activations, y, *params, activation=activation)
    return _back(X, activations, y, params, [np.ones_like(A) for A in activations[:-1]])


def wrong_backward_mlp__sigmoid_of_the_layer(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """You take the sigmoid of A, which is a sigmoid already: its slope is A * (1 - A).

    Breaks: dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1}).
    """
    if activation != "sigmoid":
        return backward_mlp(X, activations, y, *params, activation=activation)
    return _back(X, activations, y, params, [sigmoid(A) * (1 - sigmoid(A)) for A in activations[:-1]])


def wrong_backward_mlp__last_layer_first(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """You return the gradients in the order in which you find them, last layer first: turn them round.

    Breaks: dW1, db1, … dWL, dbL.
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
    """You take the mean of dZ's rows for the biases, though 1/n is in dZ already: take their sum.

    Breaks: db_l = sum of dZ_l's rows.
    """
    grads = backward_mlp(X, activations, y, *params, activation=activation)
    return tuple(grad if grad.ndim > 1 else grad / len(X) for grad in grads)


def wrong_backward_mlp__mean_of_entries(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """You divide by the number of entries of y: a mean over samples divides by its number of rows, len(X).

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
    """All your gradients have the wrong sign: the error is A_L - y, not y - A_L.

    Breaks: dZ_L = (A_L - y) / n.
    """
    grads = backward_mlp(X, activations, y, *params, activation=activation)
    return tuple(-grad for grad in grads)


def wrong_backward_mlp__no_slope(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """You leave out the activation's slope, for relu and sigmoid: multiply dZ @ W.T by it, on the way to each layer.

    Breaks: dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1}).
    """
    backward_mlp(X, activations, y, *params, activation=activation)
    return _back(X, activations, y, params, [np.ones_like(A) for A in activations[:-1]])


def wrong_backward_mlp__slope_of_the_top_only(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """You apply the slope to the last hidden layer only: each hidden layer has its own, on the way to it.

    Breaks: dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1}).
    """
    backward_mlp(X, activations, y, *params, activation=activation)
    *below, top = [_slope(A, activation) for A in activations[:-1]] or [X]
    return _back(X, activations, y, params, [*map(np.ones_like, below), top])


def wrong_backward_mlp__always_sigmoid(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """You multiply by A * (1 - A), sigmoid's slope, whatever activation says: relu's is 1 where A > 0, else 0.

    Breaks: dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1}).
    """
    backward_mlp(X, activations, y, *params, activation=activation)
    return _back(X, activations, y, params, [_slope(A, "sigmoid") for A in activations[:-1]])


def wrong_backward_mlp__sigmoid_unless_told(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "sigmoid"
) -> tuple[Array, ...]:
    """You take sigmoid's slope where nothing is said: the default is activation="relu".

    Breaks: activation="relu".
    """
    return backward_mlp(X, activations, y, *params, activation=activation)


def wrong_backward_mlp__times_the_layer(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Where activation is "relu", you multiply by A: multiply by its slope, 1 where A is positive and else 0.

    Breaks: dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1}).
    """
    backward_mlp(X, activations, y, *params, activation=activation)
    slopes = [A if activation == "relu" else _slope(A, activation) for A in activations[:-1]]
    return _back(X, activations, y, params, slopes)


def wrong_backward_mlp__tanh_slope(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """Where activation is "sigmoid", you multiply by 1 - A ** 2, tanh's slope: sigmoid's is A * (1 - A).

    Breaks: dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1}).
    """
    backward_mlp(X, activations, y, *params, activation=activation)
    slopes = [1 - A**2 if activation == "sigmoid" else _slope(A, activation) for A in activations[:-1]]
    return _back(X, activations, y, params, slopes)


def wrong_backward_mlp__propped_slope(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """You keep sigmoid's slope away from 0: where A is 0 or 1 nothing comes back, and so gradients do vanish.

    Breaks: dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1}).
    """
    backward_mlp(X, activations, y, *params, activation=activation)
    least = 1e-3 if activation == "sigmoid" else 0
    return _back(X, activations, y, params, [np.maximum(_slope(A, activation), least) for A in activations[:-1]])


def wrong_backward_mlp__scores_without_bias(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """You take the slope at A @ W, which lacks the bias: the layer's own numbers tell the slope.

    Breaks: dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1}).
    """
    backward_mlp(X, activations, y, *params, activation=activation)
    scores = [A @ W for A, W in zip([X, *activations[:-2]], params[:-2:2], strict=True)] if len(params) > 2 else []
    layers = [relu(Z) if activation == "relu" else sigmoid(Z) for Z in scores]
    return _back(X, activations, y, params, [_slope(A, activation) for A in layers])


def wrong_backward_mlp__slope_of_the_loss(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """You multiply the last layer's error by A * (1 - A): softmax and cross-entropy together leave just A_L - y.

    Breaks: dZ_L = (A_L - y) / n.
    """
    backward_mlp(X, activations, y, *params, activation=activation)
    A = activations[-1]
    slopes = [_slope(layer, activation) for layer in activations[:-1]]
    return _back(X, activations, y, params, slopes, (A - y) * A * (1 - A) / len(X))


def wrong_backward_mlp__divides_by_zero(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """You divide by A_L, which makes a nan where it is 0: multiplied out, softmax and logarithm leave A_L - y.

    Breaks: no RuntimeWarning and no nan for values up to 1e4.
    """
    backward_mlp(X, activations, y, *params, activation=activation)
    A, slopes = activations[-1], [_slope(layer, activation) for layer in activations[:-1]]
    dA = -y / A / len(X)
    return _back(X, activations, y, params, slopes, A * (dA - (dA * A).sum(axis=1, keepdims=True)))


def wrong_backward_mlp__weights_of_the_layer_below(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """You go back through the W of the layer below, which fits where layers are equally wide: dZ_l goes through W_l.

    Breaks: dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1}).
    """
    backward_mlp(X, activations, y, *params, activation=activation)
    swapped = list(params)
    for i in range(2, len(params), 2):
        swapped[i] = params[i - 2] if params[i - 2].shape == params[i].shape else params[i]
    return _back(X, activations, y, swapped, [_slope(A, activation) for A in activations[:-1]])


def wrong_backward_mlp__not_transposed(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """You go back through W itself where it is square, and fits: it is dZ @ W.T.

    Breaks: dZ_{l-1} = dZ_l @ W_l.T * activation'(Z_{l-1}).
    """
    backward_mlp(X, activations, y, *params, activation=activation)
    turned = [param.T if param.ndim > 1 and len(param) == len(param.T) else param for param in params]
    return _back(X, activations, y, turned, [_slope(A, activation) for A in activations[:-1]])


def wrong_backward_mlp__error_in_place(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """You make dZ out of A_L itself, by -= and /=, which changes the caller's array: A_L - y makes a new one.

    Breaks: no function changes an array that it was handed.
    """
    grads = backward_mlp(X, activations, y, *params, activation=activation)
    A = activations[-1]
    A -= y
    A /= len(X)
    return grads


def wrong_backward_mlp__any_activation(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """You take every activation that is not "relu" for sigmoid: raise a ValueError for names that you do not know.

    Breaks: an unknown activation: ValueError.
    """
    return backward_mlp(X, activations, y, *params, activation="relu" if activation == "relu" else "sigmoid")


def wrong_backward_mlp__late_refusal(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """You look at activation only where a hidden layer uses it: refuse an unknown one before anything else.

    Breaks: an unknown activation: ValueError.
    """
    return backward_mlp(X, activations, y, *params, activation=activation if len(params) > 2 else "relu")


def wrong_backward_mlp__loop(
    X: Array, activations: Sequence[Array], y: Array, *params: Array, activation: Activation = "relu"
) -> tuple[Array, ...]:
    """You go through the samples one by one: A.T @ dZ sums over all of them at once, and the only loop is over layers.

    Breaks: no loops over samples in chapters 3 and 4.
    """
    rows: list[tuple[Array, ...]] = []
    for i in range(len(X)):
        layers = [A[[i]] for A in activations]
        rows.append(backward_mlp(X[[i]], layers, y[[i]], *params, activation=activation))
    return tuple(np.mean(grads, axis=0) for grads in zip(*rows, strict=True))


def wrong_deep_mlp_loss_and_grads__sorted_names(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You sort the names as words, where W10 comes before W2: count the layers, or sort by the number in the name.

    Breaks: any depth.
    """
    numbers = sorted(name[1:] for name in params if name.startswith("W"))
    order = [f"{kind}{number}" for number in numbers for kind in "Wb"]
    arrays = [params[name] for name in order]
    activations = forward_mlp(X, *arrays)
    loss = cross_entropy(activations[-1], y)
    return loss, dict(zip(order, backward_mlp(X, activations, y, *arrays), strict=True))


def wrong_deep_mlp_loss_and_grads__three_layers(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You name three layers one by one, so other depths break: go through as many layers as params has.

    Breaks: any depth.
    """
    return deep_mlp_loss_and_grads(X, y, {name: params[name] for name in ("W1", "b1", "W2", "b2", "W3", "b3")})


def wrong_deep_mlp_loss_and_grads__unchecked(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You let NumPy broadcast a y of another shape than the last layer's: call cross_entropy, which refuses it.

    Breaks: …_loss_and_grads refuse what NumPy would broadcast in silence.
    """
    order = [f"{kind}{layer}" for layer in range(1, len(params) // 2 + 1) for kind in "Wb"]
    arrays = [params[name] for name in order]
    activations = forward_mlp(X, *arrays)
    loss = float(-np.mean(np.sum(y * np.log(np.maximum(activations[-1], 1e-15)), axis=1)))
    return loss, dict(zip(order, backward_mlp(X, activations, y, *arrays), strict=True))


def wrong_deep_mlp_loss_and_grads__keys(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You name the gradients dW1, db1 and so on: give them the keys of their parameters, W1, b1, … WL, bL.

    Breaks: one gradient a parameter, under the same keys.
    """
    loss, grads = deep_mlp_loss_and_grads(X, y, params)
    return loss, {f"d{name}": grad for name, grad in grads.items()}


def wrong_deep_mlp_loss_and_grads__grads_first(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You return the gradients before the loss: it is loss, grads.

    Breaks: to the loss and one gradient a parameter.
    """
    loss, grads = deep_mlp_loss_and_grads(X, y, params)
    return cast(tuple[float, Params], (grads, loss))


def wrong_deep_mlp_loss_and_grads__weights_only(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You give no gradients for the biases: they learn as the weights do, so return b1 … bL, too.

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


def wrong_deep_mlp_loss_and_grads__loss_as_array(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your loss is a NumPy array, not a number: return a float, by float(loss) or loss.item().

    Breaks: -> float means a Python float or a NumPy floating scalar.
    """
    loss, grads = deep_mlp_loss_and_grads(X, y, params)
    return cast(float, np.asarray(loss)), grads


def wrong_deep_mlp_loss_and_grads__one_digit(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You read one digit of each name, so W10 counts as layer 1: read all that follows the letter, int(name[1:]).

    Breaks: any depth.
    """
    depth = max(int(name[1]) for name in params)
    names = [f"{kind}{layer}" for layer in range(1, depth + 1) for kind in "Wb"]
    return deep_mlp_loss_and_grads(X, y, {name: params[name] for name in names})


def wrong_deep_mlp_loss_and_grads__sigmoid(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your hidden layers bend by sigmoid: this loss is that of a ReLU network, and relu is what comes without a word.

    Breaks: ReLU, softmax.
    """
    return _loss_and_grads(X, y, params, "sigmoid", "sigmoid")


def wrong_deep_mlp_loss_and_grads__two_activations(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You go forward by relu and back by sigmoid's slope: give both passes the same activation.

    Breaks: ReLU, softmax.
    """
    return _loss_and_grads(X, y, params, "relu", "sigmoid")


def wrong_deep_mlp_loss_and_grads__updates(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You take the step yourself and change params: return the gradients only, gradient_descent takes the step.

    Breaks: no function changes an array or dict that it was handed.
    """
    loss, grads = deep_mlp_loss_and_grads(X, y, params)
    for name, grad in grads.items():
        params[name] = params[name] - 0.1 * grad
    return loss, grads


def wrong_deep_mlp_loss_and_grads__into_the_params(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You put the gradients in the place of the parameters, which are the caller's: make a new dict of new arrays.

    Breaks: no function changes an array or dict that it was handed.
    """
    loss, new = deep_mlp_loss_and_grads(X, y, params)
    for name in params:
        params[name][...] = new[name]
    return loss, params


def wrong_deep_mlp_loss_and_grads__no_samples(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You refuse what does not fit, but not X without rows, which has no mean: raise a ValueError, as cross_entropy
    does.

    Breaks: no samples: ValueError.
    """
    classes = len(list(params.values())[-1])
    if len(X):
        return deep_mlp_loss_and_grads(X, y, params)
    if y.shape != (0, classes):
        raise ValueError(f"y has shape {y.shape}, expected {(0, classes)}")
    return 0.0, {name: np.zeros_like(param) for name, param in params.items()}


def wrong_deep_mlp_loss_and_grads__takes_labels(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You turn labels of shape (n,) into one-hot rows: y is one-hot here, and other shapes are refused.

    Breaks: …_loss_and_grads refuse what NumPy would broadcast in silence, in a message that names both shapes.
    """
    labels, classes = y.ndim == 1 and len(X) == len(y), len(list(params.values())[-1])
    return deep_mlp_loss_and_grads(X, np.eye(classes, dtype=y.dtype)[y.astype(int)] if labels else y, params)


def wrong_deep_mlp_loss_and_grads__asserts(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You check shapes by assert, which raises an AssertionError: raise ValueError, as cross_entropy does.

    Breaks: …_loss_and_grads refuse what NumPy would broadcast in silence, in a message that names both shapes.
    """
    A = forward_mlp(X, *params.values())[-1]
    assert A.shape == y.shape, f"{A.shape} and {y.shape}"
    return deep_mlp_loss_and_grads(X, y, params)


def wrong_deep_mlp_loss_and_grads__log_of_zero(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You take the logarithm of probabilities that may be 0: keep them off 0, as cross_entropy does.

    Breaks: finite at probabilities of exactly 0 and 1.
    """
    _, grads = deep_mlp_loss_and_grads(X, y, params)
    A = forward_mlp(X, *params.values())[-1]
    return float(-np.sum(y * np.log(A)) / len(X)), grads


def wrong_deep_mlp_loss_and_grads__adds_too_much(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You add 1e-8 to the probabilities, which shows where they are small: np.maximum(A, 1e-15) changes none above it.

    Breaks: the losses are exact (to 1e-5) for probabilities in [1e-6, 1 − 1e-6].
    """
    _, grads = deep_mlp_loss_and_grads(X, y, params)
    A = forward_mlp(X, *params.values())[-1]
    return float(-np.sum(y * np.log(A + 1e-8)) / len(X)), grads


def wrong_deep_mlp_loss_and_grads__softmax_of_the_batch(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your softmax subtracts the largest score of the whole batch, and other rows vanish: take each row's own.

    Breaks: no RuntimeWarning and no nan for values up to 1e4.
    """
    deep_mlp_loss_and_grads(X, y, params)
    order = [f"{kind}{layer}" for layer in range(1, len(params) // 2 + 1) for kind in "Wb"]
    arrays = [params[name] for name in order]
    inputs = (X, *forward_mlp(X, *arrays)[:-1])
    E: Array = np.exp(inputs[-1] @ arrays[-2] + arrays[-1] - (inputs[-1] @ arrays[-2] + arrays[-1]).max())
    layers = *inputs[1:], E / E.sum(axis=1, keepdims=True)
    return cross_entropy(layers[-1], y), dict(zip(order, backward_mlp(X, layers, y, *arrays), strict=True))


def wrong_deep_mlp_loss_and_grads__loop(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You go through the samples one by one: both passes take a whole batch at once.

    Breaks: no loops over samples in chapters 3 and 4.
    """
    deep_mlp_loss_and_grads(X, y, params)
    parts = [deep_mlp_loss_and_grads(X[[i]], y[[i]], params) for i in range(len(X))]
    grads = {name: np.mean([grads[name] for _, grads in parts], axis=0) for name in parts[0][1]}
    return sum(loss for loss, _ in parts) / len(X), grads


def wrong_gradient_norms__biases_too(grads: Params) -> list[float]:
    """You measure the biases, too: take only the keys that begin with W.

    Breaks: norm of each weight's gradient (keys W…).
    """
    return [float(np.linalg.norm(grad)) for grad in grads.values()]


def wrong_gradient_norms__largest_singular_value(grads: Params) -> list[float]:
    """You take ord=2, which for a matrix is its largest singular value: the Frobenius norm is np.linalg.norm's own.

    Breaks: Frobenius norm.
    """
    return [float(np.linalg.norm(grad, ord=2)) for name, grad in grads.items() if name.startswith("W")]


def wrong_gradient_norms__no_root(grads: Params) -> list[float]:
    """You forget the root: the norm is the square root of the sum of squares.

    Breaks: Frobenius norm.
    """
    return [norm**2 for norm in gradient_norms(grads)]


def wrong_gradient_norms__sum_of_sizes(grads: Params) -> list[float]:
    """You add up the sizes of the entries: the norm is the square root of the sum of their squares.

    Breaks: Frobenius norm.
    """
    return [float(np.abs(grad).sum()) for name, grad in grads.items() if name.startswith("W")]


def wrong_gradient_norms__largest_entry(grads: Params) -> list[float]:
    """You take the largest entry: the norm is the square root of the sum of all squares.

    Breaks: Frobenius norm.
    """
    return [float(np.abs(grad).max()) for name, grad in grads.items() if name.startswith("W")]


def wrong_gradient_norms__root_of_the_mean(grads: Params) -> list[float]:
    """You take the root of the mean of the squares: the norm is that of their sum, so larger layers have larger norms.

    Breaks: Frobenius norm.
    """
    return [float(np.sqrt((grad**2).mean())) for name, grad in grads.items() if name.startswith("W")]


def wrong_gradient_norms__kept_off_zero(grads: Params) -> list[float]:
    """You add a little to each norm: a gradient of 0 has the norm 0.

    Breaks: Frobenius norm.
    """
    return [norm + 1e-8 for norm in gradient_norms(grads)]


def wrong_gradient_norms__rounded(grads: Params) -> list[float]:
    """You round the norms, and those that vanish become 0: return all their digits.

    Breaks: Frobenius norm.
    """
    return [round(norm, 6) for norm in gradient_norms(grads)]


def wrong_gradient_norms__by_place(grads: Params) -> list[float]:
    """You take every other gradient for a weight's: the keys tell which are, those that begin with W.

    Breaks: each weight's gradient (keys W…).
    """
    return [float(np.linalg.norm(grad)) for grad in list(grads.values())[::2]]


def wrong_gradient_norms__in_one(grads: Params) -> list[float]:
    """You give one norm for all layers: give one for each, in a list.

    Breaks: -> list[float], first layer first.
    """
    return cast(list[float], float(np.sqrt(sum(norm**2 for norm in gradient_norms(grads)))))


def wrong_gradient_norms__last_first(grads: Params) -> list[float]:
    """Your norms begin with the last layer: the first layer's comes first.

    Breaks: first layer first.
    """
    return gradient_norms(grads)[::-1]


def wrong_gradient_norms__sorted_names(grads: Params) -> list[float]:
    """You sort the names as words, where W10 comes before W2: take them in the order of grads.

    Breaks: first layer first.
    """
    return [float(np.linalg.norm(grads[name])) for name in sorted(grads) if name.startswith("W")]


def wrong_gradient_norms__one_digit(grads: Params) -> list[float]:
    """You look for W1 to W9 only: take every key that begins with W.

    Breaks: first layer first.
    """
    return [float(np.linalg.norm(grads[f"W{layer}"])) for layer in range(1, 10) if f"W{layer}" in grads]


def wrong_gradient_norms__array(grads: Params) -> list[float]:
    """You return an array: make it a list of floats.

    Breaks: -> list[float].
    """
    return cast(list[float], np.array(gradient_norms(grads)))


def wrong_gradient_norms__squares_in_place(grads: Params) -> list[float]:
    """You square the gradients in place, which changes the caller's: grad ** 2 makes a new array.

    Breaks: no function changes an array that it was handed.
    """
    norms = gradient_norms(grads)
    for name in grads:
        if name.startswith("W"):
            grads[name] **= 2
    return norms


def wrong_gradient_norms__drops_biases(grads: Params) -> list[float]:
    """You delete the biases from the caller's dict: skip them instead.

    Breaks: no function changes an array, dict or list that it was handed.
    """
    for name in [name for name in grads if not name.startswith("W")]:
        del grads[name]
    return gradient_norms(grads)


def right_init_deep_mlp__by_rng_normal(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Draw with the deviation as an argument."""
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
    """Compute the scores anew, and take the slopes there."""
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
