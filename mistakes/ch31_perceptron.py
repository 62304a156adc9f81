"""Wrong, unpolished, plain and right answers to chapter 3.1."""

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


def unpolished_forward_perceptron__double_precision(X: Array, W: Array, b: Array) -> Array:
    """Your probabilities are float64 even where everything is float32: NumPy keeps float32 if you leave it alone.

    Breaks: float32 inputs alone give float32.
    """
    return forward_perceptron(X.astype(np.float64), W, b)


def unpolished_forward_perceptron__row_by_row(X: Array, W: Array, b: Array) -> Array:
    """You go over the samples in a Python loop: X @ W + b does all rows at once.

    Breaks: no loops over samples in chapters 3 and 4.
    """
    return np.concatenate([forward_perceptron(X[i : i + 1], W, b) for i in range(len(X))])


def wrong_forward_perceptron__bias_subtracted(X: Array, W: Array, b: Array) -> Array:
    """Your b counts with the wrong sign: the score is X @ W + b, and e takes all of -(X @ W + b).

    Breaks: sigmoid(XW + b).
    """
    return sigmoid(X @ W - b)


def wrong_forward_perceptron__of_class_0(X: Array, W: Array, b: Array) -> Array:
    """You give the probability of class 0: the exponent in 1 / (1 + e^-z) has a minus.

    Breaks: sigmoid(XW + b).
    """
    return sigmoid(-(X @ W + b))


