"""Wrong and right answers to chapter 3.1."""

import numpy as np
from ch11_arrays import Array
from ch13_functions import sigmoid
from ch21_losses import binary_cross_entropy
from ch23_minibatches import Params
from ch31_perceptron import Labels, forward_perceptron, perceptron_loss_and_grads, predict_binary


def wrong_forward_perceptron__without_bias(X: Array, W: Array, b: Array) -> Array:
    """You leave the bias out: add b to X @ W before the sigmoid.

    Breaks: sigmoid(XW + b).
    """
    return sigmoid(X @ W)


def wrong_forward_perceptron__bias_after_the_sigmoid(X: Array, W: Array, b: Array) -> Array:
    """You add b after the sigmoid: add it to X @ W first.

    Breaks: sigmoid(XW + b).
    """
    return sigmoid(X @ W) + b


def wrong_forward_perceptron__score(X: Array, W: Array, b: Array) -> Array:
    """You return the score X @ W + b as it is: take its sigmoid.

    Breaks: sigmoid(XW + b).
    """
    return X @ W + b


def wrong_forward_perceptron__step(X: Array, W: Array, b: Array) -> Array:
    """You return 0 or 1, as the old perceptron did: return the probability, the sigmoid of the score.

    Breaks: sigmoid(XW + b).
    """
    Z = X @ W + b
    return (Z >= 0).astype(Z.dtype)


def wrong_forward_perceptron__tanh(X: Array, W: Array, b: Array) -> Array:
    """You squash the score by tanh, which goes from -1 to 1: use the sigmoid, which goes from 0 to 1.

    Breaks: sigmoid(XW + b).
    """
    return np.tanh(X @ W + b)


def wrong_forward_perceptron__overflows(X: Array, W: Array, b: Array) -> Array:
    """You take e to the power of large scores and divide inf by inf: use the stable sigmoid of chapter 1.3.

    Breaks: no RuntimeWarning and no nan for values up to 1e4.
    """
    E = np.exp(X @ W + b)
    return E / (1 + E)


def wrong_forward_perceptron__flat(X: Array, W: Array, b: Array) -> Array:
    """Your probabilities have shape (n,): keep the column (n, 1) that X @ W gives.

    Breaks: (n, 1).
    """
    return forward_perceptron(X, W, b)[:, 0]


def wrong_forward_perceptron__double_precision(X: Array, W: Array, b: Array) -> Array:
    """You turn everything into float64: leave the dtype alone, so that float32 stays float32.

    Breaks: float32 inputs alone give float32.
    """
    return forward_perceptron(X.astype(np.float64), W, b)


def wrong_forward_perceptron__row_by_row(X: Array, W: Array, b: Array) -> Array:
    """You go over the samples in a Python loop: X @ W + b does all rows at once.

    Breaks: no loops over samples in chapters 3 and 4.
    """
    return np.concatenate([forward_perceptron(X[i : i + 1], W, b) for i in range(len(X))])


