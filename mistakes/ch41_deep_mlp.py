"""Wrong and right answers to chapter 4.1."""

from collections.abc import Sequence

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


def _back(
    X: Array, activations: Sequence[Array], y: Array, params: Sequence[Array], slopes: Sequence[Array]
) -> tuple[Array, ...]:
    """Go back with given slopes of layers 1 … L - 1."""
    inputs = [X, *activations[:-1]]
    dZ = (activations[-1] - y) / len(X)
    grads: list[Array] = []
    for i in reversed(range(len(activations))):
        grads = [inputs[i].T @ dZ, dZ.sum(axis=0), *grads]
        if i:
            dZ = dZ @ params[2 * i].T * slopes[i - 1]
    return tuple(grads)


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
    loss = float(-np.sum(y * np.log(np.maximum(activations[-1], 1e-15))) / max(len(X), 1))
    return loss, dict(zip(order, backward_mlp(X, activations, y, *arrays), strict=True))


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


def right_init_deep_mlp__by_rng_normal(
    sizes: Sequence[int], rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Draw with the deviation as an argument."""
    params: Params = {}
    for i in range(len(sizes) - 1):
        params[f"W{i + 1}"] = rng.normal(0, (2 / sizes[i]) ** 0.5, size=(sizes[i], sizes[i + 1])).astype(dtype)
        params[f"b{i + 1}"] = np.zeros(sizes[i + 1], dtype=dtype)
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


def right_gradient_norms__by_hand(grads: Params) -> list[float]:
    """Take the root of the sum of squares, as NumPy scalars."""
    return [np.sqrt(np.sum(np.square(grad))) for name, grad in grads.items() if name[0] == "W"]


def right_gradient_norms__by_vdot(grads: Params) -> list[float]:
    """Multiply each gradient by itself."""
    return [float(np.vdot(grad, grad)) ** 0.5 for name, grad in grads.items() if "W" in name]