def wrong_forward_perceptron__softmax(X: Array, W: Array, b: Array) -> Array:
    """You take the softmax of a single column, which is always 1: take the sigmoid.

    Breaks: sigmoid(XW + b).
    """
    E = np.exp(X @ W + b - (X @ W + b).max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def wrong_forward_perceptron__tanh_of_the_whole_score(X: Array, W: Array, b: Array) -> Array:
    """You take (1 + tanh(z)) / 2: the sigmoid of z is (1 + tanh(z / 2)) / 2, with half the score.

    Breaks: sigmoid(XW + b).
    """
    return (1 + np.tanh(X @ W + b)) / 2


def wrong_forward_perceptron__bias_into_the_inputs(X: Array, W: Array, b: Array) -> Array:
    """You add b to the inputs before you weigh them: weigh first, and add b to X @ W.

    Breaks: sigmoid(XW + b).
    """
    return sigmoid((X + b) @ W)


def wrong_forward_perceptron__score_too(X: Array, W: Array, b: Array) -> tuple[Array, Array]:
    """You return the scores as well as the probabilities: return only the probabilities.

    Breaks: forward_perceptron(X, W, b) -> Array.
    """
    Z = X @ W + b
    return Z, sigmoid(Z)


def wrong_forward_perceptron__squeezed(X: Array, W: Array, b: Array) -> Array:
    """You squeeze the column away: leave out np.squeeze, and keep the shape (n, 1) that X @ W gives.

    Breaks: (n, 1).
    """
    return np.squeeze(sigmoid(X @ W + b))


def unpolished_forward_perceptron__clipped_scores(X: Array, W: Array, b: Array) -> Array:
    """You clip the scores at 20, where the sigmoid is not yet 1: the stable sigmoid needs no clipping.

    Breaks: within 1e-12 of the true value.
    """
    return 1 / (1 + np.exp(-np.clip(X @ W + b, -20, 20)))


def unpolished_forward_perceptron__clipped_probabilities(X: Array, W: Array, b: Array) -> Array:
    """You clip the probabilities at 1e-7 and 1 - 1e-7: return them as they are, since the loss guards its logarithms.

    Breaks: within 1e-12 of the true value.
    """
    return np.clip(sigmoid(X @ W + b), 1e-7, 1 - 1e-7)


def unpolished_forward_perceptron__both_branches(X: Array, W: Array, b: Array) -> Array:
    """An exponential overflows at large scores and warns, though your numbers are right: put -abs(z) into the exponent.

    Breaks: no RuntimeWarning for values up to 1e4.
    """
    Z = X @ W + b
    return np.where(Z >= 0, 1 / (1 + np.exp(-Z)), np.exp(Z) / (1 + np.exp(Z)))


def unpolished_forward_perceptron__single_precision(X: Array, W: Array, b: Array) -> Array:
    """Your probabilities are right to float32 only, even for float64 samples: leave the dtype alone.

    Breaks: dtype follows NumPy's promotion.
    """
    return sigmoid(X.astype(np.float32) @ W.astype(np.float32) + b.astype(np.float32))


def unpolished_forward_perceptron__in_the_samples_dtype(X: Array, W: Array, b: Array) -> Array:
    """Your probabilities have the dtype of X even where W is wider, which rounds them off: NumPy chooses the wider one.

    Breaks: dtype follows NumPy's promotion.
    """
    return sigmoid(X @ W + b).astype(X.dtype)


def unpolished_forward_perceptron__asserts(X: Array, W: Array, b: Array) -> Array:
    """You raise an AssertionError for shapes that do not fit: let X @ W raise its ValueError, or raise one yourself.

    Breaks: shapes that do not fit raise ValueError.
    """
    if X.shape[1] != W.shape[0]:
        raise AssertionError(f"{X.shape} and {W.shape}")
    return sigmoid(X @ W + b)


def wrong_forward_perceptron__parentheses(X: Array, W: Array, b: Array) -> Array:
    """You compute (1 / 1) + e^-z, as Python divides first: put parentheses around 1 + e^-z.

    Breaks: sigmoid(XW + b).
    """
    return 1 / 1 + np.exp(-(X @ W + b))


def wrong_forward_perceptron__row(X: Array, W: Array, b: Array) -> Array:
    """Your probabilities are a row, (1, n): X @ W keeps them a column, one row for each sample.

    Breaks: (n, 1).
    """
    return sigmoid(W.T @ X.T + b)


def wrong_forward_perceptron__for_each_input(X: Array, W: Array, b: Array) -> Array:
    """You multiply inputs by weights and do not add up: X @ W adds the products of each row to one score.

    Breaks: (n, 1).
    """
    return sigmoid(X * W.T + b)


def wrong_forward_perceptron__minus_in_the_wrong_place(X: Array, W: Array, b: Array) -> Array:
    """Your b counts with the wrong sign: the score is X @ W + b, and e takes all of -(X @ W + b).

    Breaks: sigmoid(XW + b).
    """
    return 1 / (1 + np.exp(-(X @ W) + b))


def wrong_forward_perceptron__writes_the_bias(X: Array, W: Array, b: Array) -> Array:
    """You write into b, so the parameters change without a step: b += Z changes the array itself, Z + b does not.

    Breaks: no function changes an array that it was passed.
    """
    Z = X @ W + b
    b += Z.mean()
    return sigmoid(Z)


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
    """Your loss is the mean squared error: it should be the binary cross-entropy.

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


def unpolished_perceptron_loss_and_grads__targets_reshaped(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You accept targets of shape (n,), by a reshape or a ravel: raise a ValueError if the shapes do not fit.

    Breaks: (n, 1) against (n,) raises a ValueError that names both shapes.
    """
    return perceptron_loss_and_grads(X, y.reshape(-1, 1), params)


def wrong_perceptron_loss_and_grads__trains(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You already update the parameters here: return the gradients, and leave the step to gradient_descent.

    Breaks: no function changes an array that it was passed.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    for name, grad in grads.items():
        params[name] -= 0.1 * grad
    return loss, grads


def wrong_perceptron_loss_and_grads__by_the_inputs(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You divide the gradients by the number of inputs, X.shape[1]: divide them by that of samples, X.shape[0].

    Breaks: a mean is taken over samples.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    return loss, {name: grad * (len(X) / X.shape[1]) for name, grad in grads.items()}


def wrong_perceptron_loss_and_grads__weights_summed(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your gradient of W is a sum over the samples: divide it by their number, as you do for b.

    Breaks: every gradient has its 1/n.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    return loss, {**grads, "W": grads["W"] * len(X)}


def wrong_perceptron_loss_and_grads__bias_divided_twice(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You divide A - y by n and then take its mean for b: sum it, as the 1/n is in it already.

    Breaks: every gradient has its 1/n, once.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    return loss, {**grads, "b": grads["b"] / len(X)}


def wrong_perceptron_loss_and_grads__all_summed(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your loss and gradients are sums over the samples: divide all of them by the number of samples.

    Breaks: a mean is taken over samples.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    return loss * len(X), {name: grad * len(X) for name, grad in grads.items()}


def wrong_perceptron_loss_and_grads__twice_as_steep(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your gradients are doubled, as for squared errors: the cross-entropy's are X.T @ (A - y) / n, without a 2.

    Breaks: X.T (A - y) / n.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    return loss, {name: grad * 2 for name, grad in grads.items()}


def wrong_perceptron_loss_and_grads__squared_error_throughout(
    X: Array, y: Array, params: Params
) -> tuple[float, Params]:
    """Loss and gradients are those of squared errors: take the binary cross-entropy, whose gradients are simpler.

    Breaks: binary cross-entropy, gradient X.T (A - y) / n.
    """
    A = forward_perceptron(X, params["W"], params["b"])
    dZ = 2 * (A - y) * A * (1 - A) / len(X)
    return float(np.mean((A - y) ** 2)), {"W": X.T @ dZ, "b": dZ.sum(axis=0)}


def wrong_perceptron_loss_and_grads__without_the_zeros(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your loss counts the samples of class 1 only: add (1 - y) * log(1 - A) for those of class 0.

    Breaks: binary cross-entropy.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    A = forward_perceptron(X, params["W"], params["b"])
    return float(-np.mean(y * np.log(np.maximum(A, 1e-15)))), grads


def wrong_perceptron_loss_and_grads__without_bias(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your forward pass leaves the bias out: A is sigmoid(X @ W + b).

    Breaks: binary cross-entropy of sigmoid(XW + b).
    """
    return perceptron_loss_and_grads(X, y, {"W": params["W"], "b": np.zeros_like(params["b"])})


def wrong_perceptron_loss_and_grads__bias_not_trained(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your gradient of b is always 0, so the bias never learns: it is the sum of A - y, divided by n.

    Breaks: one gradient for each parameter.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    return loss, {**grads, "b": np.zeros_like(params["b"])}


def wrong_perceptron_loss_and_grads__bias_as_number(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your gradient of b is a single number, but b has shape (1,): sum over axis=0 only.

    Breaks: one gradient for each parameter, in the same shape.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    return loss, {"W": grads["W"], "b": grads["b"].sum()}


def wrong_perceptron_loss_and_grads__weights_flat(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your gradient of W has shape (d,), but W is a column (d, 1): X.T @ (A - y) keeps the column.

    Breaks: one gradient for each parameter, in the same shape.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    A = forward_perceptron(X, params["W"], params["b"])
    return loss, {**grads, "W": (X * (A - y)).mean(axis=0)}


def wrong_perceptron_loss_and_grads__loss_as_matrix(X: Array, y: Array, params: Params) -> tuple[Array, Params]:
    """Your loss is an array of shape (1, 1), as y.T @ log(A) gives it: turn it into a number.

    Breaks: the loss is a float.
    """
    _, grads = perceptron_loss_and_grads(X, y, params)
    A = forward_perceptron(X, params["W"], params["b"])
    logs, other_logs = np.log(np.maximum(A, 1e-15)), np.log(np.maximum(1 - A, 1e-15))
    return -(y.T @ logs + (1 - y).T @ other_logs) / len(X), grads


def wrong_perceptron_loss_and_grads__triple(X: Array, y: Array, params: Params) -> tuple[float, Array, Array]:
    """You return the gradients one by one: put them into a dict under the keys of the parameters.

    Breaks: gradients under the same keys.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    return loss, grads["W"], grads["b"]


def wrong_perceptron_loss_and_grads__gradients_first(X: Array, y: Array, params: Params) -> tuple[Params, float]:
    """You return the gradients before the loss: the loss comes first.

    Breaks: (X, y, params) to the loss and one gradient a parameter.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    return grads, loss


def unpolished_perceptron_loss_and_grads__coarse_addend(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Small probabilities cost slightly too little, as with 1e-8 added inside the logarithms: 1e-15 is small enough.

    Breaks: exact (to 1e-5) for probabilities in [1e-6, 1 − 1e-6].
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    A = forward_perceptron(X, params["W"], params["b"])
    return float(-np.mean(y * np.log(A + 1e-8) + (1 - y) * np.log(1 - A + 1e-8))), grads


def wrong_perceptron_loss_and_grads__log_of_infinity(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You take log(1 + e^z), which is inf for large scores: np.logaddexp(0, z) is the same and does not overflow.

    Breaks: no RuntimeWarning and no nan for values up to 1e4.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    Z = X @ params["W"] + params["b"]
    return float(np.mean(np.log(1 + np.exp(Z)) - y * Z)), grads


def unpolished_perceptron_loss_and_grads__double_precision(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your gradients are float64 even where everything is float32: NumPy keeps float32 if you leave it alone.

    Breaks: float32 inputs alone give float32.
    """
    return perceptron_loss_and_grads(X.astype(np.float64), y, params)


def unpolished_perceptron_loss_and_grads__broadcasts(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You let NumPy broadcast (n, 1) probabilities against a y of another shape: compare the shapes first.

    Breaks: (n, 1) against (n,) raises a ValueError that names both shapes.
    """
    A = forward_perceptron(X, params["W"], params["b"])
    if not A.size:
        raise ValueError("no samples")
    loss = -np.mean(y * np.log(np.maximum(A, 1e-15)) + (1 - y) * np.log(np.maximum(1 - A, 1e-15)))
    return float(loss), {"W": X.T @ (A - y) / len(X), "b": (A - y).sum(axis=0) / len(X)}


def unpolished_perceptron_loss_and_grads__asserts(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You raise an AssertionError for shapes that differ: raise a ValueError that names both shapes.

    Breaks: shapes that do not fit raise ValueError.
    """
    if y.shape != (len(X), 1):
        raise AssertionError(f"{(len(X), 1)} and {y.shape}")
    return perceptron_loss_and_grads(X, y, params)


def unpolished_perceptron_loss_and_grads__nothing_costs_nothing(
    X: Array, y: Array, params: Params
) -> tuple[float, Params]:
    """For no samples you return a loss of 0: raise a ValueError.

    Breaks: no samples raise a ValueError.
    """
    if not len(X):
        return 0.0, {name: np.zeros_like(param) for name, param in params.items()}
    return perceptron_loss_and_grads(X, y, params)


def wrong_perceptron_loss_and_grads__kept_in_params(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You put the gradients into params too: leave that dict alone, and return one of your own.

    Breaks: no function changes a dict that it was passed.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    params["dW"], params["db"] = grads["W"], grads["b"]
    return loss, grads


def unpolished_perceptron_loss_and_grads__row_by_row(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You add up the gradients in a Python loop over the samples: X.T @ (A - y) does all at once.

    Breaks: no loops over samples in chapters 3 and 4.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    A = forward_perceptron(X, params["W"], params["b"])
    dW = np.zeros_like(grads["W"])
    for x, miss in zip(X, A - y, strict=True):
        dW += x[:, None] * miss
    return loss, {**grads, "W": dW / len(X)}


def wrong_perceptron_loss_and_grads__negative(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your loss is negative: the logarithm of a probability is, so put a minus before the mean.

    Breaks: binary cross-entropy.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    return -loss, grads


def wrong_perceptron_loss_and_grads__inner_sign(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your minus covers the first term of the loss only: put parentheses around both terms.

    Breaks: binary cross-entropy.
    """
    _, grads = perceptron_loss_and_grads(X, y, params)
    A = forward_perceptron(X, params["W"], params["b"])
    log_A, log_not_A = np.log(np.maximum(A, 1e-15)), np.log(np.maximum(1 - A, 1e-15))
    return float(np.mean(-y * log_A + (1 - y) * log_not_A)), grads


def wrong_perceptron_loss_and_grads__half(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Your gradients are half of what they should be: divide by n, not by 2n.

    Breaks: X.T (A - y) / n.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    return loss, {name: grad / 2 for name, grad in grads.items()}


def wrong_perceptron_loss_and_grads__one_number_for_the_weights(
    X: Array, y: Array, params: Params
) -> tuple[float, Params]:
    """Your gradient of W is a single number: each weight has its own slope, and X.T @ (A - y) has them all.

    Breaks: one gradient for each parameter, in the same shape.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    A = forward_perceptron(X, params["W"], params["b"])
    return loss, {**grads, "W": np.mean(X * (A - y))}  # type: ignore[dict-item,unused-ignore]


def wrong_perceptron_loss_and_grads__new_parameters(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """You return parameters after a step: return the gradients, and leave the step to gradient_descent.

    Breaks: one gradient for each parameter.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    return loss, {name: param - 0.1 * grads[name] for name, param in params.items()}


def unpolished_perceptron_loss_and_grads__loss_without_axes(X: Array, y: Array, params: Params) -> tuple[Array, Params]:
    """Your loss is an array without axes: turn it into a number by float().

    Breaks: -> float means a Python float or a NumPy floating scalar.
    """
    loss, grads = perceptron_loss_and_grads(X, y, params)
    return np.array(loss), grads


def wrong_predict_binary__above_the_threshold(A: Array, threshold: float = 0.5) -> Labels:
    """You ask for A > threshold: a probability that just reaches the threshold is a 1 too, so ask for A >= threshold.

    Breaks: 1 where A >= threshold.
    """
    return (A > threshold).astype(np.int64)


def wrong_predict_binary__lower_threshold(A: Array, threshold: float = 0.5) -> Labels:
    """Probabilities clearly below the threshold get a 1: compare with threshold itself, A >= threshold.

    Breaks: 1 where A >= threshold.
    """
    return np.where(A >= threshold - 0.01, 1, 0)


def wrong_predict_binary__threshold_ignored(A: Array, threshold: float = 0.5) -> Labels:
    """You compare A with 0.5, whatever threshold is: compare it with threshold.

    Breaks: 1 where A >= threshold.
    """
    return predict_binary(A)


def unpolished_predict_binary__booleans(A: Array, threshold: float = 0.5) -> Labels:
    """Your labels are True and False: turn them into integers by astype(np.int64).

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
    """Your labels are reversed: a label is 1 where A reaches the threshold, and 0 where it does not.

    Breaks: 1 where A >= threshold.
    """
    return 1 - predict_binary(A, threshold)


def wrong_predict_binary__rounded(A: Array, threshold: float = 0.5) -> Labels:
    """You round, which ignores the threshold and turns 0.5 into 0: ask for A >= threshold.

    Breaks: 1 where A >= threshold.
    """
    return np.round(A).astype(np.int64)


def wrong_predict_binary__truncated(A: Array, threshold: float = 0.5) -> Labels:
    """You turn the probabilities themselves into integers, which turns all below 1 into 0: compare them first.

    Breaks: 1 where A >= threshold.
    """
    return A.astype(np.int64)


def wrong_predict_binary__no_zero(A: Array, threshold: float = 0.5) -> Labels:
    """You treat a threshold of 0 as a missing one, as `threshold or 0.5` does: compare with threshold as it is.

    Breaks: 1 where A >= threshold.
    """
    return np.where(A >= (threshold or 0.5), 1, 0)


def unpolished_predict_binary__tolerant(A: Array, threshold: float = 0.5) -> Labels:
    """You count probabilities just below the threshold as reaching it: compare without a tolerance.

    Breaks: 1 where A >= threshold.
    """
    return np.where((threshold <= A) | np.isclose(A, threshold), 1, 0)


def unpolished_predict_binary__in_single_precision(A: Array, threshold: float = 0.5) -> Labels:
    """A probability just below the threshold reaches it, by a tolerance or a cast to float32: compare A as it is.

    Breaks: 1 where A >= threshold.
    """
    return np.where(A.astype(np.float32) >= np.float32(threshold), 1, 0)


def wrong_predict_binary__whole_quotients(A: Array, threshold: float = 0.5) -> Labels:
    """You count how often the threshold fits into A, which may be twice: ask for A >= threshold.

    Breaks: 1 where A >= threshold, else 0.
    """
    return (A // threshold).astype(np.int64)


def wrong_predict_binary__signs(A: Array, threshold: float = 0.5) -> Labels:
    """Your labels are 1 and -1: the class that is not 1 is 0.

    Breaks: 1 where A >= threshold, else 0.
    """
    return np.where(A >= threshold, 1, -1)


def unpolished_predict_binary__floats(A: Array, threshold: float = 0.5) -> Array:
    """Your labels are floats, 0.0 and 1.0: turn the comparison into integers by astype(np.int64).

    Breaks: integer labels.
    """
    return np.where(A >= threshold, 1.0, 0.0)


def unpolished_predict_binary__in_the_probabilities_dtype(A: Array, threshold: float = 0.5) -> Array:
    """Your labels have the dtype of the probabilities: turn them into integers by astype(np.int64).

    Breaks: integer labels.
    """
    return (A >= threshold).astype(A.dtype)


def wrong_predict_binary__sigmoid_again(A: Array, threshold: float = 0.5) -> Labels:
    """You take the sigmoid of A, but A holds probabilities already: compare them as they are.

    Breaks: 1 where A >= threshold.
    """
    return np.where(sigmoid(A) >= threshold, 1, 0)


def wrong_predict_binary__squeezed(A: Array, threshold: float = 0.5) -> Labels:
    """You return the labels in one row: leave them in the shape of A.

    Breaks: same shape.
    """
    return np.where(np.squeeze(A) >= threshold, 1, 0)


def unpolished_predict_binary__columns_only(A: Array, threshold: float = 0.5) -> Labels:
    """You always return a column: leave the labels in the shape of A, whatever that is.

    Breaks: same shape.
    """
    return np.where(A.reshape(-1, 1) >= threshold, 1, 0)


def wrong_predict_binary__where(A: Array, threshold: float = 0.5) -> Labels:
    """You return where the ones are: return a 0 or a 1 in the place of each probability.

    Breaks: 1 where A >= threshold, same shape.
    """
    return np.flatnonzero(A >= threshold)


def wrong_predict_binary__in_place(A: Array, threshold: float = 0.5) -> Labels:
    """You write the labels into A: make a new array of them.

    Breaks: no function changes an array that it was passed.
    """
    A[...] = A >= threshold
    return A.astype(np.int64)


def unpolished_predict_binary__one_by_one(A: Array, threshold: float = 0.5) -> Labels:
    """You go over the probabilities in a Python loop: A >= threshold compares all at once.

    Breaks: no loops over samples in chapters 3 and 4.
    """
    return np.array([int(a >= threshold) for a in A.ravel()]).reshape(A.shape)


def plain_forward_perceptron__textbook(X: Array, W: Array, b: Array) -> Array:
    """The sigmoid as its formula says: the numbers are right, and e^10000 warns."""
    Z = np.dot(X, W) + b
    return 1 / (1 + np.exp(-Z))


def plain_forward_perceptron__loops(X: Array, W: Array, b: Array) -> Array:
    """Add up each score in loops, into a buffer of zeros."""
    n, d = X.shape
    A = np.zeros((n, 1))
    for i in range(n):
        z = b[0]
        for j in range(d):
            z = z + X[i, j] * W[j, 0]
        A[i, 0] = 1.0 / (1.0 + np.exp(-z))
    return A


def plain_forward_perceptron__list_of_rows(X: Array, W: Array, b: Array) -> Array:
    """Collect the probabilities in a list."""
    rows = []
    for x in X:
        rows.append(sigmoid(np.dot(x, W) + b))
    return np.array(rows)


def plain_forward_perceptron__scores_clipped(X: Array, W: Array, b: Array) -> Array:
    """Clip the scores where e^-z would overflow."""
    Z = np.clip(X @ W + b, -500, 500)
    return 1 / (1 + np.exp(-Z))


def plain_forward_perceptron__sums_of_products(X: Array, W: Array, b: Array) -> Array:
    """Multiply, sum over the inputs, and reshape to a column."""
    Z = np.sum(X * W.reshape(1, -1), axis=1) + b
    return sigmoid(Z).reshape(-1, 1)


def plain_perceptron_loss_and_grads__added_1e_7(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Add 1e-7 inside the logarithms."""
    W, b = params["W"], params["b"]
    n = X.shape[0]
    A = 1 / (1 + np.exp(-(X @ W + b)))
    loss = float(-np.mean(y * np.log(A + 1e-7) + (1 - y) * np.log(1 - A + 1e-7)))
    dW = np.dot(X.T, A - y) / n
    db = np.sum(A - y, axis=0) / n
    return loss, {"W": dW, "b": db}


def plain_perceptron_loss_and_grads__added_1e_15(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Add 1e-15, and divide in other places."""
    m = len(y)
    A = sigmoid(np.matmul(X, params["W"]) + params["b"])
    eps = 1e-15
    loss: float = -(1 / m) * np.sum(y * np.log(A + eps) + (1 - y) * np.log(1 - A + eps))
    return loss, {"W": (1 / m) * (X.T @ (A - y)), "b": (1 / m) * np.sum(A - y, axis=0)}


def plain_perceptron_loss_and_grads__clipped_throughout(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Clip the probabilities at 1e-7, and use the clipped ones for the gradients too."""
    A = forward_perceptron(X, params["W"], params["b"])
    A = np.clip(A, 1e-7, 1 - 1e-7)
    loss = float(np.mean(-(y * np.log(A) + (1 - y) * np.log(1 - A))))
    error = A - y
    return loss, {"W": X.T.dot(error) / X.shape[0], "b": np.mean(error, axis=0)}


def plain_perceptron_loss_and_grads__loop_over_samples(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Add up loss and gradients sample by sample."""
    n, d = X.shape
    A = forward_perceptron(X, params["W"], params["b"])
    loss = 0.0
    dW = np.zeros((d, 1))
    db = np.zeros(1)
    for i in range(n):
        a = min(max(A[i, 0], 1e-12), 1 - 1e-12)
        loss += -y[i, 0] * np.log(a) - (1 - y[i, 0]) * np.log(1 - a)
        error = A[i, 0] - y[i, 0]
        for j in range(d):
            dW[j, 0] += error * X[i, j]
        db[0] += error
    return loss / n, {"W": dW / n, "b": db / n}


def plain_perceptron_loss_and_grads__by_masks(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Price the samples of each class by themselves."""
    A = forward_perceptron(X, params["W"], params["b"])
    total = -np.log(np.maximum(A[y == 1], 1e-9)).sum() - np.log(np.maximum(1 - A[y == 0], 1e-9)).sum()
    grads = {}
    grads["W"] = np.dot(X.T, (A - y) / len(X))
    grads["b"] = np.array([np.mean(A - y)])
    return total / len(X), grads


def plain_perceptron_loss_and_grads__by_the_earlier_loss(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Use chapter 2.1's loss, and give an array without axes."""
    A = forward_perceptron(X, params["W"], params["b"])
    dZ = A - y
    dZ /= X.shape[0]
    db = dZ.sum(axis=0, keepdims=True).reshape(params["b"].shape)
    return np.array(binary_cross_entropy(A, y)), {"W": np.einsum("ij,ik->jk", X, dZ), "b": db}  # type: ignore


def plain_predict_binary__by_where(A: Array, threshold: float = 0.5) -> Labels:
    """Choose 1 or 0."""
    return np.where(A >= threshold, 1, 0)


def plain_predict_binary__times_1(A: Array, threshold: float = 0.5) -> Labels:
    """Multiply the comparison by 1."""
    return (A >= threshold) * 1


def plain_predict_binary__into_zeros(A: Array, threshold: float = 0.5) -> Labels:
    """Put ones into zeros."""
    labels = np.zeros(A.shape)
    labels[A >= threshold] = 1
    return labels  # type: ignore[return-value]


def plain_predict_binary__one_by_one(A: Array, threshold: float = 0.5) -> Labels:
    """Go over the probabilities in a loop."""
    labels = []
    for a in A.flatten():
        if a >= threshold:
            labels.append(1)
        else:
            labels.append(0)
    return np.array(labels).reshape(A.shape)


def plain_predict_binary__booleans(A: Array, threshold: float = 0.5) -> Labels:
    """Leave the comparison as it is: True counts as 1."""
    return A >= threshold  # type: ignore


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


def right_forward_perceptron__by_masks(X: Array, W: Array, b: Array) -> Array:
    """Compute each side of 0 by the form that cannot overflow."""
    Z = X @ W + b
    A, positive = np.empty_like(Z), Z >= 0
    A[positive] = 1 / (1 + np.exp(-Z[positive]))
    A[~positive] = np.exp(Z[~positive]) / (1 + np.exp(Z[~positive]))
    return A


def right_forward_perceptron__warnings_silenced(X: Array, W: Array, b: Array) -> Array:
    """Let e^-z be inf: 1 / inf is the 0 that is asked for."""
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-(X @ W + b)))


def right_forward_perceptron__with_a_column_of_ones(X: Array, W: Array, b: Array) -> Array:
    """Take the bias for the weight of an input that is always 1."""
    return sigmoid(np.hstack([X, np.ones_like(X[:, :1])]) @ np.concatenate([W, b[None]]))


def right_forward_perceptron__in_columns(X: Array, W: Array, b: Array) -> Array:
    """Let samples be columns, and turn the result."""
    return np.exp(-np.logaddexp(0, -(W.T @ X.T + b))).T


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


def right_perceptron_loss_and_grads__by_einsum(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Sum over the samples by einsum."""
    A = forward_perceptron(X, params["W"], params["b"])
    loss, E = binary_cross_entropy(A, y), (A - y) / len(X)
    return loss, {"W": np.einsum("nd,nk->dk", X, E), "b": np.einsum("nk->k", E)}


def right_perceptron_loss_and_grads__of_the_truth(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Pick the probability that each sample's truth was given, not below 1e-7, and return a NumPy scalar."""
    A = forward_perceptron(X, params["W"], params["b"])
    if A.shape != y.shape or not len(A):
        raise ValueError(f"A has shape {A.shape}, y {y.shape}; expected the same, with samples")
    loss: float = -np.log(np.maximum(np.where(y == 1, A, 1 - A), 1e-7)).mean()
    return loss, {"W": X.T.dot(A - y) / len(y), "b": np.array([np.mean(A - y)], dtype=A.dtype)}


def right_perceptron_loss_and_grads__with_a_column_of_ones(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Compute both gradients in one product: the bias is the weight of an input that is always 1."""
    A = forward_perceptron(X, params["W"], params["b"])
    loss = binary_cross_entropy(A, y)
    both = np.hstack([X, np.ones_like(X[:, :1])]).T @ (A - y) / len(X)
    return loss, {"W": both[:-1], "b": both[-1]}


def right_predict_binary__by_where(A: Array, threshold: float = 0.5) -> Labels:
    """Choose 1 or 0 by np.where."""
    return np.where(A < threshold, 0, 1)


def right_predict_binary__in_small_integers(A: Array, threshold: float = 0.5) -> Labels:
    """Small integers will do."""
    return np.greater_equal(A, threshold).astype(np.uint8)


def right_predict_binary__by_heaviside(A: Array, threshold: float = 0.5) -> Labels:
    """Take the step function, 1 at 0."""
    return np.heaviside(A - threshold, 1.0).astype(np.int32)


def right_predict_binary__by_digitize(A: Array, threshold: float = 0.5) -> Labels:
    """Count the thresholds that are reached, of which there is one."""
    return np.digitize(A, [threshold])


def right_predict_binary__by_a_view(A: Array, threshold: float = 0.5) -> Labels:
    """Read the bytes of the booleans as integers."""
    return (A >= threshold).view(np.int8)