def wrong_perceptron_loss_and_grads__without_n(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your gradients are sums over the samples, but the loss is a mean: divide them by the number of samples.

    Breaks: every gradient has its 1/n.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    return loss, {name: grad * len(X) for name, grad in grads.items()}


def wrong_perceptron_loss_and_grads__n_twice(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You divide the gradients by the number of samples twice: once is enough.

    Breaks: every gradient has its 1/n, once.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    return loss, {name: grad / len(X) for name, grad in grads.items()}


def wrong_perceptron_loss_and_grads__bias_summed(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your gradient of b is a sum over the samples: divide it by their number, as you do for W.

    Breaks: every gradient has its 1/n.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    return loss, {**grads, "b": grads["b"] * len(X)}


def wrong_perceptron_loss_and_grads__loss_summed(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your loss is a sum over the samples: take their mean.

    Breaks: the mean binary cross-entropy.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    return loss * len(X), grads


def wrong_perceptron_loss_and_grads__opposite_sign(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your gradients point downhill, as you take y - A: take A - y, since the update does the subtracting.

    Breaks: X.T (A - y) / n.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    return loss, {name: -grad for name, grad in grads.items()}


def wrong_perceptron_loss_and_grads__sigmoid_slope_left_in(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You multiply A - y by the sigmoid's slope A * (1 - A), but the cross-entropy's slope cancels it: leave it out.

    Breaks: X.T (A - y) / n.
    """
    A = forward_perceptron(X, params["W"], params["b"])
    dZ = (A - y) * A * (1 - A) / len(X)
    return binary_cross_entropy(A, y), {"W": X.T @ dZ, "b": dZ.sum(axis=0)}


def wrong_perceptron_loss_and_grads__from_labels(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You subtract y from decided labels, 0 or 1: subtract it from the probabilities A.

    Breaks: X.T (A - y) / n.
    """
    A = forward_perceptron(X, params["W"], params["b"])
    loss = binary_cross_entropy(A, y)
    dZ = ((A >= 0.5) - y) / len(X)
    return loss, {"W": X.T @ dZ, "b": dZ.sum(axis=0)}


def wrong_perceptron_loss_and_grads__squared_error(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your loss is the mean squared error: it is to be the binary cross-entropy.

    Breaks: binary cross-entropy.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    A = forward_perceptron(X, params["W"], params["b"])
    return float(np.mean((A - y) ** 2)), grads


def wrong_perceptron_loss_and_grads__bias_as_matrix(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your gradient of b has shape (1, 1), but b has (1,): sum over axis=0 without keepdims.

    Breaks: one gradient for each parameter, in the same shape.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    return loss, {**grads, "b": grads["b"][None]}


def wrong_perceptron_loss_and_grads__bias_per_sample(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your gradient of b has an entry for each sample: sum A - y over the rows, axis=0.

    Breaks: one gradient for each parameter, in the same shape.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    A = forward_perceptron(X, params["W"], params["b"])
    return loss, {**grads, "b": (A - y) / len(X)}


def wrong_perceptron_loss_and_grads__other_keys(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You name the gradients dW and db: give them the keys of the parameters, W and b.

    Breaks: gradients under the same keys.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    return loss, {"dW": grads["W"], "db": grads["b"]}


def wrong_perceptron_loss_and_grads__log_of_zero(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You take the logarithm of 0 where a probability is 0 or 1: keep its argument above 0 by np.maximum.

    Breaks: the losses are finite at probabilities of exactly 0 and 1.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    A = forward_perceptron(X, params["W"], params["b"])
    return float(-np.mean(y * np.log(A) + (1 - y) * np.log(1 - A))), grads


def wrong_perceptron_loss_and_grads__coarsely_clipped(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You clip the probabilities at 0.01 and 0.99, which makes certain mistakes too cheap: clip far closer to 0 and 1.

    Breaks: 10 or more for a sample that is certain and wrong.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    A = forward_perceptron(X, params["W"], params["b"])
    return binary_cross_entropy(np.clip(A, 0.01, 0.99), y), grads


def wrong_perceptron_loss_and_grads__targets_reshaped(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You turn targets of shape (n,) into a column yourself: leave y as it is, and refuse shapes that do not fit.

    Breaks: (n, 1) against (n,) raises a ValueError that names both shapes.
    """
    return perceptron_loss_and_grads(X, y.reshape(-1, 1), params)


def wrong_perceptron_loss_and_grads__trains(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You already update the parameters here: return the gradients, and leave the step to gradient_descent.

    Breaks: no function changes an array that it was handed.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    for name, grad in grads.items():
        params[name] -= 0.1 * grad
    return loss, grads


def wrong_predict_binary__above_the_threshold(A: Array, threshold: float = 0.5) -> Labels:
    """You ask for A > threshold: a probability that just reaches the threshold is a 1 too, so ask for A >= threshold.

    Breaks: 1 where A >= threshold.
    """
    return (A > threshold).astype(np.int64)


def wrong_predict_binary__threshold_ignored(A: Array, threshold: float = 0.5) -> Labels:
    """You compare with 0.5 whatever threshold is: compare with threshold.

    Breaks: 1 where A >= threshold.
    """
    return predict_binary(A)


def wrong_predict_binary__booleans(A: Array, threshold: float = 0.5) -> Labels:
    """You return booleans: make integers of them by astype(np.int64).

    Breaks: integer labels.
    """
    labels: Labels = np.asarray(A >= threshold)
    return labels


def wrong_predict_binary__flat(A: Array, threshold: float = 0.5) -> Labels:
    """You return the labels in one row: leave them in the shape of A.

    Breaks: same shape.
    """
    return predict_binary(A, threshold).ravel()


def wrong_predict_binary__argmax(A: Array, threshold: float = 0.5) -> Labels:
    """You take the argmax of each row, which is always 0 for one column: compare A with the threshold.

    Breaks: 1 where A >= threshold.
    """
    return np.argmax(A, axis=-1, keepdims=True)


def wrong_predict_binary__reversed(A: Array, threshold: float = 0.5) -> Labels:
    """Your labels are the wrong way round: 1 stands where A reaches the threshold, 0 where it does not.

    Breaks: 1 where A >= threshold.
    """
    return 1 - predict_binary(A, threshold)


def right_forward_perceptron__by_tanh(X: Array, W: Array, b: Array) -> Array:
    """The sigmoid is a shifted tanh."""
    return (np.tanh((np.dot(X, W) + b) / 2) + 1) / 2


def right_forward_perceptron__by_scipy(X: Array, W: Array, b: Array) -> Array:
    """Use scipy's sigmoid, expit."""
    from scipy.special import expit  # type: ignore[import-untyped,unused-ignore]

    A: Array = expit(np.matmul(X, W) + b)
    return A


def right_forward_perceptron__by_einsum(X: Array, W: Array, b: Array) -> Array:
    """Compute the scores by einsum."""
    return sigmoid(np.einsum("nd,dk->nk", X, W) + b)


def right_perceptron_loss_and_grads__by_logaddexp(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Compute the loss from the scores, log(1 + e^z) - yz."""
    Z = X @ params["W"] + params["b"]
    if Z.shape != y.shape or not len(X):
        raise ValueError(f"scores have shape {Z.shape}, but y has shape {y.shape}")
    E = sigmoid(Z) - y
    return float(np.mean(np.logaddexp(0, Z) - y * Z)), {"W": X.T @ E / len(X), "b": E.mean(axis=0)}


def right_perceptron_loss_and_grads__by_means(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Take the mean of the samples' own gradients."""
    A = forward_perceptron(X, params["W"], params["b"])
    loss, E = binary_cross_entropy(A, y), A - y
    return loss, {"b": E.mean(axis=0), "W": (X * E).mean(axis=0)[:, None]}


def right_predict_binary__by_where(A: Array, threshold: float = 0.5) -> Labels:
    """Choose 1 or 0 by np.where."""
    return np.where(A < threshold, 0, 1)


def right_predict_binary__in_small_integers(A: Array, threshold: float = 0.5) -> Labels:
    """Small integers will do."""
    return np.greater_equal(A, threshold).astype(np.uint8)
