"""Wrong and right answers to chapter 2.4."""

import numpy as np
from ch11_arrays import Array
from ch23_minibatches import LossFn, Params
from ch24_numerical_gradients import check_gradients, numerical_gradient, relative_error


def _double(params: Params) -> Params:
    return {name: param.astype(np.float64) for name, param in params.items()}


def _measure(X: Array, y: Array, params: Params, loss_fn: LossFn, up: float, down: float, width: float) -> Params:
    """Measure (loss(p + up) - loss(p - down)) / width."""
    nudged, slopes = _double(params), {name: np.zeros_like(param) for name, param in params.items()}
    for name, param in nudged.items():
        for index in np.ndindex(param.shape):
            value = param[index]
            param[index] = value + up
            high = loss_fn(X, y, nudged)[0]
            param[index] = value - down
            slopes[name][index] = (high - loss_fn(X, y, nudged)[0]) / width
            param[index] = value
    return slopes


def wrong_numerical_gradient__forward(X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5) -> Params:
    """You take a forward difference, loss(p + h) - loss(p): nudge to both sides and divide by 2 * h.

    Breaks: central differences.
    """
    return _measure(X, y, params, loss_fn, h, 0, h)


def wrong_numerical_gradient__backward(X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5) -> Params:
    """You take a backward difference, loss(p) - loss(p - h): nudge to both sides and divide by 2 * h.

    Breaks: central differences.
    """
    return _measure(X, y, params, loss_fn, 0, h, h)


