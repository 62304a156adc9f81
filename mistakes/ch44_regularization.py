"""Wrong and right answers to chapter 4.4."""

from collections.abc import Callable
from typing import Any

import numpy as np
from ch11_arrays import Array
from ch12_matrices import linear
from ch23_minibatches import LossFn, Params
from ch32_activations import relu, relu_derivative, softmax
from ch33_mlp_forward import cross_entropy
from ch41_deep_mlp import deep_mlp_loss_and_grads
from ch44_regularization import dropout, dropout_mlp_loss_and_grads, l2_gradient, l2_regularization, regularized

Rng = np.random.Generator
Answer = Callable[..., Any]
Dropped = tuple[Array, Array]
Graded = tuple[float, Params]


def _says(sentence: str, breaks: str, call: Answer) -> Answer:
    """Give an answer its docstring: what to tell the learner who wrote it, and what of the contract it breaks."""
    call.__doc__ = f"{sentence}\n\n    Breaks: {breaks}.\n    "
    return call


wrong_l2_regularization__halved = _says(
    "Your penalty has a 1/2: it is lambda times the whole sum of the squares.",
    "lambda * sum(W ** 2)",
    lambda W, lambda_: float(lambda_ / 2 * np.sum(W**2)),
)
wrong_l2_regularization__mean = _says(
    "Your penalty takes the mean of the squares: take their sum.",
    "lambda * sum(W ** 2)",
    lambda W, lambda_: float(lambda_ * np.mean(W**2)),
)
wrong_l2_regularization__absolute = _says(
    "Your penalty sums sizes, which is L1: L2 sums squares.",
    "lambda * sum(W ** 2)",
    lambda W, lambda_: float(lambda_ * np.sum(np.abs(W))),
)
wrong_l2_regularization__root = _says(
    "Your penalty is the norm, which is a root: leave the sum of squares as it is.",
    "lambda * sum(W ** 2)",
    lambda W, lambda_: float(lambda_ * np.linalg.norm(W)),
)
wrong_l2_regularization__squares_the_sum = _says(
    "You sum the weights and square that, so that 1 and -1 cost nothing: square each weight first.",
    "lambda * sum(W ** 2)",
    lambda W, lambda_: float(lambda_ * np.sum(W) ** 2),
)
wrong_l2_regularization__squares_lambda = _says(
    "You square lambda_ along with the weights: multiply by it after the squares are summed.",
    "lambda * sum(W ** 2)",
    lambda W, lambda_: float(np.sum((lambda_ * W) ** 2)),
)
wrong_l2_regularization__priceless = _says(
    "Your sum of squares is the same at every price: multiply it by lambda_.",
    "lambda * sum(W ** 2)",
    lambda W, lambda_: float(np.sum(W**2)),
)
wrong_l2_regularization__one_axis = _says(
    "You sum along one axis, which leaves an array: np.sum without axis sums all entries to one number.",
    "-> float",
    lambda W, lambda_: lambda_ * np.sum(W**2, axis=0),
)
wrong_l2_regularization__unsummed = _says(
    "You give a price for each weight: sum them to one number.",
    "-> float",
    lambda W, lambda_: lambda_ * W**2,
)
wrong_l2_regularization__largest_stretch = _says(
    "np.linalg.norm(W, 2) of a matrix is the most that it stretches a vector: sum the squares of all entries.",
    "lambda * sum(W ** 2)",
    lambda W, lambda_: float(lambda_ * np.linalg.norm(W, 2) ** 2),
)


def wrong_l2_regularization__squares_in_place(W: Array, lambda_: float) -> float:
    """You square the weights in place, and they are the caller's: W ** 2 makes a new array.

    Breaks: no function changes an array that it is given.
    """
    W *= W
    return float(lambda_ * np.sum(W))


wrong_l2_gradient__no_two = _says(
    "Your gradient lacks the 2 that the square leaves: it is 2 * lambda * W.",
    "2 lambda W",
    lambda W, lambda_: lambda_ * W,
)
wrong_l2_gradient__of_sizes = _says(
    "Your gradient is that of L1, the sign of each weight: that of a square is 2 * lambda * W.",
    "2 lambda W",
    lambda W, lambda_: lambda_ * np.sign(W),
)
wrong_l2_gradient__still_squared = _says(
    "You still have W squared: the derivative of w ** 2 is 2 * w.",
    "2 lambda W",
    lambda W, lambda_: 2 * lambda_ * W**2,
)
wrong_l2_gradient__averaged = _says(
    "You divide by the number of weights: the penalty is a sum, and so no mean's 1/n belongs here.",
    "2 lambda W",
    lambda W, lambda_: 2 * lambda_ * W / W.size,
)
wrong_l2_gradient__decayed = _says(
    "You give the weights after a step: give their slope alone, and gradient_descent takes the step.",
    "2 lambda W",
    lambda W, lambda_: W - 2 * lambda_ * W,
)
wrong_l2_gradient__summed = _says(
    "You sum the slopes: each weight has its own, so the gradient has W's shape.",
    "2 lambda W",
    lambda W, lambda_: 2 * lambda_ * np.sum(W),
)
wrong_l2_gradient__nothing_at_no_price = _says(
    "At a price of 0 you give a single 0: give one for each weight, as 2 * lambda_ * W does by itself.",
    "2 lambda W",
    lambda W, lambda_: 2 * lambda_ * W if lambda_ else 0.0,
)
unpolished_l2_gradient__float64 = _says(
    "Your gradient is float64 where W is float32: multiply W by plain numbers, which keep its dtype.",
    "float32 inputs alone give float32",
    lambda W, lambda_: 2 * np.array([lambda_]) * W,
)


def wrong_l2_gradient__scales_the_weights(W: Array, lambda_: float) -> Array:
    """You scale the weights in place, and they are the caller's: 2 * lambda_ * W makes a new array.

    Breaks: no function changes an array that it is given.
    """
    W *= 2 * lambda_
    return W


def _check(p: float) -> None:
    if not 0 < p <= 1:
        raise ValueError(f"p is {p}")


def _masked(draw: Callable[[Array, float, Rng], Any]) -> Answer:
    """Return a dropout whose mask is drawn in some way."""

    def drop(A: Array, p: float, rng: Rng) -> Dropped:
        _check(p)
        mask = draw(A, p, rng).astype(A.dtype)
        return A * mask, mask

    return drop


