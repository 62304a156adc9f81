"""Wrong, unpolished, plain and right answers to chapter 3.3."""

import copy
import importlib

import numpy as np
from ch11_arrays import Array
from ch13_functions import sigmoid
from ch23_minibatches import Params
from ch31_perceptron import Labels
from ch32_activations import relu, softmax
from ch33_mlp_forward import cross_entropy, forward_mlp, init_mlp, one_hot


def unpolished_one_hot__negative_labels(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """You accept a label of -1, which counts from the end: raise a ValueError for labels below 0, too.

    Breaks: a label outside 0 … classes-1: ValueError.
    """
    if labels.size and labels.max() >= classes:
        raise ValueError(f"labels go up to {labels.max()}, expected at most {classes - 1}")
    Y = np.zeros((len(labels), classes), dtype=dtype)
    Y[np.arange(len(labels)), labels] = 1
    return Y


def unpolished_one_hot__compared_unchecked(
    labels: Labels, classes: int, dtype: type[np.floating] = np.float64
) -> Array:
    """A label out of range gives a row of zeros without any error: raise a ValueError instead.

    Breaks: a label outside 0 … classes-1: ValueError.
    """
    return (labels[:, None] == np.arange(classes)).astype(dtype)


def wrong_one_hot__whole_columns(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """Each row has a 1 for every label, not only for its own: pair row i with labels[i], as Y[np.arange(n), labels]
    does. Y[:, labels] would set whole columns.

    Breaks: row i has a 1 in column labels[i], 0 elsewhere.
    """
    Y = one_hot(labels, classes, dtype)
    Y[:, labels] = 1
    return Y


def wrong_one_hot__columns_by_largest(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """You make only as many columns as the largest label needs: make one for each of the classes.

    Breaks: shape (n, classes).
    """
    return one_hot(labels, int(labels.max()) + 1, dtype)


def unpolished_one_hot__ignores_dtype(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """dtype makes no difference to your result: pass it on, as np.zeros(..., dtype=dtype) does.

    Breaks: float64 unless told otherwise by the keyword dtype.
    """
    return one_hot(labels, classes)


def unpolished_one_hot__too_large(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """A label that is too large raises an IndexError: raise a ValueError for labels of `classes` and above.

    Breaks: a label outside 0 … classes-1: ValueError.
    """
    if (labels < 0).any():
        raise ValueError("a label is below 0")
    return np.eye(classes, dtype=dtype)[labels]


def unpolished_one_hot__one_too_many(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """You let the label `classes` through: labels begin at 0, so the largest allowed is classes - 1.

    Breaks: a label outside 0 … classes-1: ValueError.
    """
    if labels.size and (labels.min() < 0 or labels.max() > classes):
        raise ValueError("a label is out of range")
    return (labels[:, None] == np.arange(classes)).astype(dtype)


def wrong_one_hot__last_class_refused(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """You refuse the last class: labels up to and including classes - 1 are fine.

    Breaks: a label outside 0 … classes-1: ValueError, and no other.
    """
    if labels.max() >= classes - 1:
        raise ValueError("a label is out of range")
    return np.eye(classes, dtype=dtype)[labels]


def unpolished_one_hot__asserts(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """You raise an AssertionError for a label out of range: raise a ValueError.

    Breaks: a label outside 0 … classes-1: ValueError.
    """
    if labels.size and not 0 <= labels.min() <= labels.max() < classes:
        raise AssertionError("a label is out of range")
    return np.eye(classes, dtype=dtype)[labels]


def unpolished_one_hot__moved_into_range(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """You move labels out of range to the nearest class: raise a ValueError instead.

    Breaks: a label outside 0 … classes-1: ValueError.
    """
    return np.eye(classes, dtype=dtype)[np.clip(labels, 0, classes - 1)]


def unpolished_one_hot__wrapped_around(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """Labels out of range wrap around, as % makes them: raise a ValueError instead.

    Breaks: a label outside 0 … classes-1: ValueError.
    """
    return np.eye(classes, dtype=dtype)[labels.astype(np.int64) % classes]


def wrong_one_hot__from_1(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """You count the classes from 1: label 0 belongs to the first column.

    Breaks: row i has a 1 in column labels[i].
    """
    return np.eye(classes, dtype=dtype)[labels.astype(np.int64) - 1]


def wrong_one_hot__by_rank(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """You number the labels that occur, so a missing class shifts the others: a label's column is the label itself.

    Breaks: row i has a 1 in column labels[i].
    """
    ranks = np.searchsorted(np.array(sorted(set(labels.tolist())), dtype=np.int64), labels)
    return np.eye(classes, dtype=dtype)[ranks]


def wrong_one_hot__label_for_one(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """You write the label itself into its column: write a 1.

    Breaks: row i has a 1 in column labels[i], 0 elsewhere.
    """
    return (one_hot(labels, classes) * labels[:, None]).astype(dtype)


def wrong_one_hot__filled_up(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """You put ones in all columns up to the label: only the label's own has a 1.

    Breaks: row i has a 1 in column labels[i], 0 elsewhere.
    """
    return np.tri(classes, dtype=dtype)[labels]


def wrong_one_hot__smoothed(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """You smooth the labels: the truth is 1 in the label's column and 0 elsewhere.

    Breaks: row i has a 1 in column labels[i], 0 elsewhere.
    """
    return (one_hot(labels, classes) * 0.9 + 0.1 / classes).astype(dtype)


def wrong_one_hot__classes_as_rows(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """Your rows are the classes: let each label have a row, and each class a column.

    Breaks: shape (n, classes).
    """
    return one_hot(labels, classes, dtype).T


def unpolished_one_hot__integers(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """Your rows are integers: make floats, of the dtype that is asked for.

    Breaks: float64 unless told otherwise by the keyword dtype.
    """
    return one_hot(labels, classes).astype(int)


def unpolished_one_hot__booleans(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """Your rows are True and False: turn them into floats by .astype(dtype).

    Breaks: float64 unless told otherwise by the keyword dtype.
    """
    return one_hot(labels, classes).astype(bool)


def unpolished_one_hot__single_precision(labels: Labels, classes: int, dtype: type[np.floating] = np.float32) -> Array:
    """You make float32 unless told otherwise: the default is float64, which gradient checks need.

    Breaks: float64 unless told otherwise by the keyword dtype.
    """
    return one_hot(labels, classes, dtype)


def wrong_one_hot__squeezed(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """You squeeze axes of length 1 away: a single label, or a single class, still has rows and columns.

    Breaks: shape (n, classes).
    """
    return np.squeeze(one_hot(labels, classes, dtype))


def unpolished_one_hot__counted_in_uint8(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """You count in the labels' own dtype, and uint8 ends at 255: make them int64 before you calculate.

    Breaks: row i has a 1 in column labels[i].
    """
    Y = one_hot(labels, classes, dtype) * 0
    Y.ravel()[np.arange(len(labels)).astype(labels.dtype) * labels.dtype.type(classes % 256) + labels] = 1
    return Y


def wrong_one_hot__sorted(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """You sort the labels, and the array that you are given with them: row i belongs to labels[i].

    Breaks: row i has a 1 in column labels[i]; no function changes an array that it was passed.
    """
    labels.sort()
    return one_hot(labels, classes, dtype)


def unpolished_one_hot__one_by_one(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """You go over the labels in a Python loop: Y[np.arange(n), labels] = 1 sets all at once.

    Breaks: no loops over samples in chapters 3 and 4.
    """
    Y = one_hot(labels, classes, dtype) * 0
    for i, label in enumerate(labels):
        Y[i, label] = 1
    return Y


def wrong_one_hot__labels_as_a_column(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """You treat the labels as a column, (n, 1): they are a vector, (n,), so labels are the columns of the ones.

    Breaks: labels are integer vectors (n,).
    """
    n = labels.shape[0]
    Y = np.zeros((n, classes), dtype=dtype)
    Y[np.arange(n), labels[:, 0]] = 1
    return Y


def wrong_one_hot__square(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """You return np.eye(classes) itself: index it with labels, which takes a row for each label.

    Breaks: shape (n, classes).
    """
    return np.eye(classes, dtype=dtype)


def wrong_one_hot__returns_in_the_loop(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """Your loop ends after its first turn, so only the first row gets its 1: put return below the loop.

    Breaks: row i has a 1 in column labels[i].
    """
    Y = np.zeros((len(labels), classes), dtype=dtype)
    for i, label in enumerate(labels):
        Y[i, label] = 1
        return Y
    return Y


def wrong_init_mlp__xavier(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your weights have the variance 1 / fan_in: He's rule for ReLU has 2 / fan_in.

    Breaks: He normal weights (variance 2 / fan_in).
    """
    params = init_mlp(n_in, n_hidden, n_out, rng, dtype)
    return {name: (param / np.sqrt(2)).astype(dtype) for name, param in params.items()}


def wrong_init_mlp__scaled_by_the_variance(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You multiply by the variance 2 / fan_in: multiply by its square root, the standard deviation.

    Breaks: He normal weights (variance 2 / fan_in).
    """
    params = init_mlp(n_in, n_hidden, n_out, rng)
    params["W1"] *= np.sqrt(2 / n_in)
    params["W2"] *= np.sqrt(2 / n_hidden)
    return {name: param.astype(dtype) for name, param in params.items()}


def wrong_init_mlp__first_root_forgotten(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You multiply W1 by 2 / n_in: multiply it by the square root of that, as you do for W2.

    Breaks: He normal weights (variance 2 / fan_in).
    """
    params = init_mlp(n_in, n_hidden, n_out, rng)
    params["W1"] *= np.sqrt(2 / n_in)
    return {name: param.astype(dtype) for name, param in params.items()}


def wrong_init_mlp__second_root_forgotten(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You multiply W2 by 2 / n_hidden: multiply it by the square root of that, as you do for W1.

    Breaks: He normal weights (variance 2 / fan_in).
    """
    params = init_mlp(n_in, n_hidden, n_out, rng)
    params["W2"] *= np.sqrt(2 / n_hidden)
    return {name: param.astype(dtype) for name, param in params.items()}


def wrong_init_mlp__fan_out(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You divide by the number of a layer's outputs: the fan-in is the number of its inputs, W's rows.

    Breaks: He normal weights (variance 2 / fan_in).
    """
    params = init_mlp(n_in, n_hidden, n_out, rng)
    params["W1"] *= np.sqrt(n_in / n_hidden)
    params["W2"] *= np.sqrt(n_hidden / n_out)
    return {name: param.astype(dtype) for name, param in params.items()}


def wrong_init_mlp__own_seed(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your own generator has a fixed seed, so the weights never change: draw from the rng that you are given.

    Breaks: randomness comes only from the rng that is passed.
    """
    return init_mlp(n_in, n_hidden, n_out, np.random.default_rng(0), dtype)


def wrong_init_mlp__zeros(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your weights are all 0, so all hidden units stay alike: they are normal numbers times sqrt(2 / fan_in).

    Breaks: He normal weights.
    """
    params = init_mlp(n_in, n_hidden, n_out, rng, dtype)
    return {name: np.zeros_like(param) for name, param in params.items()}


def wrong_init_mlp__random_biases(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You draw the biases at random: they begin at 0.

    Breaks: zero biases.
    """
    params = init_mlp(n_in, n_hidden, n_out, rng, dtype)
    params["b1"] = rng.standard_normal(n_hidden).astype(dtype)
    params["b2"] = rng.standard_normal(n_out).astype(dtype)
    return params


def wrong_init_mlp__glorot(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You divide by the inputs and outputs together, as Glorot does: He's variance is 2 / fan_in, the inputs alone.

    Breaks: He normal weights (variance 2 / fan_in).
    """
    params = init_mlp(n_in, n_hidden, n_out, rng)
    params["W1"] *= np.sqrt(n_in / (n_in + n_hidden))
    params["W2"] *= np.sqrt(n_hidden / (n_hidden + n_out))
    return {name: param.astype(dtype) for name, param in params.items()}


def wrong_init_mlp__first_fan_in_twice(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You scale W2 by the number of network inputs: its fan-in is n_hidden, the number of its own rows.

    Breaks: He normal weights (variance 2 / fan_in).
    """
    params = init_mlp(n_in, n_hidden, n_out, rng)
    params["W2"] *= np.sqrt(n_hidden / n_in)
    return {name: param.astype(dtype) for name, param in params.items()}


def wrong_init_mlp__hidden_fan_in_twice(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You scale W1 by the number of hidden units: its fan-in is n_in, the number of its own rows.

    Breaks: He normal weights (variance 2 / fan_in).
    """
    params = init_mlp(n_in, n_hidden, n_out, rng)
    params["W1"] *= np.sqrt(n_in / n_hidden)
    return {name: param.astype(dtype) for name, param in params.items()}


def wrong_init_mlp__last_layer_xavier(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your W2 has the variance 1 / fan_in, but W1 has 2 / fan_in: both layers have 2 / fan_in here.

    Breaks: He normal weights (variance 2 / fan_in).
    """
    params = init_mlp(n_in, n_hidden, n_out, rng)
    params["W2"] /= np.sqrt(2)
    return {name: param.astype(dtype) for name, param in params.items()}


def wrong_init_mlp__small(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You multiply by 0.01, whatever the size of the layer: multiply by sqrt(2 / fan_in).

    Breaks: He normal weights (variance 2 / fan_in).
    """
    params = init_mlp(n_in, n_hidden, n_out, rng)
    params["W1"] *= 0.01 / np.sqrt(2 / n_in)
    params["W2"] *= 0.01 / np.sqrt(2 / n_hidden)
    return {name: param.astype(dtype) for name, param in params.items()}


def wrong_init_mlp__unscaled(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You leave the normal numbers as they are: multiply them by sqrt(2 / fan_in).

    Breaks: He normal weights (variance 2 / fan_in).
    """
    params = init_mlp(n_in, n_hidden, n_out, rng)
    params["W1"] /= np.sqrt(2 / n_in)
    params["W2"] /= np.sqrt(2 / n_hidden)
    return {name: param.astype(dtype) for name, param in params.items()}


def wrong_init_mlp__uniform(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You draw uniform numbers, of the right variance: draw normal ones, with rng.normal or random_matrix.

    Breaks: He normal weights.
    """
    params = init_mlp(n_in, n_hidden, n_out, np.random.default_rng(0), dtype)
    for name, fan_in in ("W1", n_in), ("W2", n_hidden):
        params[name] = rng.uniform(-np.sqrt(6 / fan_in), np.sqrt(6 / fan_in), params[name].shape).astype(dtype)
    return params


def wrong_init_mlp__from_0_to_1(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You draw from rng.random, which is between 0 and 1: draw normal numbers, half of which are negative.

    Breaks: He normal weights.
    """
    params = init_mlp(n_in, n_hidden, n_out, np.random.default_rng(0), dtype)
    for name, fan_in in ("W1", n_in), ("W2", n_hidden):
        params[name] = (rng.random(params[name].shape) * np.sqrt(2 / fan_in)).astype(dtype)
    return params


def wrong_init_mlp__positive(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your weights are all positive: leave the signs of the normal numbers alone.

    Breaks: He normal weights.
    """
    return {name: np.abs(param) for name, param in init_mlp(n_in, n_hidden, n_out, rng, dtype).items()}


def wrong_init_mlp__columns_alike(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """All columns of a matrix are the same, so all units stay alike: draw a number for every weight.

    Breaks: He normal weights.
    """
    W1 = rng.normal(0, np.sqrt(2 / n_in), (n_in, 1)) * np.ones((1, n_hidden))
    W2 = rng.normal(0, np.sqrt(2 / n_hidden), (n_hidden, 1)) * np.ones((1, n_out))
    params = {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(n_out)}
    return {name: param.astype(dtype) for name, param in params.items()}


def wrong_init_mlp__same_numbers_twice(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """W1 and W2 hold the same numbers: draw both from rng, one after the other, and don't copy it.

    Breaks: He normal weights, drawn from rng.
    """
    W1 = copy.deepcopy(rng).standard_normal((n_in, n_hidden)) * np.sqrt(2 / n_in)
    W2 = rng.standard_normal((n_hidden, n_out)) * np.sqrt(2 / n_hidden)
    params = {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(n_out)}
    return {name: param.astype(dtype) for name, param in params.items()}


def wrong_init_mlp__copied_rng(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You draw from a copy of rng, so a second network gets the same weights: draw from rng itself.

    Breaks: randomness comes from the rng that is passed.
    """
    return init_mlp(n_in, n_hidden, n_out, copy.deepcopy(rng), dtype)


def wrong_init_mlp__unseeded(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You make a generator of your own, so no seed can repeat the weights: draw from the rng you are given.

    Breaks: randomness comes only from the rng that is passed; the same seed gives the same numbers.
    """
    return init_mlp(n_in, n_hidden, n_out, np.random.default_rng(), dtype)


def unpolished_init_mlp__seeds_numpy(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You seed np.random and draw from it, which changes what all other code draws: draw from rng.

    Breaks: randomness comes only from the rng that is passed.
    """
    np.random.seed(int(rng.integers(2**31)))
    W1 = np.random.randn(n_in, n_hidden) * np.sqrt(2 / n_in)
    W2 = np.random.randn(n_hidden, n_out) * np.sqrt(2 / n_hidden)
    params = {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(n_out)}
    return {name: param.astype(dtype) for name, param in params.items()}


def wrong_init_mlp__small_biases(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your biases begin at 0.01: they begin at 0.

    Breaks: zero biases.
    """
    params = init_mlp(n_in, n_hidden, n_out, rng, dtype)
    return {name: param + dtype(0.01) if name[0] == "b" else param for name, param in params.items()}


def wrong_init_mlp__biases_as_rows(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your biases are matrices of one row, (1, h): make them vectors, (h,).

    Breaks: b1 (n_hidden,), b2 (n_out,).
    """
    params = init_mlp(n_in, n_hidden, n_out, rng, dtype)
    return {**params, "b1": params["b1"][None], "b2": params["b2"][None]}


def wrong_init_mlp__biases_of_inputs(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your biases are as many as a layer's inputs: each output has one, so b is as long as W has columns.

    Breaks: b1 (n_hidden,), b2 (n_out,).
    """
    return {**init_mlp(n_in, n_hidden, n_out, rng, dtype), "b1": np.zeros(n_in, dtype), "b2": np.zeros(n_hidden, dtype)}


def wrong_init_mlp__outputs_by_inputs(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your weights have a row for each output: X @ W needs a row for each input, (fan_in, fan_out).

    Breaks: W1 (n_in, n_hidden), W2 (n_hidden, n_out).
    """
    return {name: param.T for name, param in init_mlp(n_in, n_hidden, n_out, rng, dtype).items()}


def unpolished_init_mlp__biases_in_float64(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Your weights have the dtype, but your biases don't: pass dtype on to np.zeros as well.

    Breaks: float64 unless told otherwise by the keyword dtype.
    """
    return {**init_mlp(n_in, n_hidden, n_out, rng, dtype), "b1": np.zeros(n_hidden), "b2": np.zeros(n_out)}


def unpolished_init_mlp__ignores_dtype(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """dtype makes no difference to your parameters: turn all four into it by .astype(dtype).

    Breaks: float64 unless told otherwise by the keyword dtype.
    """
    return init_mlp(n_in, n_hidden, n_out, rng)


def unpolished_init_mlp__single_precision(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float32
) -> Params:
    """You make float32 unless told otherwise: the default is float64, which gradient checks need.

    Breaks: float64 unless told otherwise by the keyword dtype.
    """
    return init_mlp(n_in, n_hidden, n_out, rng, dtype)


def unpolished_init_mlp__one_bias_for_both(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """b1 and b2 are one array where they are equally long, so training one changes the other: make two.

    Breaks: four parameters, W1, b1, W2, b2.
    """
    params = init_mlp(n_in, n_hidden, n_out, rng, dtype)
    return {**params, "b2": params["b1"]} if n_hidden == n_out else params


def unpolished_init_mlp__weights_first(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You put both weights before both biases: the dict goes layer by layer, W1, b1, W2, b2.

    Breaks: Params is in forward order.
    """
    params = init_mlp(n_in, n_hidden, n_out, rng, dtype)
    return {name: params[name] for name in ("W1", "W2", "b1", "b2")}


def wrong_init_mlp__small_letters(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You name the weights w1 and w2: their keys are W1 and W2.

    Breaks: W1, b1, W2, b2.
    """
    return {name.lower(): param for name, param in init_mlp(n_in, n_hidden, n_out, rng, dtype).items()}


def wrong_init_mlp__tuple(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> tuple[Array, ...]:
    """You return the parameters one by one: put them into a dict under W1, b1, W2 and b2.

    Breaks: Params is dict[str, Array].
    """
    return tuple(init_mlp(n_in, n_hidden, n_out, rng, dtype).values())


def wrong_init_mlp__root_of_2_only(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You take the root of 2 alone and divide by fan_in: the parenthesis closes too early, it is sqrt(2 / fan_in).

    Breaks: He normal weights (variance 2 / fan_in).
    """
    W1 = rng.standard_normal((n_in, n_hidden)) * np.sqrt(2) / n_in
    W2 = rng.standard_normal((n_hidden, n_out)) * np.sqrt(2) / n_hidden
    params = {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(n_out)}
    return {name: param.astype(dtype) for name, param in params.items()}


def wrong_init_mlp__divided_by_the_deviation(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You divide by sqrt(2 / fan_in): multiply by it, so that many inputs make small weights.

    Breaks: He normal weights (variance 2 / fan_in).
    """
    W1 = rng.standard_normal((n_in, n_hidden)) / np.sqrt(2 / n_in)
    W2 = rng.standard_normal((n_hidden, n_out)) / np.sqrt(2 / n_hidden)
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(n_out)}


def wrong_init_mlp__global_generator(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """You draw from np.random, so rng and its seed play no part: draw from rng, as rng.standard_normal does.

    Breaks: randomness comes only from the rng that is passed; the same seed gives the same numbers.
    """
    W1 = np.random.randn(n_in, n_hidden) * np.sqrt(2 / n_in)
    W2 = np.random.randn(n_hidden, n_out) * np.sqrt(2 / n_hidden)
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(n_out)}


def wrong_forward_mlp__no_bend(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """Your hidden layer is not bent: put relu around X @ W1 + b1.

    Breaks: ReLU, softmax.
    """
    A1 = X @ W1 + b1
    return A1, softmax(A1 @ W2 + b2)


def wrong_forward_mlp__no_softmax(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """Your second layer gives scores: turn them into probabilities with softmax.

    Breaks: ReLU, softmax.
    """
    A1 = relu(X @ W1 + b1)
    return A1, A1 @ W2 + b2


def wrong_forward_mlp__relu_twice(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """You put relu around the last layer's scores, which makes negative ones equal: softmax alone is right there.

    Breaks: A2 = softmax(A1 @ W2 + b2).
    """
    A1 = relu(X @ W1 + b1)
    return A1, softmax(relu(A1 @ W2 + b2))


def wrong_forward_mlp__no_second_bias(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """You forget b2: add it to A1 @ W2 before the softmax.

    Breaks: A2 = softmax(A1 @ W2 + b2).
    """
    A1 = relu(X @ W1 + b1)
    return A1, softmax(A1 @ W2)


def wrong_forward_mlp__returns_scores(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """You return the hidden scores before relu: return A1, what relu gives.

    Breaks: (A1, A2): ReLU, softmax.
    """
    return X @ W1 + b1, forward_mlp(X, W1, b1, W2, b2)[1]


def wrong_forward_mlp__sigmoid(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """Your hidden layer takes the sigmoid: it takes relu here.

    Breaks: ReLU, softmax.
    """
    A1 = sigmoid(X @ W1 + b1)
    return A1, softmax(A1 @ W2 + b2)


def wrong_forward_mlp__tanh(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """Your hidden layer takes tanh: it takes relu here.

    Breaks: ReLU, softmax.
    """
    A1 = np.tanh(X @ W1 + b1)
    return A1, softmax(A1 @ W2 + b2)


def wrong_forward_mlp__leaky(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """Your hidden layer takes the leaky relu: negative scores become 0 here.

    Breaks: ReLU, softmax.
    """
    Z1 = X @ W1 + b1
    A1 = np.where(Z1 > 0, Z1, Z1 * Z1.dtype.type(0.01))
    return A1, softmax(A1 @ W2 + b2)


def wrong_forward_mlp__softmax_in_both(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """Your hidden layer takes softmax too: it takes relu, softmax belongs to the last layer.

    Breaks: ReLU, softmax.
    """
    A1 = softmax(X @ W1 + b1)
    return A1, softmax(A1 @ W2 + b2)


def wrong_forward_mlp__sigmoid_last(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """Your last layer takes the sigmoid, so its rows don't sum to 1: ten classes need softmax.

    Breaks: ReLU, softmax.
    """
    A1 = relu(X @ W1 + b1)
    return A1, sigmoid(A1 @ W2 + b2)


def wrong_forward_mlp__softmax_twice(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """You take the softmax of the softmax: once is enough.

    Breaks: A2 = softmax(A1 @ W2 + b2).
    """
    A1 = relu(X @ W1 + b1)
    return A1, softmax(softmax(A1 @ W2 + b2))


def wrong_forward_mlp__softmax_of_columns(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """Your columns sum to 1: softmax works along each row, axis=-1.

    Breaks: softmax over the last axis.
    """
    A1 = relu(X @ W1 + b1)
    return A1, softmax((A1 @ W2 + b2).T).T


def wrong_forward_mlp__overflows(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """You take e to the power of the scores as they are, which makes inf / inf: use softmax of chapter 3.2.

    Breaks: no RuntimeWarning and no nan for values up to 1e4.
    """
    A1 = relu(X @ W1 + b1)
    E = np.exp(A1 @ W2 + b2)
    return A1, E / E.sum(axis=1, keepdims=True)


def wrong_forward_mlp__clipped_scores(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """Large scores become equal, as they do when scores are clipped: softmax of chapter 3.2 takes them as they are.

    Breaks: A2 = softmax(A1 @ W2 + b2).
    """
    A1 = relu(X @ W1 + b1)
    return A1, softmax(np.clip(A1 @ W2 + b2, -50, 50))


def unpolished_forward_mlp__clipped_shares(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """You clip the probabilities at 1e-7 and 1 - 1e-7: return them as they are, since the loss guards its logarithm.

    Breaks: A2 = softmax(A1 @ W2 + b2).
    """
    A1 = relu(X @ W1 + b1)
    return A1, np.clip(softmax(A1 @ W2 + b2), 1e-7, 1 - 1e-7)


def wrong_forward_mlp__ceiling(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """Your hidden layer is clipped at 1: relu has no ceiling, only the floor 0.

    Breaks: ReLU, softmax.
    """
    A1 = np.clip(X @ W1 + b1, 0, 1)
    return A1, softmax(A1 @ W2 + b2)


def wrong_forward_mlp__no_first_bias(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """You forget b1: add it to X @ W1 before relu.

    Breaks: A1 = relu(X @ W1 + b1).
    """
    A1 = relu(X @ W1)
    return A1, softmax(A1 @ W2 + b2)


def wrong_forward_mlp__bias_after_relu(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """You add b1 after relu: add it to X @ W1 first.

    Breaks: A1 = relu(X @ W1 + b1).
    """
    A1 = relu(X @ W1) + b1
    return A1, softmax(A1 @ W2 + b2)


def wrong_forward_mlp__bias_after_softmax(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """You add b2 after softmax: add it to A1 @ W2 first.

    Breaks: A2 = softmax(A1 @ W2 + b2).
    """
    A1 = relu(X @ W1 + b1)
    return A1, softmax(A1 @ W2) + b2


def wrong_forward_mlp__scaled_inputs(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """You divide the samples by 255: take them as they are, since the loader scales the images.

    Breaks: A1 = relu(X @ W1 + b1).
    """
    return forward_mlp(X / 255, W1, b1, W2, b2)


def wrong_forward_mlp__labels(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """You return the most likely class: return all probabilities, and leave the choice to predict.

    Breaks: (A1, A2): ReLU, softmax.
    """
    A1, A2 = forward_mlp(X, W1, b1, W2, b2)
    return A1, A2.argmax(axis=1)


def wrong_forward_mlp__last_layer_first(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """You return the last layer first: return A1, then A2.

    Breaks: (A1, A2).
    """
    A1, A2 = forward_mlp(X, W1, b1, W2, b2)
    return A2, A1


def wrong_forward_mlp__probabilities_only(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> Array:
    """You return only the probabilities: return both layers, A1 and A2, as backpropagation needs A1.

    Breaks: (A1, A2).
    """
    return forward_mlp(X, W1, b1, W2, b2)[1]


def wrong_forward_mlp__scores_too(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, ...]:
    """You return the scores of both layers as well: return only A1 and A2.

    Breaks: (A1, A2).
    """
    Z1 = X @ W1 + b1
    A1 = relu(Z1)
    Z2 = A1 @ W2 + b2
    return Z1, A1, Z2, softmax(Z2)


def unpolished_forward_mlp__double_precision(
    X: Array, W1: Array, b1: Array, W2: Array, b2: Array
) -> tuple[Array, Array]:
    """Your layers are float64 even where all inputs are float32: NumPy keeps float32 if you leave it alone.

    Breaks: float32 inputs alone give float32.
    """
    return forward_mlp(X.astype(np.float64), W1, b1, W2, b2)


def wrong_forward_mlp__squeezed(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """You squeeze axes of length 1 away: a single sample, unit or class still has its row and column.

    Breaks: A1 (n, h), A2 (n, c).
    """
    A1, A2 = forward_mlp(X, W1, b1, W2, b2)
    return np.squeeze(A1), np.squeeze(A2)


def wrong_forward_mlp__bias_in_place(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """You write into b2, so the parameters change without a step: b2 - b2.max() makes a new array, b2 -= does not.

    Breaks: no function changes an array that it was passed.
    """
    b2 -= b2.max()
    return forward_mlp(X, W1, b1, W2, b2)


def unpolished_forward_mlp__row_by_row(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """You go over the samples in a Python loop: X @ W1 + b1 does all rows at once.

    Breaks: no loops over samples in chapters 3 and 4.
    """
    layers = [forward_mlp(x[None], W1, b1, W2, b2) for x in X]
    return np.concatenate([A1 for A1, _ in layers]), np.concatenate([A2 for _, A2 in layers])


def wrong_forward_mlp__cache_of_four(
    X: Array, W1: Array, b1: Array, W2: Array, b2: Array
) -> tuple[Array, dict[str, Array]]:
    """You return A2 and a dict of what came before: return two arrays, A1 and A2, in this order.

    Breaks: (A1, A2).
    """
    Z1 = X @ W1 + b1
    A1 = relu(Z1)
    Z2 = A1 @ W2 + b2
    A2 = softmax(Z2)
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}


def wrong_forward_mlp__cache_of_two(
    X: Array, W1: Array, b1: Array, W2: Array, b2: Array
) -> tuple[Array, dict[str, Array]]:
    """You return A2 and a dict of the layers: return two arrays, A1 and A2, in this order.

    Breaks: (A1, A2).
    """
    A1 = relu(X @ W1 + b1)
    A2 = softmax(A1 @ W2 + b2)
    return A2, {"A1": A1, "A2": A2}


def wrong_forward_mlp__dict(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> dict[str, Array]:
    """You return a dict of the layers: return two arrays, A1 and A2, in this order.

    Breaks: (A1, A2).
    """
    A1 = relu(X @ W1 + b1)
    return {"A1": A1, "A2": softmax(A1 @ W2 + b2)}


def wrong_forward_mlp__second_layer_left_out(
    X: Array, W1: Array, b1: Array, W2: Array, b2: Array
) -> tuple[Array, Array]:
    """Your softmax is taken over the hidden layer as it is: multiply A1 by W2, and add b2, before the softmax.

    Breaks: A2 = softmax(A1 @ W2 + b2).
    """
    A1 = relu(X @ W1 + b1)
    return A1, softmax(A1)


def wrong_cross_entropy__mean_of_all(A: Array, y: Array) -> float:
    """You take the mean over all entries, classes too: sum over each row, then divide by the number of rows.

    Breaks: mean over rows.
    """
    return cross_entropy(A, y) / A.shape[1]


def wrong_cross_entropy__sum(A: Array, y: Array) -> float:
    """You sum over the samples: divide by their number to get the mean.

    Breaks: mean over rows.
    """
    return cross_entropy(A, y) * len(A)


def wrong_cross_entropy__log_of_zero(A: Array, y: Array) -> float:
    """Your loss is nan for a certain, right answer, as 0 * log 0 is: give probabilities a floor, such as 1e-15.

    Breaks: finite at A = 0.
    """
    return float(-np.sum(y * np.log(A)) / len(A))


def wrong_cross_entropy__log_of_zero_at_the_true_class(A: Array, y: Array) -> float:
    """Your loss is infinite for a certain, wrong answer, as log 0 is -inf: give probabilities a floor, such as 1e-15.

    Breaks: finite at A = 0.
    """
    return float(-np.mean(np.log(A[np.arange(len(A)), y.argmax(axis=1)])))


def wrong_cross_entropy__coarse_floor(A: Array, y: Array) -> float:
    """Your guard against log 0 is so large that it shows in small probabilities: 1e-15 is small enough.

    Breaks: exact (to 1e-5) for probabilities in [1e-6, 1 − 1e-6].
    """
    return float(-np.sum(y * np.log(A + 1e-5)) / len(A))


def unpolished_cross_entropy__broadcasts(A: Array, y: Array) -> float:
    """NumPy broadcasts a y of another shape: compare the shapes, and name both in a ValueError.

    Breaks: what NumPy would broadcast in silence the losses refuse, naming both shapes.
    """
    if not A.size:
        raise ValueError("no samples")
    return float(np.sum(y * -np.log(np.maximum(A, 1e-15))) / len(A))


def wrong_cross_entropy__binary(A: Array, y: Array) -> float:
    """You add the terms (1 - y) * log(1 - A) of the binary loss: with softmax only the true class counts.

    Breaks: Σ y_j * log(a_j) over each row.
    """
    return cross_entropy(A, y) + cross_entropy(1 - A, 1 - y)


def wrong_cross_entropy__by_classes(A: Array, y: Array) -> float:
    """You divide by the number of classes: divide by that of samples, the rows.

    Breaks: mean over rows.
    """
    return cross_entropy(A, y) * len(A) / A.shape[1]


def wrong_cross_entropy__row_by_row_mean(A: Array, y: Array) -> Array:
    """You return a loss for each row: take their mean.

    Breaks: mean over rows.
    """
    rows: Array = np.sum(y * -np.log(np.maximum(A, 1e-15)), axis=1)
    return rows


def unpolished_cross_entropy__array(A: Array, y: Array) -> Array:
    """You return an array without axes: turn it into a number by float().

    Breaks: -> float means a Python float or a NumPy floating scalar.
    """
    return np.array(cross_entropy(A, y))


def wrong_cross_entropy__no_minus(A: Array, y: Array) -> float:
    """Your loss is negative: the logarithm of a probability is, so put a minus before it.

    Breaks: -mean over rows of Σ y_j * log(a_j).
    """
    return -cross_entropy(A, y)


def wrong_cross_entropy__in_bits(A: Array, y: Array) -> float:
    """You take the logarithm to base 2: take np.log, the natural one.

    Breaks: the loss in nats.
    """
    return cross_entropy(A, y) / float(np.log(2))


def wrong_cross_entropy__to_base_10(A: Array, y: Array) -> float:
    """You take the logarithm to base 10: take np.log, the natural one.

    Breaks: the loss in nats.
    """
    return cross_entropy(A, y) / float(np.log(10))


def wrong_cross_entropy__binary_mean(A: Array, y: Array) -> float:
    """You take the binary loss of each entry, and the mean over all: only the true class counts, the mean is of rows.

    Breaks: mean over rows of Σ y_j * log(a_j).
    """
    return (cross_entropy(A, y) + cross_entropy(1 - A, 1 - y)) / A.shape[1]


def wrong_cross_entropy__roles_exchanged(A: Array, y: Array) -> float:
    """You take the logarithm of y and multiply it by A: take the logarithm of A and multiply it by y.

    Breaks: Σ y_j * log(a_j) over each row.
    """
    return cross_entropy(y, A)


def wrong_cross_entropy__softmax_again(A: Array, y: Array) -> float:
    """You take the softmax of A, but A holds probabilities already: take their logarithm as they are.

    Breaks: Σ y_j * log(a_j) over each row.
    """
    return cross_entropy(softmax(A), y)


def wrong_cross_entropy__squared(A: Array, y: Array) -> float:
    """You take the mean squared error: take the logarithm of the probability of what is true.

    Breaks: Σ y_j * log(a_j) over each row.
    """
    return float(np.mean((A - y) ** 2))


def unpolished_cross_entropy__small_addend(A: Array, y: Array) -> float:
    """Small probabilities cost slightly too little, as with 1e-8 added inside the logarithm: 1e-15 is small enough.

    Breaks: exact (to 1e-5) for probabilities in [1e-6, 1 − 1e-6].
    """
    cross_entropy(A, y)
    return float(-np.sum(y * np.log(A + 1e-8)) / len(A))


def unpolished_cross_entropy__clipped_at_1e_5(A: Array, y: Array) -> float:
    """All probabilities below 1e-5 cost the same: a floor of 1e-15 is low enough for those that occur.

    Breaks: exact (to 1e-5) for probabilities in [1e-6, 1 − 1e-6].
    """
    cross_entropy(A, y)
    return float(-np.sum(y * np.log(np.clip(A, 1e-5, 1))) / len(A))


def unpolished_cross_entropy__too_small_a_floor(A: Array, y: Array) -> float:
    """Your floor of 1e-300 is 0 in float32, so log 0 remains: 1e-15 is a number in both.

    Breaks: finite at A = 0, in float32 too.
    """
    cross_entropy(A, y)
    return float(-np.sum(y * np.log(np.maximum(A, 1e-300))) / len(A))


def wrong_cross_entropy__zeros_left_out(A: Array, y: Array) -> float:
    """You leave out probabilities of 0, so certain and wrong costs nothing: give them a floor instead.

    Breaks: 10 or more for a sample that is certain and wrong.
    """
    return float(-np.sum(y * np.log(A, out=np.zeros_like(A), where=A > 0)) / len(A))


def wrong_cross_entropy__infinity_made_large(A: Array, y: Array) -> float:
    """Your loss is infinite for a certain, wrong answer, as log 0 is -inf: give probabilities a floor, such as 1e-15.

    Breaks: finite at A = 0.
    """
    return float(-np.sum(y * np.nan_to_num(np.log(A))) / len(A))


def wrong_cross_entropy__nan_left_out(A: Array, y: Array) -> float:
    """Your loss is infinite for a certain, wrong answer, as log 0 is -inf: give probabilities a floor, such as 1e-15.

    Breaks: finite at A = 0.
    """
    return float(-np.nansum(y * np.log(A)) / len(A))


def unpolished_cross_entropy__truth_reshaped(A: Array, y: Array) -> float:
    """You bring y into the shape of A yourself: leave y as it is, and refuse shapes that differ.

    Breaks: what NumPy would not refuse the losses refuse, naming both shapes.
    """
    if A.size != y.size:
        raise ValueError(f"{A.shape} and {y.shape}")
    return cross_entropy(A, y.reshape(A.shape))


def unpolished_cross_entropy__nothing_costs_nothing(A: Array, y: Array) -> float:
    """For no samples you return a loss of 0: raise a ValueError.

    Breaks: no samples raise a ValueError.
    """
    return cross_entropy(A, y) if A.size or A.shape != y.shape else 0.0


def unpolished_cross_entropy__asserts(A: Array, y: Array) -> float:
    """You raise an AssertionError for shapes that differ: raise a ValueError that names both shapes.

    Breaks: shapes that do not fit raise ValueError.
    """
    if A.shape != y.shape:
        raise AssertionError(f"{A.shape} and {y.shape}")
    return cross_entropy(A, y)


def unpolished_cross_entropy__in_place(A: Array, y: Array) -> float:
    """You write into the A that you are given: np.maximum makes a new array.

    Breaks: no function changes an array that it was passed.
    """
    cross_entropy(A, y)
    A[A == 0] = 1e-15
    return float(-np.sum(y * np.log(A)) / len(A))


def unpolished_cross_entropy__one_by_one(A: Array, y: Array) -> float:
    """You add up the losses in a Python loop over the samples: sum y * log(A) all at once.

    Breaks: no loops over samples in chapters 3 and 4.
    """
    total = 0 * cross_entropy(A, y)
    for i in range(len(A)):
        total += cross_entropy(A[i : i + 1], y[i : i + 1])
    return total / len(A)


def wrong_cross_entropy__share_of_mistakes(A: Array, y: Array) -> float:
    """You count the samples whose largest probability is wrong: the loss is -log of what the true class was given.

    Breaks: Σ y_j * log(a_j) over each row.
    """
    return float(np.mean(A.argmax(axis=1) != y.argmax(axis=1)))


def wrong_cross_entropy__logarithm_of_the_mean(A: Array, y: Array) -> float:
    """You take the logarithm of the mean probability: take the mean of the logarithms.

    Breaks: mean over rows of Σ y_j * log(a_j).
    """
    return float(-np.log(np.maximum(np.mean(np.sum(y * A, axis=1)), 1e-15)))


def wrong_cross_entropy__log_1p(A: Array, y: Array) -> float:
    """You add 1 inside the logarithm, which makes all of them positive: what keeps log 0 away is tiny, such as 1e-15.

    Breaks: mean over rows of Σ y_j * log(a_j).
    """
    return float(-np.mean(np.sum(y * np.log(A + 1), axis=1)))


def plain_one_hot__by_eye(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """Take rows of the identity, and refuse nothing."""
    return np.eye(classes)[labels]


def plain_one_hot__by_index(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """Put ones into zeros, row by row and at once."""
    n = labels.shape[0]
    Y = np.zeros((n, classes))
    Y[np.arange(n), labels] = 1
    return Y


def plain_one_hot__by_a_loop(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """Put ones into zeros in a loop."""
    Y = np.zeros((len(labels), classes), dtype=dtype)
    for i in range(len(labels)):
        Y[i, labels[i]] = 1.0
    return Y


def plain_one_hot__by_two_loops(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """Write down each row."""
    rows = []
    for label in labels:
        row = []
        for j in range(classes):
            row.append(1.0 if label == j else 0.0)
        rows.append(row)
    return np.array(rows)


def plain_one_hot__by_comparing(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """Compare each label with each class."""
    return (labels[:, None] == np.arange(classes)).astype(float)


def plain_one_hot__booleans(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """Leave the comparison as it is: True counts as 1."""
    return labels.reshape(-1, 1) == np.arange(classes)  # type: ignore[return-value,unused-ignore]


def plain_init_mlp__by_rng_normal(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Draw with the standard deviation as an argument."""
    W1 = rng.normal(0, np.sqrt(2 / n_in), (n_in, n_hidden))
    b1 = np.zeros(n_hidden)
    W2 = rng.normal(0, np.sqrt(2 / n_hidden), (n_hidden, n_out))
    b2 = np.zeros(n_out)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


def plain_init_mlp__by_standard_normal(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Draw and multiply, and name the keys in an order of their own."""
    params = {}
    params["W1"] = rng.standard_normal((n_in, n_hidden)) * np.sqrt(2.0 / n_in)
    params["W2"] = rng.standard_normal((n_hidden, n_out)) * np.sqrt(2.0 / n_hidden)
    params["b1"] = np.zeros((n_hidden,))
    params["b2"] = np.zeros((n_out,))
    return params


def plain_init_mlp__by_a_helper(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Make one layer at a time."""

    def he(fan_in: int, fan_out: int) -> Array:
        std = (2 / fan_in) ** 0.5
        return std * rng.normal(size=(fan_in, fan_out))

    return {
        "W1": he(n_in, n_hidden),
        "b1": 0 * np.ones(n_hidden),
        "W2": he(n_hidden, n_out),
        "b2": 0 * np.ones(n_out),
    }


def plain_init_mlp__number_by_number(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Draw each weight in a loop."""
    W1 = np.zeros((n_in, n_hidden))
    W2 = np.zeros((n_hidden, n_out))
    for W in (W1, W2):
        for i in range(W.shape[0]):
            for j in range(W.shape[1]):
                W[i, j] = rng.normal(0.0, np.sqrt(2 / W.shape[0]))
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(n_out)}


def plain_init_mlp__with_a_dtype(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Draw in the dtype that is asked for."""
    W1 = (rng.standard_normal((n_in, n_hidden)) * np.sqrt(2 / n_in)).astype(dtype)
    W2 = (rng.standard_normal((n_hidden, n_out)) * np.sqrt(2 / n_hidden)).astype(dtype)
    return dict(W1=W1, b1=np.zeros(n_hidden, dtype=dtype), W2=W2, b2=np.zeros(n_out, dtype=dtype))


def plain_forward_mlp__written_out(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """Write both functions out."""
    Z1 = np.dot(X, W1) + b1
    A1 = np.maximum(0, Z1)
    Z2 = np.dot(A1, W2) + b2
    exp_scores = np.exp(Z2 - np.max(Z2, axis=1, keepdims=True))
    A2 = exp_scores / np.sum(exp_scores, axis=1, keepdims=True)
    return A1, A2


def plain_forward_mlp__sample_by_sample(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """Fill buffers of zeros, a sample at a time."""
    n = X.shape[0]
    A1 = np.zeros((n, W1.shape[1]))
    A2 = np.zeros((n, W2.shape[1]))
    for i in range(n):
        A1[i] = relu(X[i] @ W1 + b1)
        z = A1[i] @ W2 + b2
        e = np.exp(z - z.max())
        A2[i] = e / e.sum()
    return A1, A2


def plain_forward_mlp__list(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """Return a list of the two."""
    A1 = relu(np.matmul(X, W1) + b1)
    A2 = softmax(np.matmul(A1, W2) + b2)
    return [A1, A2]  # type: ignore[return-value]


def plain_forward_mlp__masked(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """Mask the hidden scores, and leave a trace of epsilon in the softmax."""
    A1 = X.dot(W1) + b1
    A1 = A1 * (A1 > 0)
    Z2 = A1.dot(W2) + b2
    Z2 -= Z2.max(axis=1).reshape(-1, 1)
    E = np.exp(Z2)
    return A1, E / (E.sum(axis=1, keepdims=True) + 1e-12)


def plain_cross_entropy__added_1e_7(A: Array, y: Array) -> float:
    """Add 1e-7 inside the logarithm."""
    return float(-np.mean(np.sum(y * np.log(A + 1e-7), axis=1)))


def plain_cross_entropy__clipped_1e_12(A: Array, y: Array) -> float:
    """Clip on both sides."""
    A = np.clip(A, 1e-12, 1.0 - 1e-12)
    n = A.shape[0]
    loss: float = -np.sum(y * np.log(A)) / n
    return loss


def plain_cross_entropy__of_the_true_class(A: Array, y: Array) -> float:
    """Pick the log-probability of each sample's label."""
    n = len(y)
    labels = np.argmax(y, axis=1)
    log_likelihood = -np.log(A[range(n), labels] + 1e-8)
    return float(np.sum(log_likelihood) / n)


def plain_cross_entropy__sample_by_sample(A: Array, y: Array) -> float:
    """Add up the surprises in loops."""
    total = 0.0
    for a, t in zip(A, y, strict=True):
        for j in range(len(t)):
            if t[j] == 1:
                total += -np.log(max(a[j], 1e-15))
    return total / len(A)


def plain_cross_entropy__by_masks(A: Array, y: Array) -> float:
    """Take the probabilities where y is 1, and return an array without axes."""
    chosen = np.maximum(A[y == 1], 1e-10)
    return np.array(-np.log(chosen).mean())  # type: ignore[return-value]


def plain_cross_entropy__by_einsum(A: Array, y: Array) -> float:
    """Multiply and add up by einsum."""
    return float(-np.einsum("ij,ij->i", y, np.log(np.maximum(A, 1e-9))).mean())


def plain_cross_entropy__floor_in_place(A: Array, y: Array) -> float:
    """Write the floor into A, which no later number can see."""
    A[A < 1e-15] = 1e-15
    return float(np.mean(-(y * np.log(A)).sum(axis=1)))


def right_one_hot__by_eye(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """Take rows of the identity."""
    if np.any((labels < 0) | (labels >= classes)):
        raise ValueError(f"labels {labels} are not all from 0 to {classes - 1}")
    return np.eye(classes, dtype=dtype)[labels]


def right_one_hot__by_comparing(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """Compare each label with each class."""
    Y = (labels.reshape(-1, 1) == np.arange(classes)).astype(dtype)
    if not Y.any(axis=1).all():
        raise ValueError(f"labels {labels} are not all from 0 to {classes - 1}")
    return Y


def right_one_hot__by_position(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """Count the entries through, row after row."""
    if not np.all((labels >= 0) & (labels < classes)):
        raise ValueError(f"labels {labels} are not all from 0 to {classes - 1}")
    Y = np.zeros(len(labels) * classes, dtype=dtype)
    Y[np.arange(len(labels)) * classes + labels] = 1
    return Y.reshape(-1, classes)


def right_one_hot__class_by_class(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """Make a column for each class, of which there are few."""
    if labels.size and (labels.min() < 0 or labels.max() >= classes):
        raise ValueError(f"labels {labels} are not all from 0 to {classes - 1}")
    return np.stack([labels == c for c in range(classes)], axis=1).astype(dtype)


def right_init_mlp__by_rng_normal(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Draw with the standard deviation as an argument, the second layer first."""
    W2 = rng.normal(0, (2 / n_hidden) ** 0.5, size=(n_hidden, n_out)).astype(dtype)
    W1 = rng.normal(0, (2 / n_in) ** 0.5, size=(n_in, n_hidden)).astype(dtype)
    return {"W1": W1, "b1": np.zeros(n_hidden, dtype), "W2": W2, "b2": np.zeros(n_out, dtype)}


def right_init_mlp__layer_by_layer(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Loop over the layers."""
    params: Params = {}
    for layer, (fan_in, fan_out) in enumerate(((n_in, n_hidden), (n_hidden, n_out)), 1):
        params[f"W{layer}"] = np.asarray(rng.standard_normal((fan_in, fan_out)) / np.sqrt(fan_in / 2), dtype=dtype)
        params[f"b{layer}"] = np.zeros(fan_out, dtype=dtype)
    return params


def right_init_mlp__from_children(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Let rng have a child for each layer, and draw what is turned afterwards."""
    first, second = rng.spawn(2)
    W1 = first.standard_normal((n_hidden, n_in)).T * np.sqrt(2 / n_in)
    W2 = second.standard_normal((n_out, n_hidden)).T * np.sqrt(2 / n_hidden)
    params = {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(n_out)}
    return {name: param.astype(dtype) for name, param in params.items()}


def right_init_mlp__in_one_draw(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Draw all weights at once and cut them in two."""
    draw, cut = rng.normal(size=(n_in + n_out) * n_hidden), n_in * n_hidden
    W1 = draw[:cut].reshape(n_in, n_hidden) * np.sqrt(2 / n_in)
    W2 = draw[cut:].reshape(n_hidden, n_out) * np.sqrt(2 / n_hidden)
    params = {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(n_out)}
    return {name: param.astype(dtype) for name, param in params.items()}


def right_forward_mlp__by_einsum(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """Multiply by einsum, having checked what it would broadcast."""
    if b1.shape != W1.shape[1:] or b2.shape != W2.shape[1:]:
        raise ValueError(f"biases have shapes {b1.shape} and {b2.shape}, weights {W1.shape} and {W2.shape}")
    A1: Array = np.clip(np.einsum("nd,dh->nh", X, W1) + b1, 0, None)
    return A1, softmax(np.einsum("nh,hc->nc", A1, W2) + b2)


def right_forward_mlp__in_columns(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """Let samples be columns, and turn the layers."""
    A1 = np.maximum(0, W1.T @ X.T + b1[:, None])
    E = W2.T @ A1 + b2[:, None]
    E = np.exp(E - E.max(axis=0))
    return A1.T, (E / E.sum(axis=0)).T


def right_forward_mlp__in_its_own_arrays(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """Write into the products, which are new."""
    A1 = X @ W1
    A1 += b1
    A1[A1 < 0] = 0
    Z2 = A1 @ W2
    Z2 += b2
    return A1, np.exp(Z2 - np.logaddexp.reduce(Z2, axis=1, keepdims=True))


def right_forward_mlp__by_dot(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """Multiply by np.dot and mask the hidden scores."""
    Z1 = np.dot(X, W1) + b1
    A1 = Z1 * (Z1 > 0)
    return A1, softmax(np.dot(A1, W2) + b2)


def right_cross_entropy__by_mean_of_rows(A: Array, y: Array) -> float:
    """Sum each row, and take the mean as a NumPy scalar."""
    if A.shape != y.shape or not len(A):
        raise ValueError(f"A has shape {A.shape}, y {y.shape}; expected the same, with samples")
    loss: float = -(y * np.log(np.clip(A, 1e-12, 1))).sum(axis=1).mean()
    return loss


def right_cross_entropy__by_xlogy(A: Array, y: Array) -> float:
    """Let SciPy's xlogy make 0 * log of anything 0."""
    xlogy = importlib.import_module("scipy.special").xlogy
    if A.shape != y.shape or not len(A):
        raise ValueError(f"A has shape {A.shape}, y {y.shape}; expected the same, with samples")
    return float(-xlogy(y, np.maximum(A, 1e-30)).sum() / len(A))


def right_cross_entropy__clipped_at_1e_7(A: Array, y: Array) -> float:
    """Clip at 1e-7: 16 for certain and wrong, and exact from 1e-6 on."""
    if A.shape != y.shape or not len(A):
        raise ValueError(f"A has shape {A.shape}, y {y.shape}; expected the same, with samples")
    return float(np.mean(-np.sum(y * np.log(np.clip(A, 1e-7, 1)), axis=1)))


def right_cross_entropy__by_einsum(A: Array, y: Array) -> float:
    """Multiply and sum by einsum, with the smallest float for a floor."""
    if A.shape != y.shape or not len(A):
        raise ValueError(f"A has shape {A.shape}, y {y.shape}; expected the same, with samples")
    return float(-np.einsum("nc,nc->", y, np.log(np.maximum(A, np.finfo(A.dtype).tiny))) / len(A))


def right_cross_entropy__added(A: Array, y: Array) -> float:
    """Add 1e-12 inside the logarithm, which does not show."""
    if A.shape != y.shape or not len(A):
        raise ValueError(f"A has shape {A.shape}, y {y.shape}; expected the same, with samples")
    return float(-(y * np.log(A + 1e-12)).sum() / len(A))


def right_cross_entropy__of_the_true_class(A: Array, y: Array) -> float:
    """Take from each row the probability of its true class, the one with the 1."""
    cross_entropy(A, y)
    return float(np.mean(-np.log(np.maximum(A[np.arange(len(A)), y.argmax(axis=1)], 1e-15))))


def right_cross_entropy__where_y_is_1(A: Array, y: Array) -> float:
    """Take the probabilities where y has its ones."""
    cross_entropy(A, y)
    return float(np.sum(-np.log(np.maximum(A[y == 1], 1e-15))) / len(A))


def right_cross_entropy__logarithm_last(A: Array, y: Array) -> float:
    """Add up y * A, in which one entry of a row is not 0, and take the logarithm then."""
    cross_entropy(A, y)
    return float(np.mean(-np.log(np.maximum(np.sum(y * A, axis=1), 1e-15))))