def wrong_numerical_gradient__divided_by_h(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> Params:
    """Your slopes are twice too steep: p + h and p - h are 2 * h apart, so divide by that.

    Breaks: central differences.
    """
    return _measure(X, y, params, loss_fn, h, h, h)


def wrong_numerical_gradient__times_h(X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5) -> Params:
    """You write / 2 * h, which divides by 2 and then multiplies by h: put brackets round 2 * h.

    Breaks: central differences.
    """
    return _measure(X, y, params, loss_fn, h, h, 2 / h)


def wrong_numerical_gradient__upside_down(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> Params:
    """Your slopes have the wrong sign: take the loss at p + h minus the loss at p - h.

    Breaks: central differences.
    """
    return _measure(X, y, params, loss_fn, h, h, -2 * h)


def wrong_numerical_gradient__h_ignored(X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5) -> Params:
    """You nudge by 1e-5 whatever h is: nudge by h, and divide by 2 * h.

    Breaks: h is the nudge.
    """
    return numerical_gradient(X, y, params, loss_fn)


def wrong_numerical_gradient__whole_array(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> Params:
    """You nudge a whole array at once, which adds up the slopes of its entries: nudge one entry at a time.

    Breaks: every entry of every parameter.
    """
    slopes: Params = {}
    for name, param in _double(params).items():
        up = loss_fn(X, y, {**params, name: param + h})[0]
        down = loss_fn(X, y, {**params, name: param - h})[0]
        slopes[name] = np.full_like(params[name], (up - down) / (2 * h))
    return slopes


def wrong_numerical_gradient__first_axis_only(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> Params:
    """You walk over range(len(param)), which nudges whole rows of a matrix: walk over np.ndindex(param.shape).

    Breaks: every entry of every parameter.
    """
    nudged, slopes = _double(params), {name: np.zeros_like(param) for name, param in params.items()}
    for name, param in nudged.items():
        for i in range(len(param)):
            row = param[i].copy()
            param[i] = row + h
            high = loss_fn(X, y, nudged)[0]
            param[i] = row - h
            slopes[name][i] = (high - loss_fn(X, y, nudged)[0]) / (2 * h)
            param[i] = row
    return slopes


def wrong_numerical_gradient__left_nudged(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> Params:
    """You leave each entry nudged while you measure the next ones: put its value back first.

    Breaks: central differences, one entry at a time.
    """
    nudged, slopes = _double(params), {name: np.zeros_like(param) for name, param in params.items()}
    for name, param in nudged.items():
        for index in np.ndindex(param.shape):
            param[index] += h
            high = loss_fn(X, y, nudged)[0]
            param[index] -= 2 * h
            slopes[name][index] = (high - loss_fn(X, y, nudged)[0]) / (2 * h)
    return slopes


def wrong_numerical_gradient__in_float32(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> Params:
    """You nudge float32 numbers, which are too coarse for a nudge of 1e-5: nudge float64 copies.

    Breaks: central differences, for float32 parameters too.
    """
    copies = {name: param.copy() for name, param in params.items()}
    slopes: Params = {name: np.zeros_like(param) for name, param in params.items()}
    for name, param in copies.items():
        for index in np.ndindex(param.shape):
            value = param[index]
            param[index] = value + h
            high = loss_fn(X, y, copies)[0]
            param[index] = value - h
            slopes[name][index] = (high - loss_fn(X, y, copies)[0]) / (2 * h)
            param[index] = value
    return slopes


def wrong_numerical_gradient__rounded_back(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> Params:
    """You go back by adding h, but 0.1 + h - 2h + h is not quite 0.1: keep the old value and put that back.

    Breaks: every parameter is bit for bit what it was.
    """
    slopes: Params = {name: np.zeros_like(param) for name, param in params.items()}
    for name, param in params.items():
        for index in np.ndindex(param.shape):
            param[index] += h
            high = loss_fn(X, y, params)[0]
            param[index] -= 2 * h
            slopes[name][index] = (high - loss_fn(X, y, params)[0]) / (2 * h)
            param[index] += h
    return slopes


def wrong_numerical_gradient__not_put_back_after_an_error(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> Params:
    """You leave the caller's parameter nudged when loss_fn raises: nudge a copy, or put the value back in a finally.

    Breaks: every parameter is what it was when it returns or raises.
    """
    slopes: Params = {name: np.zeros_like(param) for name, param in params.items()}
    params = {name: param.astype(np.float64, copy=False) for name, param in params.items()}
    for name, param in params.items():
        for index in np.ndindex(param.shape):
            value = param[index]
            param[index] = value + h
            high = loss_fn(X, y, params)[0]
            param[index] = value - h
            slopes[name][index] = (high - loss_fn(X, y, params)[0]) / (2 * h)
            param[index] = value
    return slopes


def wrong_numerical_gradient__double_slopes(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> Params:
    """Your slopes are float64 though the parameters are float32: make the results by np.zeros_like(param).

    Breaks: float32 inputs alone give float32.
    """
    return numerical_gradient(X, y, _double(params), loss_fn, h)


def wrong_numerical_gradient__the_formulas_own(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> Params:
    """You hand back the gradients that loss_fn computes, which are the ones to be checked: measure them by nudging.

    Breaks: central differences.
    """
    return loss_fn(X, y, params)[1]


def wrong_relative_error__mean(a: Array, b: Array) -> float:
    """You take the mean over the entries, in which one bad entry drowns: take the largest.

    Breaks: worst entry.
    """
    return float(np.mean(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))))


def wrong_relative_error__no_floor(a: Array, b: Array) -> float:
    """You divide 0 by 0 where both entries are 0: divide by np.maximum(1e-8, abs(a) + abs(b)).

    Breaks: max(1e-8, abs(a) + abs(b)).
    """
    with np.errstate(invalid="ignore"):
        return float(np.max(np.abs(a - b) / (np.abs(a) + np.abs(b))))


def wrong_relative_error__floor_added(a: Array, b: Array) -> float:
    """You add 1e-8 to the scale: take the larger of 1e-8 and abs(a) + abs(b), by np.maximum.

    Breaks: max(1e-8, abs(a) + abs(b)).
    """
    return float(np.max(np.abs(a - b) / (np.abs(a) + np.abs(b) + 1e-8)))


def wrong_relative_error__absolute(a: Array, b: Array) -> float:
    """Your error is absolute, so it grows with the numbers compared: divide by abs(a) + abs(b), 1e-8 at least.

    Breaks: abs(a-b) / max(1e-8, abs(a)+abs(b)).
    """
    return float(np.max(np.abs(a - b)))


def wrong_relative_error__by_the_larger(a: Array, b: Array) -> float:
    """You divide by the larger of abs(a) and abs(b): divide by their sum.

    Breaks: max(1e-8, abs(a) + abs(b)).
    """
    return float(np.max(np.abs(a - b) / np.maximum(1e-8, np.maximum(np.abs(a), np.abs(b)))))


def wrong_relative_error__by_norms(a: Array, b: Array) -> float:
    """You compare the norms of whole arrays, in which small entries drown: divide entry by entry and take the largest.

    Breaks: worst entry.
    """
    return float(np.linalg.norm(a - b) / max(1e-8, float(np.linalg.norm(a) + np.linalg.norm(b))))


def wrong_relative_error__signed(a: Array, b: Array) -> float:
    """You leave the sign on a - b, so that entries of a that are too small never count: take its absolute value.

    Breaks: abs(a-b).
    """
    return float(np.max((a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))))


def wrong_relative_error__nan_skipped(a: Array, b: Array) -> float:
    """You skip nan, so that a broken gradient looks right: use np.max, which gives nan where there is one.

    Breaks: a nan is wrong too.
    """
    return float(np.nanmax(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))))


def wrong_check_gradients__h_ignored(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> dict[str, float]:
    """You measure with the default nudge whatever h is: hand h on to numerical_gradient.

    Breaks: check_gradients(…, h).
    """
    return check_gradients(X, y, params, loss_fn)


def wrong_check_gradients__against_themselves(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> dict[str, float]:
    """You find no error anywhere: compare loss_fn's gradients with those of numerical_gradient.

    Breaks: relative error a parameter.
    """
    return {name: 0.0 for name in params}


def wrong_check_gradients__worst_for_all(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> dict[str, float]:
    """You give every parameter the worst error of all: give each its own, so that one sees which is wrong.

    Breaks: relative error a parameter.
    """
    return dict.fromkeys(params, max(check_gradients(X, y, params, loss_fn, h).values()))


def wrong_check_gradients__absolute(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> dict[str, float]:
    """Your errors are plain differences: compare the two gradients by relative_error.

    Breaks: relative error a parameter.
    """
    grads, slopes = loss_fn(X, y, params)[1], numerical_gradient(X, y, params, loss_fn, h)
    return {name: float(np.max(np.abs(grads[name] - slope))) for name, slope in slopes.items()}


def wrong_wrong_gradients__nan_passes(
    X: Array, y: Array, params: Params, candidates: dict[str, LossFn], tolerance: float = 1e-5
) -> list[str]:
    """You let nan pass, since nan > tolerance is False: ask for not (error <= tolerance).

    Breaks: a nan is wrong too.
    """
    wrong: list[str] = []
    for name, loss_fn in candidates.items():
        _, grads = loss_fn(X, y, params)
        misfit = any(key not in grads or grads[key].shape != param.shape for key, param in params.items())
        if misfit or any(error > tolerance for error in check_gradients(X, y, params, loss_fn).values()):
            wrong.append(name)
    return wrong


def wrong_wrong_gradients__keys_unchecked(
    X: Array, y: Array, params: Params, candidates: dict[str, LossFn], tolerance: float = 1e-5
) -> list[str]:
    """You break off with an error where a gradient is missing or misshapen: count that candidate as wrong and go on.

    Breaks: a missing key or a wrong shape is wrong too.
    """
    errors = {name: check_gradients(X, y, params, loss_fn) for name, loss_fn in candidates.items()}
    return [name for name, each in errors.items() if not all(error <= tolerance for error in each.values())]


def wrong_wrong_gradients__missing_ones_skipped(
    X: Array, y: Array, params: Params, candidates: dict[str, LossFn], tolerance: float = 1e-5
) -> list[str]:
    """You compare only the gradients that are there: a candidate that lacks one is wrong.

    Breaks: a missing key is wrong too.
    """
    wrong: list[str] = []
    for name, loss_fn in candidates.items():
        _, grads = loss_fn(X, y, params)
        slopes = numerical_gradient(X, y, params, loss_fn)
        fits = [grad.shape == slopes[key].shape for key, grad in grads.items()]
        if not all(fits) or not all(relative_error(grads[key], slopes[key]) <= tolerance for key in grads):
            wrong.append(name)
    return wrong


def wrong_wrong_gradients__shapes_unchecked(
    X: Array, y: Array, params: Params, candidates: dict[str, LossFn], tolerance: float = 1e-5
) -> list[str]:
    """You let a gradient of another shape broadcast against the parameter's: compare the shapes before the numbers.

    Breaks: a wrong shape is wrong too.
    """
    wrong: list[str] = []
    for name, loss_fn in candidates.items():
        _, grads = loss_fn(X, y, params)
        for key, slope in numerical_gradient(X, y, params, loss_fn).items():
            pair = np.broadcast_arrays(grads.get(key, np.nan), slope)
            if not relative_error(pair[0], pair[1]) <= tolerance:
                wrong.append(name)
                break
    return wrong


def wrong_wrong_gradients__tolerance_ignored(
    X: Array, y: Array, params: Params, candidates: dict[str, LossFn], tolerance: float = 1e-5
) -> list[str]:
    """You compare with 1e-5 whatever tolerance is: compare with tolerance.

    Breaks: wrong_gradients(…, tolerance).
    """
    return right_wrong_gradients__by_try(X, y, params, candidates)


def wrong_wrong_gradients__sorted(
    X: Array, y: Array, params: Params, candidates: dict[str, LossFn], tolerance: float = 1e-5
) -> list[str]:
    """You sort the names: leave them in the order of candidates.

    Breaks: in order.
    """
    return sorted(right_wrong_gradients__by_try(X, y, params, candidates, tolerance))


def wrong_wrong_gradients__first_only(
    X: Array, y: Array, params: Params, candidates: dict[str, LossFn], tolerance: float = 1e-5
) -> list[str]:
    """You stop at the first wrong candidate: go through all of them, and collect the names.

    Breaks: the names of those whose gradients are wrong.
    """
    return right_wrong_gradients__by_try(X, y, params, candidates, tolerance)[:1]


def wrong_wrong_gradients__one_loss_for_all(
    X: Array, y: Array, params: Params, candidates: dict[str, LossFn], tolerance: float = 1e-5
) -> list[str]:
    """You measure the slopes of the first candidate's loss only: measure each candidate by its own loss.

    Breaks: those whose gradients are wrong.
    """
    first = next(iter(candidates.values()), None)
    if first is None:
        return []
    slopes, wrong = numerical_gradient(X, y, params, first), list[str]()
    for name, loss_fn in candidates.items():
        _, grads = loss_fn(X, y, params)
        fits = all(key in grads and grads[key].shape == slope.shape for key, slope in slopes.items())
        if not fits or not all(relative_error(grads[key], slopes[key]) <= tolerance for key in slopes):
            wrong.append(name)
    return wrong


def wrong_wrong_gradients__absolute(
    X: Array, y: Array, params: Params, candidates: dict[str, LossFn], tolerance: float = 1e-5
) -> list[str]:
    """You judge by an absolute difference, which large gradients never meet: judge by the relative error.

    Breaks: right gradients are not called wrong, whatever their size.
    """
    wrong: list[str] = []
    for name, loss_fn in candidates.items():
        _, grads = loss_fn(X, y, params)
        for key, slope in numerical_gradient(X, y, params, loss_fn).items():
            grad = grads.get(key)
            if grad is None or grad.shape != slope.shape or not np.max(np.abs(grad - slope)) <= tolerance:
                wrong.append(name)
                break
    return wrong


def wrong_wrong_gradients__the_right_ones(
    X: Array, y: Array, params: Params, candidates: dict[str, LossFn], tolerance: float = 1e-5
) -> list[str]:
    """You return the names of the right ones: return those that are wrong.

    Breaks: the names of those whose gradients are wrong.
    """
    errors = {name: check_gradients(X, y, params, loss_fn) for name, loss_fn in candidates.items()}
    return [name for name, each in errors.items() if max(each.values()) <= tolerance]


def right_numerical_gradient__by_one_hot_nudges(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> Params:
    """Make new parameters for every nudge, from the rows of an identity matrix."""

    def loss(name: str, nudge: Array) -> float:
        return loss_fn(X, y, {**params, name: params[name].astype(np.float64) + nudge})[0]

    slopes: Params = {}
    for name, param in params.items():
        nudges = h * np.eye(param.size).reshape(-1, *param.shape)
        flat = [(loss(name, nudge) - loss(name, -nudge)) / (2 * h) for nudge in nudges]
        slopes[name] = np.array(flat).reshape(param.shape).astype(param.dtype)
    return slopes


def right_numerical_gradient__by_flat_views(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> Params:
    """Nudge flat views of float64 copies, and put each value back."""
    copies, slopes = _double(params), Params()
    for name, param in copies.items():
        flat, found = param.reshape(-1), np.empty(param.size)
        for i, value in enumerate(flat.copy()):
            flat[i] = value + h
            found[i] = loss_fn(X, y, copies)[0]
            flat[i] = value - h
            found[i] -= loss_fn(X, y, copies)[0]
            flat[i] = value
        slopes[name] = (found / (2 * h)).reshape(param.shape).astype(params[name].dtype)
    return slopes


def right_relative_error__by_where(a: Array, b: Array) -> float:
    """Choose the scale by np.where, and return a NumPy scalar."""
    scale = np.abs(a) + np.abs(b)
    return np.max(np.abs(np.subtract(a, b)) / np.where(scale < 1e-8, 1e-8, scale))


def right_relative_error__entry_by_entry(a: Array, b: Array) -> float:
    """Go over the pairs of entries in a loop."""
    errors = [
        abs(p - q) / max(1e-8, abs(p) + abs(q)) for p, q in zip(a.ravel().tolist(), b.ravel().tolist(), strict=True)
    ]
    return float(np.max(errors))


def right_check_gradients__by_keys(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> dict[str, float]:
    """Measure one parameter at a time, with all others held fast."""
    _, grads = loss_fn(X, y, params)

    def partly(X: Array, y: Array, some: Params) -> tuple[float, Params]:
        return loss_fn(X, y, {**params, **some})

    errors: dict[str, float] = {}
    for name, param in params.items():
        slopes = numerical_gradient(X, y, {name: param}, partly, h)
        errors[name] = relative_error(slopes[name], grads[name])
    return errors


def right_wrong_gradients__by_try(
    X: Array, y: Array, params: Params, candidates: dict[str, LossFn], tolerance: float = 1e-5
) -> list[str]:
    """Take what check_gradients raises for wrong, too."""
    wrong: list[str] = []
    for name, loss_fn in candidates.items():
        try:
            worst = np.max(list(check_gradients(X, y, params, loss_fn).values()))
        except (KeyError, ValueError):
            worst = np.inf
        if np.isnan(worst) or worst > tolerance:
            wrong.append(name)
    return wrong


def right_wrong_gradients__by_sets(
    X: Array, y: Array, params: Params, candidates: dict[str, LossFn], tolerance: float = 1e-5
) -> list[str]:
    """Compare the sets of names and shapes first, then the numbers."""
    right: set[str] = set()
    for name, loss_fn in candidates.items():
        shapes = {(key, grad.shape) for key, grad in loss_fn(X, y, params)[1].items()}
        if {(key, param.shape) for key, param in params.items()} <= shapes:
            errors = np.array(list(check_gradients(X, y, params, loss_fn).values()))
            right |= {name} if (errors <= tolerance).all() else set()
    return [name for name in candidates if name not in right]