wrong_dropout__not_scaled = _says(
    "Your mask is 0 or 1: divide it by p, so that what is kept makes up for what is dropped.",
    "Bernoulli(p) / p",
    _masked(lambda A, p, rng: rng.random(A.shape) < p),
)
wrong_dropout__not_scaled_bools = _says(
    "Your mask is 0 or 1: divide it by p, so that what is kept makes up for what is dropped.",
    "Bernoulli(p) / p",
    lambda A, p, rng: (lambda mask: (A * mask, mask))(rng.random(A.shape) < p),
)
wrong_dropout__not_scaled_binomial = _says(
    "Your mask is 0 or 1: divide it by p, so that what is kept makes up for what is dropped.",
    "Bernoulli(p) / p",
    lambda A, p, rng: (lambda mask: (A * mask, mask))(rng.binomial(1, p, A.shape)),
)
wrong_dropout__scaled_as_in_pytorch = _says(
    "You keep with probability p, but scale by 1 / (1 - p): what is kept is scaled by 1 / p.",
    "Bernoulli(p) / p",
    _masked(lambda A, p, rng: (rng.random(A.shape) < p) / (1 - p)),
)
wrong_dropout__p_reversed = _says(
    "Your dropout drops with probability p: here p is the probability of keeping a unit.",
    "p is the probability of keeping",
    lambda A, p, rng: dropout(A, 1 - p if 0 < p < 1 else p, rng),
)
wrong_dropout__as_in_pytorch = _says(
    "Your p is that of dropping, as in PyTorch: here it is the probability of keeping a unit.",
    "p is the probability of keeping",
    _masked(lambda A, p, rng: (rng.random(A.shape) >= p) / (1 - p)),
)
wrong_dropout__drops_below_p = _says(
    "Your dropout drops with probability p, and scales by 1 / p: here p is the probability of keeping a unit.",
    "p is the probability of keeping",
    _masked(lambda A, p, rng: (rng.random(A.shape) >= p) / p),
)
wrong_dropout__scaled_down = _says(
    "You multiply the mask by p, which takes even more away: divide it by p.",
    "Bernoulli(p) / p",
    _masked(lambda A, p, rng: (rng.random(A.shape) < p) * p),
)


def wrong_dropout__mask_unscaled(A: Array, p: float, rng: Rng) -> Dropped:
    """You scale the layer, but not the mask: the way back needs the mask divided by p, too.

    Breaks: (A * mask, mask), with the mask divided by p.
    """
    _check(p)
    mask = rng.random(A.shape) < p
    truth: Any = mask
    return A * mask / p, truth


def wrong_dropout__mask_unscaled_binomial(A: Array, p: float, rng: Rng) -> Any:
    """You scale the layer, but not the mask: the way back needs the mask divided by p, too.

    Breaks: (A * mask, mask), with the mask divided by p.
    """
    mask = rng.binomial(1, p, A.shape)
    return A * mask / p, mask


def wrong_dropout__mask_of_ones(A: Array, p: float, rng: Rng) -> Dropped:
    """You divide the layer by p and leave the mask 0 or 1: divide the mask, which the way back uses, too.

    Breaks: (A * mask, mask), with the mask divided by p.
    """
    _check(p)
    mask = (rng.random(A.shape) < p).astype(A.dtype)
    return A * mask / p, mask


def wrong_dropout__scaled_twice(A: Array, p: float, rng: Rng) -> Dropped:
    """You divide the mask by p, and then the layer again: once is enough.

    Breaks: (A * mask, mask).
    """
    _check(p)
    mask = ((rng.random(A.shape) < p) / p).astype(A.dtype)
    return A * mask / p, mask


def wrong_dropout__mask_only(A: Array, p: float, rng: Rng) -> Dropped:
    """Your first result is A as it came: multiply it by the mask.

    Breaks: (A * mask, mask).
    """
    _, mask = dropout(A, p, rng)
    return A.copy(), mask


wrong_dropout__layer_only = _says(
    "You give only the layer: the way back needs the mask, so give both.",
    "(A * mask, mask)",
    lambda A, p, rng: dropout(A, p, rng)[0],
)


def wrong_dropout__mask_first(A: Array, p: float, rng: Rng) -> Dropped:
    """You give the mask first: the order is A * mask, then the mask.

    Breaks: (A * mask, mask).
    """
    dropped, mask = dropout(A, p, rng)
    return mask, dropped


def wrong_dropout__mask_read_off(A: Array, p: float, rng: Rng) -> Dropped:
    """Your mask is 0 where A is 0, as if it was read off the result: return the mask that you drew.

    Breaks: the mask is Bernoulli(p) / p.
    """
    dropped, _ = dropout(A, p, rng)
    return dropped, ((dropped != 0) / p).astype(A.dtype)


def unpolished_dropout__float64(A: Array, p: float, rng: Rng) -> Dropped:
    """Your mask is float64 whatever A is: turn it into A.dtype.

    Breaks: float32 inputs alone give float32.
    """
    _check(p)
    mask = (rng.random(A.shape) < p) / p
    return A * mask, mask


def unpolished_dropout__in_place(A: Array, p: float, rng: Rng) -> Dropped:
    """You multiply A in place, and it is the caller's: A * mask makes a new array.

    Breaks: no function changes an array that it is given.
    """
    _, mask = dropout(A, p, rng)
    A *= mask
    return A, mask


wrong_dropout__whole_columns = _says(
    "Your mask is the same for all samples: draw a number for each sample and unit, rng.random(A.shape).",
    "the mask is Bernoulli(p) / p",
    _masked(lambda A, p, rng: np.repeat(rng.random(A[:1].shape) < p, len(A), axis=0) / p),
)
wrong_dropout__one_draw_a_unit = _says(
    "Your mask is the same for all samples: draw a number for each sample and unit, rng.random(A.shape).",
    "the mask is Bernoulli(p) / p",
    _masked(lambda A, p, rng: np.broadcast_to((rng.random(A.shape[-1]) < p) / p, A.shape)),
)
wrong_dropout__one_draw_a_unit_binomial = _says(
    "Your mask is the same for all samples: draw a number for each sample and unit, rng.random(A.shape).",
    "the mask is Bernoulli(p) / p",
    _masked(lambda A, p, rng: np.broadcast_to(rng.binomial(1, p, A.shape[-1]) / p, A.shape)),
)
wrong_dropout__mask_of_one_row = _says(
    "Your mask has one entry for each unit: it needs one for each sample and unit, so draw in the shape A.shape.",
    "both in A's shape",
    lambda A, p, rng: (lambda mask: (A * mask, mask))((rng.random(A.shape[-1]) < p) / p),
)
wrong_dropout__mask_of_one_row_binomial = _says(
    "Your mask has one entry for each unit: it needs one for each sample and unit, so draw in the shape A.shape.",
    "both in A's shape",
    lambda A, p, rng: (lambda mask: (A * mask, mask))(rng.binomial(1, p, A.shape[-1]) / p),
)
wrong_dropout__mask_of_one_row_of_a_layer = _says(
    "Your mask has one entry for each unit: it needs one for each sample and unit, so draw in the shape A.shape.",
    "both in A's shape, whatever that is",
    lambda A, p, rng: (lambda mask: (A * mask, mask))((rng.random(A.shape[1]) < p) / p),
)
wrong_dropout__layers_only = _says(
    "Your function takes A for a matrix: any shape will do, if the mask is drawn in the shape A.shape.",
    "both in A's shape, whatever that is",
    lambda A, p, rng: (lambda mask: (A * mask, mask))((rng.random((A.shape[0], A.shape[1])) < p) / p),
)
wrong_dropout__one_draw = _says(
    "You draw a single number, and keep all of A or nothing: draw one for each entry, rng.random(A.shape).",
    "the mask is Bernoulli(p) / p",
    _masked(lambda A, p, rng: np.full(A.shape, (rng.random() < p) / p)),
)
wrong_dropout__whole_rows = _says(
    "Each sample loses all of its units or none: draw a number for each sample and unit, rng.random(A.shape).",
    "the mask is Bernoulli(p) / p",
    _masked(lambda A, p, rng: (rng.random((len(A), *[1] * (A.ndim - 1))) < p) / p * np.ones_like(A)),
)
unpolished_dropout__exact_number = _says(
    "You keep an exact share of the units: each is kept by a chance of its own, so that their number varies.",
    "the mask is Bernoulli(p) / p",
    _masked(lambda A, p, rng: rng.permutation(np.arange(A.size) < round(p * A.size)).reshape(A.shape) / p),
)
wrong_dropout__normal = _says(
    "You draw from a normal distribution: rng.random is uniform, and so below p with probability p.",
    "the mask is Bernoulli(p) / p",
    _masked(lambda A, p, rng: (rng.standard_normal(A.shape) < p) / p),
)
wrong_dropout__coin = _says(
    "You toss a fair coin whatever p is: rng.random(A.shape) < p is true with probability p.",
    "the mask is Bernoulli(p) / p",
    _masked(lambda A, p, rng: rng.integers(0, 2, A.shape) / p),
)
wrong_dropout__global_random = _says(
    "You draw from np.random itself, and not from rng: the same seed must give the same mask.",
    "randomness comes only from rng",
    _masked(lambda A, p, rng: (np.random.rand(*A.shape) < p) / p),
)
unpolished_dropout__seeds_everyones = _says(
    "You seed np.random by a draw from rng, but the whole program shares np.random: draw the mask from rng itself.",
    "randomness comes only from rng",
    _masked(lambda A, p, rng: (np.random.seed(rng.integers(2**31)), np.random.rand(*A.shape) < p)[1] / p),
)
wrong_dropout__seed_0 = _says(
    "You draw from a generator of your own, which begins again at each call: draw from rng.",
    "randomness comes only from rng",
    lambda A, p, rng: dropout(A, p, np.random.default_rng(0)),
)


def unpolished_dropout__any_p(A: Array, p: float, rng: Rng) -> Dropped:
    """You take any p: raise a ValueError unless it is above 0 and at most 1.

    Breaks: p outside (0, 1]: ValueError.
    """
    with np.errstate(all="ignore"):
        mask = ((rng.random(A.shape) < p) / p).astype(A.dtype)
        return A * mask, mask


def unpolished_dropout__p_0(A: Array, p: float, rng: Rng) -> Dropped:
    """You take a p of 0, at which nothing is kept and 1 / p is infinite: raise a ValueError there.

    Breaks: p outside (0, 1]: ValueError.
    """
    if p == 0:
        return np.zeros_like(A), np.zeros_like(A)
    return dropout(A, p, rng)


def unpolished_dropout__p_nan(A: Array, p: float, rng: Rng) -> Dropped:
    """You accept nan, which is neither <= 0 nor > 1: refuse everything that is not 0 < p <= 1.

    Breaks: p outside (0, 1]: ValueError.
    """
    if p <= 0 or p > 1:
        raise ValueError(f"p is {p}")
    mask = ((rng.random(A.shape) < p) / p).astype(A.dtype)
    return A * mask, mask


def wrong_dropout__p_1(A: Array, p: float, rng: Rng) -> Dropped:
    """You refuse a p of 1, which keeps everything: the range is 0 < p <= 1.

    Breaks: p outside (0, 1]: ValueError.
    """
    if not 0 < p < 1:
        raise ValueError(f"p is {p}")
    return dropout(A, p, rng)


def unpolished_dropout__asserts(A: Array, p: float, rng: Rng) -> Dropped:
    """You check p by assert, which raises an AssertionError, or nothing with python -O: raise a ValueError.

    Breaks: p outside (0, 1]: ValueError.
    """
    assert 0 < p <= 1
    return dropout(A, p, rng)


def _priced(loss_fn: LossFn, price: float, slope: float, is_weight: Callable[[str, Array], bool]) -> LossFn:
    """Add price * W ** 2 to the loss, and slope * W to the gradients, of all weights."""

    def with_penalty(X: Array, y: Array, params: Params) -> Graded:
        loss, grads = loss_fn(X, y, params)
        weights = {name: param for name, param in params.items() if is_weight(name, param)}
        loss = loss + price * sum(float(np.sum(W**2)) for W in weights.values())
        return loss, {name: grad + slope * weights[name] if name in weights else grad for name, grad in grads.items()}

    return with_penalty


def _by_name(name: str, param: Array) -> bool:
    return name.startswith("W") or name == "F"


wrong_regularized__biases_too = _says(
    "Your penalty takes in the biases: only weights, keys W… and F, are penalized.",
    "not biases",
    lambda loss_fn, lambda_: _priced(loss_fn, lambda_, 2 * lambda_, lambda name, param: True),
)
wrong_regularized__other_names_too = _says(
    "You price all names that do not begin with b, the bias c of the filters too: weights begin with W, or are F.",
    "keys W… and F, not biases",
    lambda loss_fn, lambda_: _priced(loss_fn, lambda_, 2 * lambda_, lambda name, param: not name.startswith("b")),
)
unpolished_regularized__w_anywhere = _says(
    "You look for a W anywhere in the name, as in bW: weights begin with it.",
    "keys W… and F",
    lambda loss_fn, lambda_: _priced(loss_fn, lambda_, 2 * lambda_, lambda name, param: "W" in name or "F" in name),
)
wrong_regularized__filters_free = _says(
    "Your filters are free: F is a weight, too.",
    "keys W… and F",
    lambda loss_fn, lambda_: _priced(loss_fn, lambda_, 2 * lambda_, lambda name, param: name.startswith("W")),
)
unpolished_regularized__by_shape = _says(
    "Your weights seem to be told by their number of axes: tell them by their names, W… and F.",
    "keys W… and F",
    lambda loss_fn, lambda_: _priced(loss_fn, lambda_, 2 * lambda_, lambda name, param: param.ndim > 1),
)
wrong_regularized__single_letters_only = _says(
    "Your weights are only W and F: each name that begins with W is a weight, such as W1 and W2.",
    "keys W… and F",
    lambda loss_fn, lambda_: _priced(loss_fn, lambda_, 2 * lambda_, lambda name, param: name in ("W", "F")),
)
wrong_regularized__w_alone = _says(
    "Your only weight is W: each name that begins with W is a weight, such as W1 and W2, and so is F.",
    "keys W… and F",
    lambda loss_fn, lambda_: _priced(loss_fn, lambda_, 2 * lambda_, lambda name, param: name == "W"),
)
wrong_regularized__loss_only = _says(
    "Your penalty is in the loss, but not in the gradients: add 2 * lambda * W to each weight's.",
    "to loss and gradients",
    lambda loss_fn, lambda_: _priced(loss_fn, lambda_, 0.0, _by_name),
)
wrong_regularized__gradients_only = _says(
    "Your penalty is in the gradients, but not in the loss: add lambda * sum(W ** 2) of each weight.",
    "to loss and gradients",
    lambda loss_fn, lambda_: _priced(loss_fn, 0.0, 2 * lambda_, _by_name),
)
wrong_regularized__no_two = _says(
    "Your gradients lack the 2 that the square leaves: add 2 * lambda * W.",
    "2 lambda W",
    lambda loss_fn, lambda_: _priced(loss_fn, lambda_, lambda_, _by_name),
)
wrong_regularized__halved = _says(
    "Your penalty has a 1/2, as in some books: here it is lambda * sum(W ** 2), and its slope 2 * lambda * W.",
    "lambda * sum(W ** 2)",
    lambda loss_fn, lambda_: _priced(loss_fn, lambda_ / 2, lambda_, _by_name),
)
wrong_regularized__minus = _says(
    "You subtract the slope of the penalty, so the weights grow: add it, and gradient_descent does the rest.",
    "to loss and gradients",
    lambda loss_fn, lambda_: _priced(loss_fn, lambda_, -2 * lambda_, _by_name),
)
wrong_regularized__per_sample_halved = _says(
    "Your penalty is divided by 2 n, as some courses have it: here it is lambda * sum(W ** 2), with no n and no half.",
    "lambda * sum(W ** 2)",
    lambda loss_fn, lambda_: (
        lambda X, y, params: _priced(loss_fn, lambda_ / 2 / len(X), lambda_ / len(X), _by_name)(X, y, params)
    ),
)
wrong_regularized__mean_of_squares = _says(
    "Your penalty takes the mean of the squares of each layer: take their sum.",
    "lambda * sum(W ** 2)",
    lambda loss_fn, lambda_: (
        lambda X, y, params: (
            loss_fn(X, y, params)[0] + sum(lambda_ * np.mean(W**2) for name, W in params.items() if _by_name(name, W)),
            {
                name: grad + 2 * lambda_ * params[name] / (params[name].size if _by_name(name, grad) else np.inf)
                for name, grad in loss_fn(X, y, params)[1].items()
            },
        )
    ),
)
wrong_regularized__slope_still_squared = _says(
    "You add lambda * W ** 2 to the gradients: the slope of the penalty is 2 * lambda * W.",
    "2 lambda W",
    lambda loss_fn, lambda_: (
        lambda X, y, params: (
            regularized(loss_fn, lambda_)(X, y, params)[0],
            {
                name: grad + lambda_ * _by_name(name, grad) * params[name] ** 2
                for name, grad in loss_fn(X, y, params)[1].items()
            },
        )
    ),
)
wrong_regularized__per_sample = _says(
    "You divide the penalty by the number of samples: it is the same however many there are.",
    "lambda * sum(W ** 2)",
    lambda loss_fn, lambda_: (
        lambda X, y, params: _priced(loss_fn, lambda_ / len(X), 2 * lambda_ / len(X), _by_name)(X, y, params)
    ),
)


def wrong_regularized__last_weight_only(loss_fn: LossFn, lambda_: float) -> LossFn:
    """Your loop keeps only the last weight's penalty: add up all of them.

    Breaks: adds L2 on the weights.
    """

    def with_penalty(X: Array, y: Array, params: Params) -> Graded:
        loss, grads = regularized(loss_fn, lambda_)(X, y, params)
        prices = [l2_regularization(param, lambda_) for name, param in params.items() if _by_name(name, param)]
        return loss - sum(prices[:-1]), grads

    return with_penalty


def wrong_regularized__first_weight_only(loss_fn: LossFn, lambda_: float) -> LossFn:
    """Only your first parameter has a penalty: does the inner function return inside its loop?

    Breaks: adds L2 on the weights.
    """

    def with_penalty(X: Array, y: Array, params: Params) -> Graded:
        return _priced(
            loss_fn, lambda_, 2 * lambda_, lambda name, param: name == next(iter(params)) and name[0] in "WF"
        )(X, y, params)

    return with_penalty


def wrong_regularized__biases_lost(loss_fn: LossFn, lambda_: float) -> LossFn:
    """You give only gradients of the weights: pass on those of the biases as they come.

    Breaks: one gradient a parameter, under the same keys.
    """

    def with_penalty(X: Array, y: Array, params: Params) -> Graded:
        loss, grads = regularized(loss_fn, lambda_)(X, y, params)
        return loss, {name: grad for name, grad in grads.items() if _by_name(name, grad)}

    return with_penalty


def wrong_regularized__penalty_alone(loss_fn: LossFn, lambda_: float) -> LossFn:
    """You replace the gradient by the slope of the penalty: add the two.

    Breaks: adds L2 to loss and gradients.
    """

    def with_penalty(X: Array, y: Array, params: Params) -> Graded:
        loss, grads = regularized(loss_fn, lambda_)(X, y, params)
        weights = {name: l2_gradient(param, lambda_) for name, param in params.items() if _by_name(name, param)}
        return loss, {**grads, **weights}

    return with_penalty


wrong_regularized__unchanged = _says(
    "You give loss_fn back as it came: return a function of your own that calls it and adds the penalty.",
    "adds L2 on the weights",
    lambda loss_fn, lambda_: loss_fn,
)


def unpolished_regularized__in_place(loss_fn: LossFn, lambda_: float) -> LossFn:
    """You write into the gradients that loss_fn gave: grads[name] + ... makes a new array, for a dict of your own.

    Breaks: no function changes an array that a loss_fn gave it.
    """

    def with_penalty(X: Array, y: Array, params: Params) -> Graded:
        loss, grads = loss_fn(X, y, params)
        for name, param in params.items():
            if _by_name(name, param):
                loss = loss + l2_regularization(param, lambda_)
                grads[name] += l2_gradient(param, lambda_)
        return loss, grads

    return with_penalty


def unpolished_regularized__dict_in_place(loss_fn: LossFn, lambda_: float) -> LossFn:
    """You put new arrays into loss_fn's own dict: begin with dict(grads), which is yours.

    Breaks: no function changes a dict that a loss_fn gave it.
    """

    def with_penalty(X: Array, y: Array, params: Params) -> Graded:
        loss, grads = loss_fn(X, y, params)
        for name, param in params.items():
            if _by_name(name, param):
                loss = loss + l2_regularization(param, lambda_)
                grads[name] = grads[name] + l2_gradient(param, lambda_)
        return loss, grads

    return with_penalty


def wrong_regularized__decays_the_weights(loss_fn: LossFn, lambda_: float) -> LossFn:
    """You shrink the weights themselves: leave params alone, and add 2 * lambda * W to the gradients.

    Breaks: no function changes an array that it is given.
    """

    def with_penalty(X: Array, y: Array, params: Params) -> Graded:
        loss, grads = _priced(loss_fn, lambda_, 0.0, _by_name)(X, y, params)
        for name, param in params.items():
            param *= 1 - 2 * lambda_ * _by_name(name, param)
        return loss, grads

    return with_penalty


def unpolished_regularized__two_calls(loss_fn: LossFn, lambda_: float) -> LossFn:
    """You call loss_fn twice, so with dropout the gradients are not those of the loss: keep both results of one call.

    Breaks: adds L2 to loss and gradients of loss_fn.
    """

    def with_penalty(X: Array, y: Array, params: Params) -> Graded:
        priced = regularized(loss_fn, lambda_)
        return priced(X, y, params)[0], priced(X, y, params)[1]

    return with_penalty


def unpolished_regularized__one_dict_for_all(loss_fn: LossFn, lambda_: float) -> LossFn:
    """Your calls share one dict of gradients, so the next changes what the last one gave: make a new one in each call.

    Breaks: functions of the form LossFn give their gradients.
    """
    shared: Params = {}

    def with_penalty(X: Array, y: Array, params: Params) -> Graded:
        loss, grads = regularized(loss_fn, lambda_)(X, y, params)
        shared.update(grads)
        return loss, shared

    return with_penalty


def unpolished_regularized__float64(loss_fn: LossFn, lambda_: float) -> LossFn:
    """You make lambda_ an array of float64, and the gradients with it: a plain number keeps their dtype.

    Breaks: float32 inputs alone give float32.
    """
    slope: Any = np.array([2 * lambda_])
    return _priced(loss_fn, lambda_, slope, _by_name)


def _thinned(
    X: Array,
    y: Array,
    params: Params,
    drop: Callable[[int, Array], Array],
    back: Callable[[int, Array], Array] = lambda layer, mask: mask,
    samples: bool = False,
    scores: bool = False,
    whole: bool = False,
    slope: Callable[[Array], Array] = relu_derivative,
    last: Callable[[Array], Array] = lambda A: A,
) -> Graded:
    """Compute the loss and its gradients, drop giving each hidden layer's mask, and back that for the way back.

    Drop samples or scores as well, or take the gradients of weights from what the hidden layers were as a whole.
    """
    depth, grads = len(params) // 2, Params()
    inputs, wholes, masks = [X * drop(0, X) if samples else X], [X], [X]
    for layer in range(1, depth):
        wholes.append(relu(linear(inputs[-1], params[f"W{layer}"], params[f"b{layer}"])))
        masks.append(drop(layer, wholes[-1]))
        inputs.append(wholes[-1] * masks[-1])
    Z = linear(inputs[-1], params[f"W{depth}"], params[f"b{depth}"])
    mask = drop(depth, Z) if scores else np.ones_like(Z)
    A = last(softmax(Z * mask))
    loss, dZ = cross_entropy(A, y), (A - y) / len(X) * mask
    for layer in range(depth, 0, -1):
        grads |= {f"W{layer}": (wholes if whole else inputs)[layer - 1].T @ dZ, f"b{layer}": dZ.sum(axis=0)}
        if layer > 1:
            slopes = slope(wholes[layer - 1])
            dZ = dZ @ params[f"W{layer}"].T * back(layer - 1, masks[layer - 1]) * slopes
    return loss, grads


def _masks(p: float, rng: Rng) -> Callable[[int, Array], Array]:
    """Return a drop that is right."""
    return lambda layer, A: dropout(A, p, rng)[1]


def wrong_dropout_mlp_loss_and_grads__nothing_dropped(X: Array, y: Array, params: Params, p: float, rng: Rng) -> Graded:
    """Your network drops nothing: apply dropout to each hidden layer's output.

    Breaks: dropout after every hidden layer.
    """
    dropout_mlp_loss_and_grads(X, y, params, p, rng)
    return dropout_mlp_loss_and_grads(X, y, params, 1.0, rng)


wrong_dropout_mlp_loss_and_grads__first_layer_only = _says(
    "You drop only units of the first hidden layer: do so after every hidden layer.",
    "dropout after every hidden layer",
    lambda X, y, params, p, rng: _thinned(X, y, params, lambda layer, A: dropout(A, p if layer == 1 else 1.0, rng)[1]),
)


def wrong_dropout_mlp_loss_and_grads__last_layer_only(X: Array, y: Array, params: Params, p: float, rng: Rng) -> Graded:
    """You drop only units of the last hidden layer: do so after every hidden layer.

    Breaks: dropout after every hidden layer.
    """
    last = len(params) // 2 - 1
    return _thinned(X, y, params, lambda layer, A: dropout(A, p if layer == last else 1.0, rng)[1])


wrong_dropout_mlp_loss_and_grads__samples_too = _says(
    "You drop entries of the samples, too: drop only units of hidden layers.",
    "dropout after every hidden layer",
    lambda X, y, params, p, rng: _thinned(X, y, params, _masks(p, rng), samples=True),
)
wrong_dropout_mlp_loss_and_grads__scores_too = _says(
    "You drop scores of the last layer, too: drop only units of hidden layers.",
    "dropout after every hidden layer",
    lambda X, y, params, p, rng: _thinned(X, y, params, _masks(p, rng), scores=True),
)
wrong_dropout_mlp_loss_and_grads__one_for_all_samples = _says(
    "Your mask is the same for all samples: draw a number for each sample and unit.",
    "dropout after every hidden layer",
    lambda X, y, params, p, rng: _thinned(
        X, y, params, lambda layer, A: dropout(A[:1], p, rng)[1].repeat(len(A), axis=0)
    ),
)


def wrong_dropout_mlp_loss_and_grads__one_for_all_layers(
    X: Array, y: Array, params: Params, p: float, rng: Rng
) -> Graded:
    """Your layers of one size share a mask: draw one for each layer.

    Breaks: dropout after every hidden layer.
    """
    drawn: dict[tuple[int, ...], Array] = {}
    return _thinned(X, y, params, lambda layer, A: drawn.setdefault(A.shape, dropout(A, p, rng)[1]))


wrong_dropout_mlp_loss_and_grads__not_scaled = _says(
    "Your masks are 0 or 1: divide them by p, as dropout does.",
    "the mask is Bernoulli(p) / p",
    lambda X, y, params, p, rng: _thinned(X, y, params, lambda layer, A: (dropout(A, p, rng)[1] > 0).astype(A.dtype)),
)
wrong_dropout_mlp_loss_and_grads__no_mask_back = _says(
    "Your way back goes through the dropped units as well: multiply by the mask of the way forward.",
    "the exact gradient of the loss",
    lambda X, y, params, p, rng: _thinned(X, y, params, _masks(p, rng), lambda layer, mask: np.ones_like(mask)),
)
wrong_dropout_mlp_loss_and_grads__unscaled_back = _says(
    "Your mask of the way back is 0 or 1: it is that of the way forward, divided by p.",
    "the exact gradient of the loss",
    lambda X, y, params, p, rng: _thinned(
        X, y, params, _masks(p, rng), lambda layer, mask: (mask > 0).astype(mask.dtype)
    ),
)
wrong_dropout_mlp_loss_and_grads__scaled_twice_back = _says(
    "You divide by p again on the way back: the mask that you kept is divided already.",
    "the exact gradient of the loss",
    lambda X, y, params, p, rng: _thinned(X, y, params, _masks(p, rng), lambda layer, mask: mask / p),
)
wrong_dropout_mlp_loss_and_grads__new_masks_back = _says(
    "You draw new masks for the way back: keep those of the way forward.",
    "the exact gradient of the loss",
    lambda X, y, params, p, rng: _thinned(X, y, params, _masks(p, rng), _masks(p, rng)),
)
wrong_dropout_mlp_loss_and_grads__whole_inputs = _says(
    "Your dW is made of what a layer gave before dropout: the next layer was fed A * mask, so take that.",
    "the exact gradient of the loss",
    lambda X, y, params, p, rng: _thinned(X, y, params, _masks(p, rng), whole=True),
)
wrong_dropout_mlp_loss_and_grads__no_relu_slope = _says(
    "Your way back multiplies by the mask, but not by relu's slope: it is 1 where the unit was above 0, else 0.",
    "the exact gradient of the loss",
    lambda X, y, params, p, rng: _thinned(X, y, params, _masks(p, rng), slope=np.ones_like),
)
wrong_dropout_mlp_loss_and_grads__mask_twice = _says(
    "Your masks scale twice: dropout's result is A * mask already, so do not multiply it by the mask again.",
    "dropout after every hidden layer",
    lambda X, y, params, p, rng: _thinned(X, y, params, lambda layer, A: dropout(A, p, rng)[1] ** 2),
)
wrong_dropout_mlp_loss_and_grads__whole_loss = _says(
    "Your loss is that of the whole network, your gradients those of the thinned one: take both from the thinned one.",
    "the loss and its gradients",
    lambda X, y, params, p, rng: (
        deep_mlp_loss_and_grads(X, y, params)[0],
        dropout_mlp_loss_and_grads(X, y, params, p, rng)[1],
    ),
)


def wrong_dropout_mlp_loss_and_grads__summed(X: Array, y: Array, params: Params, p: float, rng: Rng) -> Graded:
    """Your gradients are those of the samples' sum: divide A - y by the number of samples.

    Breaks: a mean is taken over samples.
    """
    loss, grads = dropout_mlp_loss_and_grads(X, y, params, p, rng)
    return loss, {name: len(X) * grad for name, grad in grads.items()}


def wrong_dropout_mlp_loss_and_grads__probabilities_too(
    X: Array, y: Array, params: Params, p: float, rng: Rng
) -> Graded:
    """You drop probabilities of the last layer, too: drop only units of hidden layers.

    Breaks: dropout after every hidden layer.
    """
    return _thinned(X, y, params, _masks(p, rng), last=lambda A: dropout(A, p, rng)[0])


def wrong_dropout_mlp_loss_and_grads__bias_averaged(X: Array, y: Array, params: Params, p: float, rng: Rng) -> Graded:
    """Your db takes the mean of rows that are divided by n already: sum them.

    Breaks: the exact gradient of the loss.
    """
    loss, grads = dropout_mlp_loss_and_grads(X, y, params, p, rng)
    return loss, {name: grad / (len(X) if name.startswith("b") else 1) for name, grad in grads.items()}


def wrong_dropout_mlp_loss_and_grads__p_reversed(X: Array, y: Array, params: Params, p: float, rng: Rng) -> Graded:
    """Your network drops with probability p: here p is the probability of keeping a unit.

    Breaks: p is the probability of keeping.
    """
    if p == 1:  # nothing is kept, and 0 is divided by 0
        loss, grads = dropout_mlp_loss_and_grads(X, y, params, p, rng)
        return loss * np.nan, {name: grad * np.nan for name, grad in grads.items()}
    return dropout_mlp_loss_and_grads(X, y, params, 1 - p, rng)


wrong_dropout_mlp_loss_and_grads__fresh_rng = _says(
    "You draw from a generator of your own: draw from rng, so that the same seed gives the same masks.",
    "randomness comes only from rng",
    lambda X, y, params, p, rng: dropout_mlp_loss_and_grads(X, y, params, p, np.random.default_rng()),
)
wrong_dropout_mlp_loss_and_grads__seed_0 = _says(
    "Your masks come from a seed of your own, the same ones at each call: draw them from rng.",
    "randomness comes only from rng",
    lambda X, y, params, p, rng: dropout_mlp_loss_and_grads(X, y, params, p, np.random.default_rng(0)),
)


def wrong_dropout_mlp_loss_and_grads__sorted_names(X: Array, y: Array, params: Params, p: float, rng: Rng) -> Graded:
    """You sort the names, and W10 comes before W2: count the layers from 1 on.

    Breaks: W1, b1, … WD, bD.
    """
    order = sorted(range(1, len(params) // 2 + 1), key=str)
    renamed = {f"{kind}{new}": params[f"{kind}{old}"] for new, old in enumerate(order, 1) for kind in "Wb"}
    loss, grads = dropout_mlp_loss_and_grads(X, y, renamed, p, rng)
    return loss, {f"{kind}{old}": grads[f"{kind}{new}"] for new, old in enumerate(order, 1) for kind in "Wb"}


def unpolished_dropout_mlp_loss_and_grads__clips_widely(
    X: Array, y: Array, params: Params, p: float, rng: Rng
) -> Graded:
    """You clip probabilities at 1e-5, so that no sample costs more than 11.5: clip far below 1e-6.

    Breaks: exact for probabilities in [1e-6, 1 - 1e-6].
    """
    loss, grads = dropout_mlp_loss_and_grads(X, y, params, p, rng)
    return min(loss, -float(np.log(1e-5))), grads


def unpolished_dropout_mlp_loss_and_grads__broadcasts(X: Array, y: Array, params: Params, p: float, rng: Rng) -> Graded:
    """You let NumPy broadcast a y whose shape does not fit: raise a ValueError that names both shapes.

    Breaks: what it would broadcast in silence, …_loss_and_grads refuse.
    """
    fits = np.broadcast_to(y, (len(X), len(params[f"b{len(params) // 2}"])))
    return dropout_mlp_loss_and_grads(X, fits, params, p, rng)


def unpolished_dropout_mlp_loss_and_grads__nobody(X: Array, y: Array, params: Params, p: float, rng: Rng) -> Graded:
    """You give a loss of 0 where there are no samples: nothing has no mean, so raise a ValueError.

    Breaks: no samples: ValueError.
    """
    if len(X) == len(y) == 0:
        return 0.0, {name: np.zeros_like(param) for name, param in params.items()}
    return dropout_mlp_loss_and_grads(X, y, params, p, rng)


unpolished_dropout_mlp_loss_and_grads__float64 = _says(
    "Your masks are float64, and the gradients with them: turn each mask into its layer's dtype.",
    "float32 inputs alone give float32",
    lambda X, y, params, p, rng: _thinned(X, y, params, lambda layer, A: dropout(A, p, rng)[1].astype(np.float64)),
)


def right_l2_regularization__by_vdot(W: Array, lambda_: float) -> float:
    """Sum the squares by a dot product."""
    return float(lambda_ * np.vdot(W, W))


def right_l2_regularization__by_norm(W: Array, lambda_: float) -> float:
    """Square the norm, and give a NumPy scalar."""
    price: Any = lambda_ * np.linalg.norm(W.ravel()) ** 2
    return price


def right_l2_gradient__in_two_steps(W: Array, lambda_: float) -> Array:
    """Add W to itself."""
    return lambda_ * (W + W)


def right_l2_gradient__in_a_copy(W: Array, lambda_: float) -> Array:
    """Work in place, on a copy."""
    grad = W.copy()
    grad *= 2 * lambda_
    return grad


def right_dropout__by_choice(A: Array, p: float, rng: Rng) -> Dropped:
    """Choose from 0 and 1 / p."""
    _check(p)
    mask = rng.choice(np.array([0, 1 / p], dtype=A.dtype), size=A.shape, p=[1 - p, p])
    return A * mask, mask


def right_dropout__by_binomial(A: Array, p: float, rng: Rng) -> Dropped:
    """Toss a coin for each unit."""
    _check(p)
    mask = (rng.binomial(1, p, size=A.shape) / p).astype(A.dtype)
    return A * mask, mask


def right_dropout__upper_end(A: Array, p: float, rng: Rng) -> Dropped:
    """Keep what is drawn from the upper end, by masked assignment."""
    _check(p)
    mask = np.zeros_like(A)
    mask[rng.random(A.shape) >= 1 - p] = 1 / p
    return np.multiply(A, mask), mask


def right_dropout__float32_draws(A: Array, p: float, rng: Rng) -> Dropped:
    """Draw numbers of four bytes, and scale in place."""
    _check(p)
    mask = (rng.random(A.shape, dtype=np.float32) < p).astype(A.dtype)
    mask /= p
    return A * mask, mask


def right_regularized__in_copies(loss_fn: LossFn, lambda_: float) -> LossFn:
    """Copy the gradients, and add in place."""

    def with_penalty(X: Array, y: Array, params: Params) -> Graded:
        loss, grads = loss_fn(X, y, params)
        grads = {name: np.array(grad) for name, grad in grads.items()}
        for name, param in params.items():
            if name[0] in "WF":
                loss += lambda_ * float((param**2).sum())
                grads[name] += 2 * lambda_ * param
        return loss, grads

    return with_penalty


def right_regularized__weights_joined(loss_fn: LossFn, lambda_: float) -> LossFn:
    """Join all weights to one vector, and give the gradients in reverse order."""

    def with_penalty(X: Array, y: Array, params: Params) -> Graded:
        loss, grads = loss_fn(X, y, params)
        weights = [name for name in params if name.startswith(("W", "F"))]
        joined = np.concatenate([np.zeros(0), *(params[name].ravel() for name in weights)])
        priced = {name: grads[name] + lambda_ * 2 * params[name] if name in weights else grads[name] for name in grads}
        return float(loss + lambda_ * (joined @ joined)), dict(reversed(priced.items()))

    return with_penalty


def right_dropout_mlp_loss_and_grads__masks_first(X: Array, y: Array, params: Params, p: float, rng: Rng) -> Graded:
    """Draw all masks before the way forward."""
    _check(p)
    dtype = np.result_type(X, *params.values())
    sizes = [params[f"b{layer}"].size for layer in range(1, len(params) // 2)]
    masks = [((rng.random((len(X), size)) < p) / p).astype(dtype) for size in sizes]
    return _thinned(X, y, params, lambda layer, A: masks[layer - 1])


def right_dropout_mlp_loss_and_grads__last_mask_first(X: Array, y: Array, params: Params, p: float, rng: Rng) -> Graded:
    """Draw the last layer's mask first."""
    _check(p)
    sizes = [params[f"b{layer}"].size for layer in range(len(params) // 2 - 1, 0, -1)]
    masks = [dropout(np.ones((len(X), size), X.dtype), p, rng)[1] for size in sizes]
    return _thinned(X, y, params, lambda layer, A: masks[-layer])


def right_dropout_mlp_loss_and_grads__by_log_sum_exp(X: Array, y: Array, params: Params, p: float, rng: Rng) -> Graded:
    """Take the loss from scores, by log-sum-exp, and name X in the errors."""
    _check(p)
    depth, inputs, masks = len(params) // 2, [X], list[Array]()
    if not len(X) or y.shape != (len(X), len(params[f"b{depth}"])):
        raise ValueError(f"X has shape {X.shape}, y has shape {y.shape}")
    for layer in range(1, depth):
        A = np.maximum(inputs[-1].dot(params[f"W{layer}"]) + params[f"b{layer}"], 0)
        masks.append(rng.choice(np.array([1 / p, 0], dtype=A.dtype), size=A.shape, p=[p, 1 - p]))
        inputs.append(A * masks[-1])
    Z = inputs[-1].dot(params[f"W{depth}"]) + params[f"b{depth}"]
    Z = Z - Z.max(axis=1, keepdims=True)
    logs = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    dZ, grads = (np.exp(logs) - y) / len(X), Params()
    for layer in range(depth, 0, -1):
        grads[f"b{layer}"] = np.einsum("nk->k", dZ)
        grads[f"W{layer}"] = np.einsum("nd,nk->dk", inputs[layer - 1], dZ)
        if layer > 1:
            dZ = np.where(inputs[layer - 1] > 0, dZ @ params[f"W{layer}"].T * masks[layer - 2], 0)
    return float(-np.sum(y * logs) / len(X)), grads


def plain_l2_regularization__by_square(W: Array, lambda_: float) -> Any:
    """Give what NumPy gives."""
    return lambda_ * np.sum(np.square(W))


def plain_l2_regularization__by_a_loop(W: Array, lambda_: float) -> float:
    """Add up entry by entry."""
    total: Any = 0
    for w in W.flatten():
        total += w**2
    return lambda_ * total


def plain_l2_regularization__by_norm(W: Array, lambda_: float) -> Any:
    """Square the length of all weights."""
    return lambda_ * np.linalg.norm(W) ** 2


def plain_l2_regularization__an_array_without_axes(W: Array, lambda_: float) -> Any:
    """Give an array without axes, as einsum does."""
    w = W.ravel()
    return np.array(lambda_ * np.einsum("i,i->", w, w))


def plain_l2_gradient__lambda_first(W: Array, lambda_: float) -> Array:
    """Multiply in another order."""
    return lambda_ * 2 * W


def plain_l2_gradient__by_a_loop(W: Array, lambda_: float) -> Array:
    """Fill an array of zeros entry by entry."""
    grad = np.zeros(W.shape)
    for index in np.ndindex(W.shape):
        grad[index] = 2 * lambda_ * W[index]
    return grad


def plain_l2_gradient__by_multiply(W: Array, lambda_: float) -> Array:
    """Let NumPy multiply."""
    return np.multiply(2.0 * lambda_, W)


def plain_dropout__divided_at_once(A: Array, p: float, rng: Rng) -> Dropped:
    """Draw, compare, divide."""
    mask = (rng.random(A.shape) < p) / p
    return A * mask, mask


def plain_dropout__by_binomial(A: Array, p: float, rng: Rng) -> Dropped:
    """Toss a coin for each unit."""
    mask = rng.binomial(1, p, A.shape) / p
    return A * mask, mask


def plain_dropout__by_binomial_with_size(A: Array, p: float, rng: Rng) -> Dropped:
    """Toss a coin for each unit, and scale by 1 / p."""
    mask = rng.binomial(n=1, p=p, size=A.shape) * (1.0 / p)
    return np.multiply(A, mask), mask


def plain_dropout__by_choice(A: Array, p: float, rng: Rng) -> Dropped:
    """Choose 0 or 1, and scale."""
    mask = rng.choice([0, 1], size=A.shape, p=[1 - p, p]) / p
    return A * mask, mask


def plain_dropout__by_uniform(A: Array, p: float, rng: Rng) -> Dropped:
    """Draw uniform numbers, and use np.where."""
    mask = np.where(rng.uniform(0, 1, size=A.shape) < p, 1 / p, 0)
    return mask * A, mask


def plain_dropout__upper_end(A: Array, p: float, rng: Rng) -> Dropped:
    """Drop what is drawn from the lower end."""
    mask = np.ones_like(A)
    mask[rng.random(A.shape) < 1 - p] = 0
    mask /= p
    return A * mask, mask


def plain_dropout__unit_by_unit(A: Array, p: float, rng: Rng) -> Dropped:
    """Ask each unit in a loop."""
    mask = np.zeros(A.shape)
    for index in np.ndindex(A.shape):
        if rng.random() < p:
            mask[index] = 1 / p
    return A * mask, mask


def plain_dropout__in_place(A: Array, p: float, rng: Rng) -> Dropped:
    """Multiply A in place."""
    mask = (rng.random(size=A.shape) < p).astype(float) / p
    A *= mask
    return A, mask


def plain_dropout__p_checked_plainly(A: Array, p: float, rng: Rng) -> Any:
    """Check p without thinking of nan, and give a list."""
    if p <= 0 or p > 1:
        raise ValueError("p must be in (0, 1]")
    mask = (rng.random(A.size).reshape(A.shape) <= p).astype(np.float64) / p
    return [A * mask, mask]


def plain_regularized__in_place(loss_fn: LossFn, lambda_: float) -> LossFn:
    """Add to what loss_fn gave."""

    def loss_and_grads(X: Array, y: Array, params: Params) -> Graded:
        loss, grads = loss_fn(X, y, params)
        for name in params:
            if name[0] == "W" or name == "F":
                loss += l2_regularization(params[name], lambda_)
                grads[name] += l2_gradient(params[name], lambda_)
        return loss, grads

    return loss_and_grads


def plain_regularized__by_shape(loss_fn: LossFn, lambda_: float) -> LossFn:
    """Take for weights what has two axes or more."""

    def loss_and_grads(X: Array, y: Array, params: Params) -> Graded:
        loss, grads = loss_fn(X, y, params)
        total: Any = loss
        new: Params = {}
        for name, grad in grads.items():
            if params[name].ndim > 1:
                total = total + lambda_ * np.sum(params[name] ** 2)
                grad = grad + 2 * lambda_ * params[name]
            new[name] = grad
        return total, new

    return loss_and_grads


def plain_regularized__by_a_lambda(loss_fn: LossFn, lambda_: float) -> LossFn:
    """Call loss_fn twice, for the loss and for the gradients."""

    def is_weight(name: str) -> bool:
        return name.startswith("W") or name.startswith("F")

    def penalty(params: Params) -> Any:
        return sum([lambda_ * (W**2).sum() for name, W in params.items() if is_weight(name)])

    def gradients(X: Array, y: Array, params: Params) -> Params:
        _, grads = loss_fn(X, y, params)
        return {name: g + 2 * lambda_ * params[name] if is_weight(name) else g for name, g in grads.items()}

    return lambda X, y, params: (loss_fn(X, y, params)[0] + penalty(params), gradients(X, y, params))


def plain_dropout_mlp_loss_and_grads__lists(X: Array, y: Array, params: Params, p: float, rng: Rng) -> Graded:
    """Keep activations and masks in lists, and go back by hand."""
    L = len(params) // 2
    A, activations, masks = X, [X], []
    for layer in range(1, L):
        Z = A @ params["W" + str(layer)] + params["b" + str(layer)]
        A, mask = dropout(np.maximum(0, Z), p, rng)
        activations.append(A)
        masks.append(mask)
    A = softmax(A @ params[f"W{L}"] + params[f"b{L}"])
    n = X.shape[0]
    loss: Any = -np.sum(y * np.log(A + 1e-7)) / n
    grads: Params = {}
    delta = A - y
    for layer in range(L, 0, -1):
        grads[f"W{layer}"] = activations[layer - 1].T @ delta / n
        grads[f"b{layer}"] = np.sum(delta, axis=0) / n
        if layer > 1:
            delta = (delta @ params[f"W{layer}"].T) * masks[layer - 2] * (activations[layer - 1] > 0)
    return loss, grads


def plain_dropout_mlp_loss_and_grads__scores_kept(X: Array, y: Array, params: Params, p: float, rng: Rng) -> Graded:
    """Keep the scores, draw masks by itself, and clip the loss."""
    L = sum(1 for name in params if name.startswith("W"))
    A = {0: X}
    Z: dict[int, Array] = {}
    M: dict[int, Array] = {}
    for layer in range(1, L + 1):
        Z[layer] = np.dot(A[layer - 1], params[f"W{layer}"]) + params[f"b{layer}"]
        if layer < L:
            M[layer] = rng.binomial(1, p, Z[layer].shape) / p
            A[layer] = np.where(Z[layer] > 0, Z[layer], 0) * M[layer]
    scores = np.exp(Z[L] - Z[L].max(axis=1, keepdims=True))
    probabilities = scores / scores.sum(axis=1, keepdims=True)
    loss = float(np.mean(-np.sum(y * np.log(np.clip(probabilities, 1e-15, 1)), axis=1)))
    dZ = (probabilities - y) / len(y)
    grads = {}
    for layer in reversed(range(1, L + 1)):
        grads[f"W{layer}"] = A[layer - 1].T.dot(dZ)
        grads[f"b{layer}"] = dZ.sum(0)
        if layer > 1:
            dA = dZ.dot(params[f"W{layer}"].T) * M[layer - 1]
            dZ = dA * (Z[layer - 1] > 0).astype(int)
    return loss, grads


def plain_dropout_mlp_loss_and_grads__cross_entropy(X: Array, y: Array, params: Params, p: float, rng: Rng) -> Graded:
    """Use what earlier chapters have, and collect the gradients from the back."""
    depth = len(params) // 2
    caches: list[Any] = []
    out = X
    for i in range(depth - 1):
        before = out
        hidden = relu(before @ params[f"W{i + 1}"] + params[f"b{i + 1}"])
        out, mask = dropout(hidden, p, rng)
        caches.append((before, hidden, mask))
    A = softmax(out @ params[f"W{depth}"] + params[f"b{depth}"])
    dZ = (A - y) / len(X)
    grads = {f"W{depth}": out.T @ dZ, f"b{depth}": dZ.sum(axis=0)}
    for i in range(depth - 2, -1, -1):
        before, hidden, mask = caches[i]
        dZ = dZ @ params[f"W{i + 2}"].T * mask * relu_derivative(hidden)
        grads.update({f"W{i + 1}": before.T @ dZ, f"b{i + 1}": dZ.sum(axis=0)})
    return cross_entropy(A, y), grads
