"""Wrong and right answers to chapter 2.4.

Those to numerical_gradient and check_gradients pass on what they are called with, (X, y, params, loss_fn, h=1e-5), and
those to wrong_gradients (X, y, params, candidates, tolerance=1e-5).
"""

import copy
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from ch11_arrays import Array
from ch23_minibatches import LossFn, Params
from ch24_numerical_gradients import check_gradients, numerical_gradient, relative_error


def _doubles(params: Params) -> Params:
    return {name: np.array(param, dtype=np.float64, order="C") for name, param in params.items()}


def _singles(params: Params) -> Params:
    return {name: param.astype(np.float32) for name, param in params.items()}


def _copies(params: Params) -> Params:
    return {name: param.copy() for name, param in params.items()}


def _same(params: Params) -> Params:
    return params


def _every(param: Array) -> Iterable[Any]:
    return np.ndindex(param.shape)


def _measure(
    X: Array,
    y: Array,
    params: Params,
    loss_fn: LossFn,
    h: float = 1e-5,
    *,
    up: float = 1,
    down: float = 1,
    width: float = 2,
    size: Callable[[Array], Any] = lambda value: 1,
    nudged: Callable[[Params], Params] = _doubles,
    names: Callable[[Params], list[str]] = list,
    places: Callable[[Array], Iterable[Any]] = _every,
    back: bool = True,
) -> Params:
    """Measure (loss(p + up * h) - loss(p - down * h)) / (width * h), as the chapter does, but for what is named."""
    moved, slopes = nudged(params), {name: np.zeros_like(param) for name, param in params.items()}
    for name in names(moved):
        for place in places(moved[name]):
            value = np.copy(moved[name][place])
            step = h * size(value)
            moved[name][place] = value + up * step
            high = loss_fn(X, y, moved)[0]
            moved[name][place] = value - down * step
            slopes[name][place] = (high - loss_fn(X, y, moved)[0]) / (width * step)
            if back:
                moved[name][place] = value
    return slopes


def wrong_numerical_gradient__forward(*call: Any, **named: Any) -> Params:
    """You take a forward difference, loss(p + h) - loss(p): nudge to both sides and divide by 2 * h.

    Breaks: central differences.
    """
    return _measure(*call, **named, down=0, width=1)


def wrong_numerical_gradient__backward(*call: Any, **named: Any) -> Params:
    """You take a backward difference, loss(p) - loss(p - h): nudge to both sides and divide by 2 * h.

    Breaks: central differences.
    """
    return _measure(*call, **named, up=0, width=1)


def wrong_numerical_gradient__divided_by_h(*call: Any, **named: Any) -> Params:
    """Your slopes are twice too steep: p + h and p - h are 2 * h apart, so divide by that.

    Breaks: central differences.
    """
    return _measure(*call, **named, width=1)


def wrong_numerical_gradient__nudged_by_half(*call: Any, **named: Any) -> Params:
    """Your nudges are half of h: nudge by h to both sides, and divide by 2 * h.

    Breaks: central differences, loss(p + h) and loss(p - h).
    """
    return _measure(*call, **named, up=0.5, down=0.5, width=1)


def wrong_numerical_gradient__times_h(X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5) -> Params:
    """Your slopes are h * h times what they should be, as / 2 * h makes them: put parentheses around 2 * h.

    Breaks: central differences.
    """
    return {name: slope * h**2 for name, slope in _measure(X, y, params, loss_fn, h).items()}


def wrong_numerical_gradient__second_divided(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> Params:
    """Your slopes are one loss minus the other divided by 2 * h: put parentheses around the difference of the two.

    Breaks: central differences.
    """
    copies, slopes = _doubles(params), Params()
    for name, param in copies.items():
        slopes[name] = np.zeros_like(param)
        for place in np.ndindex(param.shape):
            value = param[place]
            param[place] = value + h
            high = loss_fn(X, y, copies)[0]
            param[place] = value - h
            low = loss_fn(X, y, copies)[0]
            param[place] = value
            slopes[name][place] = high - low / (2 * h)
    return slopes


def wrong_numerical_gradient__second_halved(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> Params:
    """Your slopes are one loss minus the other / 2 * h: put parentheses around the difference, and around 2 * h.

    Breaks: central differences.
    """
    copies, slopes = _doubles(params), Params()
    for name, param in copies.items():
        slopes[name] = np.zeros_like(param)
        for place in np.ndindex(param.shape):
            value = param[place]
            param[place] = value + h
            high = loss_fn(X, y, copies)[0]
            param[place] = value - h
            low = loss_fn(X, y, copies)[0]
            param[place] = value
            slopes[name][place] = high - low / 2 * h
    return slopes


def wrong_numerical_gradient__not_divided(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> Params:
    """Your slopes are the differences of two losses: divide them by 2 * h.

    Breaks: central differences.
    """
    return {name: slope * (2 * h) for name, slope in _measure(X, y, params, loss_fn, h).items()}


def wrong_numerical_gradient__one_side_by_two(*call: Any, **named: Any) -> Params:
    """Your slopes are half of a forward difference: one loss seems to be taken at p + h, and the other at p, not p - h.

    Breaks: central differences.
    """
    return _measure(*call, **named, down=0, width=2)


def wrong_numerical_gradient__added(X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5) -> Params:
    """Your slopes are the sum of the two losses over 2 * h: subtract the loss at p - h from the loss at p + h.

    Breaks: central differences.
    """
    copies, slopes = _doubles(params), Params()
    for name, param in copies.items():
        slopes[name] = np.zeros_like(param)
        for place in np.ndindex(param.shape):
            value = param[place]
            param[place] = value + h
            high = loss_fn(X, y, copies)[0]
            param[place] = value - h
            slopes[name][place] = (high + loss_fn(X, y, copies)[0]) / (2 * h)
            param[place] = value
    return slopes


def wrong_numerical_gradient__returns_in_the_loop(*call: Any, **named: Any) -> Params:
    """You return after the first entry: indent return as far as the first for, so that it comes after the loops.

    Breaks: every entry of every parameter.
    """
    return _measure(
        *call,
        **named,
        names=lambda params: list(params)[:1],
        places=lambda param: list(np.ndindex(param.shape))[:1],
    )


def wrong_numerical_gradient__returns_after_a_parameter(*call: Any, **named: Any) -> Params:
    """You return after the first parameter: indent return as far as the first for, so that it comes after the loops.

    Breaks: every entry of every parameter.
    """
    slopes = _measure(*call, **named, names=lambda params: list(params)[:1])
    return dict(list(slopes.items())[:1])


def wrong_numerical_gradient__one_number_a_parameter(*call: Any, **named: Any) -> Any:
    """You return one number for each parameter: return an array of slopes, one for each of its entries.

    Breaks: every entry of every parameter.
    """
    return {name: slope.ravel()[-1] for name, slope in _measure(*call, **named).items()}


def wrong_numerical_gradient__upside_down(*call: Any, **named: Any) -> Params:
    """Your slopes have the wrong sign: take the loss at p + h minus the loss at p - h.

    Breaks: central differences.
    """
    return _measure(*call, **named, width=-2)


def wrong_numerical_gradient__without_signs(*call: Any, **named: Any) -> Params:
    """Your slopes are all positive: where the loss falls, the slope is negative, so leave the sign of the difference.

    Breaks: central differences.
    """
    return {name: np.abs(slope) for name, slope in _measure(*call, **named).items()}


def wrong_numerical_gradient__divided_by_n(X: Array, y: Array, *call: Any, **named: Any) -> Params:
    """Your slopes are divided by the number of samples, but the loss is a mean already: divide only by 2 * h.

    Breaks: central differences.
    """
    return {name: slope / len(X) for name, slope in _measure(X, y, *call, **named).items()}


def wrong_numerical_gradient__h_ignored(X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5) -> Params:
    """You nudge by 1e-5 whatever h is: nudge by h, and divide by 2 * h.

    Breaks: h is the nudge.
    """
    return _measure(X, y, params, loss_fn)


def unpolished_numerical_gradient__another_h(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-8
) -> Params:
    """Your default for h is less than 1e-5, so that rounding shows: leave the default of the stub as it is.

    Breaks: h=1e-5.
    """
    return _measure(X, y, params, loss_fn, h)


def wrong_numerical_gradient__h_in_proportion(*call: Any, **named: Any) -> Params:
    """You nudge each entry in proportion to its size: nudge all of them by h.

    Breaks: central differences, loss(p + h) and loss(p - h).
    """
    return _measure(*call, **named, size=lambda value: np.maximum(np.abs(value), 1))


def wrong_numerical_gradient__whole_array(*call: Any, **named: Any) -> Params:
    """You nudge a whole array at once, which adds up the slopes of its entries: nudge one entry at a time.

    Breaks: every entry of every parameter.
    """
    return _measure(*call, **named, places=lambda param: [...])


def wrong_numerical_gradient__first_axis_only(*call: Any, **named: Any) -> Params:
    """Your nudges move whole rows of a matrix, as param[i] does: loop over np.ndindex(param.shape).

    Breaks: every entry of every parameter.
    """
    return _measure(*call, **named, places=lambda param: range(len(param)))


def wrong_numerical_gradient__first_column_only(*call: Any, **named: Any) -> Params:
    """You measure only the first column of a matrix: loop over np.ndindex(param.shape).

    Breaks: every entry of every parameter.
    """
    return _measure(
        *call, **named, places=lambda param: [place for place in np.ndindex(param.shape) if not any(place[1:])]
    )


def wrong_numerical_gradient__first_parameter_only(*call: Any, **named: Any) -> Params:
    """You measure only the first parameter: measure every one, each under its name.

    Breaks: every entry of every parameter.
    """
    return _measure(*call, **named, names=lambda params: list(params)[:1])


def wrong_numerical_gradient__weights_and_bias_only(*call: Any, **named: Any) -> Params:
    """You measure only "W" and "b": measure every parameter, whatever its name.

    Breaks: every entry of every parameter.
    """
    return _measure(*call, **named, names=lambda params: [name for name in params if name in ("W", "b")])


def wrong_numerical_gradient__zeros_left_out(*call: Any, **named: Any) -> Params:
    """You leave out entries that are 0: they have a slope like any others.

    Breaks: every entry of every parameter.
    """
    return _measure(*call, **named, places=lambda param: [place for place in np.ndindex(param.shape) if param[place]])


def wrong_numerical_gradient__a_few_entries(*call: Any, **named: Any) -> Params:
    """You measure some entries of each parameter only: measure every one.

    Breaks: every entry of every parameter.
    """
    return _measure(*call, **named, places=lambda param: list(np.ndindex(param.shape))[:10])


def wrong_numerical_gradient__left_nudged(*call: Any, **named: Any) -> Params:
    """You leave each entry nudged while you measure the next ones: put its value back first.

    Breaks: central differences, one entry at a time.
    """
    return _measure(*call, **named, back=False)


def unpolished_numerical_gradient__flat_copies(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> Params:
    """A transposed parameter has wrong slopes: its ravel() and reshape(-1) are copies, so index the parameter itself.

    Breaks: every entry of every parameter.
    """
    copies: Params = {name: param.astype(np.float64) for name, param in params.items()}
    slopes: Params = {}
    for name, param in copies.items():
        flat, found = param.reshape(-1), np.zeros(param.size, params[name].dtype)
        for i, value in enumerate(flat.copy()):
            flat[i] = value + h
            high = loss_fn(X, y, copies)[0]
            flat[i] = value - h
            found[i] = (high - loss_fn(X, y, copies)[0]) / (2 * h)
            flat[i] = value
        slopes[name] = found.reshape(param.shape)
    return slopes


def wrong_numerical_gradient__left_nudged_in_place(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> Params:
    """You leave each entry nudged while you measure the next ones: put its value back first.

    Breaks: central differences, one entry at a time.
    """
    return _measure(X, y, params, loss_fn, h, nudged=_same, back=False)


def wrong_numerical_gradient__into_the_parameters(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> Params:
    """Your slopes go into the caller's arrays, which params.copy() shares: put them into np.zeros_like(param).

    Breaks: every parameter is what it was when it returns.
    """
    slopes = params.copy()
    for name, param in params.items():
        for place in np.ndindex(param.shape):
            losses: list[float] = []
            for step in h, -h:
                nudged = _copies(params)
                nudged[name][place] += step
                losses.append(loss_fn(X, y, nudged)[0])
            slopes[name][place] = (losses[0] - losses[1]) / (2 * h)
    return slopes


def wrong_numerical_gradient__whole_numbers(*call: Any, **named: Any) -> Any:
    """Your slopes are cut down to whole numbers: make room for floats, as by np.zeros_like(param).

    Breaks: Params in the same dtypes.
    """
    return {name: slope.astype(int) for name, slope in _measure(*call, **named).items()}


def wrong_numerical_gradient__whole_array_one_slope(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> Any:
    """You nudge a whole array at once, which adds up the slopes of its entries: nudge one entry at a time.

    Breaks: every entry of every parameter.
    """

    def loss(name: str, step: float) -> float:
        return loss_fn(X, y, {**params, name: params[name] + step})[0]

    return {name: (loss(name, h) - loss(name, -h)) / (2 * h) for name in params}


def wrong_numerical_gradient__flat_slopes(*call: Any, **named: Any) -> Params:
    """Your slopes are one long row: give them the shape of their parameter.

    Breaks: Params in the same shapes.
    """
    return {name: slope.ravel() for name, slope in _measure(*call, **named).items()}


def wrong_numerical_gradient__without_names(*call: Any, **named: Any) -> Any:
    """You return the slopes without their names: return a dict, under the keys of params.

    Breaks: -> Params.
    """
    return list(_measure(*call, **named).values())


def wrong_numerical_gradient__named_dw(*call: Any, **named: Any) -> Params:
    """Your slopes have names of their own, such as "dw": each comes under the key of its parameter, "w".

    Breaks: Params under the same keys.
    """
    return {f"d{name}": slope for name, slope in _measure(*call, **named).items()}


def wrong_numerical_gradient__rounded(*call: Any, **named: Any) -> Params:
    """Your slopes are rounded: return all of their digits, and round only what you print.

    Breaks: central differences.
    """
    return {name: np.round(slope, 7) for name, slope in _measure(*call, **named).items()}


def unpolished_numerical_gradient__nan_is_zero(*call: Any, **named: Any) -> Params:
    """Your slopes are 0 where they should be nan: where the loss is nan, so is the slope.

    Breaks: central differences.
    """
    return {name: np.nan_to_num(slope) for name, slope in _measure(*call, **named).items()}


def unpolished_numerical_gradient__in_float32(*call: Any, **named: Any) -> Params:
    """Your slopes of float32 parameters are off: float32 is too coarse for a nudge of 1e-5, so nudge float64 copies.

    Breaks: central differences, for float32 parameters too.
    """
    return _measure(*call, **named, nudged=_copies)


def wrong_numerical_gradient__always_in_float32(*call: Any, **named: Any) -> Params:
    """Your slopes have few right digits, as if nudged in float32, too coarse for a nudge of 1e-5: nudge float64 copies.

    Breaks: central differences.
    """
    return _measure(*call, **named, nudged=_singles)


def wrong_numerical_gradient__samples_in_float32(X: Array, *call: Any, **named: Any) -> Params:
    """Your loss_fn gets X in float32: pass it on as it is.

    Breaks: gradient checks in float64.
    """
    return _measure(X.astype(np.float32), *call, **named)


def unpolished_numerical_gradient__rounded_back(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> Params:
    """Your way back leaves a rounding error, as 0.1 + h - 2h + h does: keep the old value and put that back.

    Breaks: every parameter is bit for bit what it was.
    """
    slopes: Params = {name: np.zeros_like(param) for name, param in params.items()}
    for name, param in params.items():
        for place in np.ndindex(param.shape):
            param[place] += h
            high = loss_fn(X, y, params)[0]
            param[place] -= 2 * h
            slopes[name][place] = (high - loss_fn(X, y, params)[0]) / (2 * h)
            param[place] += h
    return slopes


def unpolished_numerical_gradient__not_put_back_after_an_error(*call: Any, **named: Any) -> Params:
    """The caller's parameter stays nudged when loss_fn raises: nudge a copy, or put the value back in a finally.

    Breaks: every parameter is what it was when it returns or raises.
    """
    return _measure(
        *call,
        **named,
        nudged=lambda params: {name: param.astype(np.float64, copy=False) for name, param in params.items()},
    )


def unpolished_numerical_gradient__callers_arrays(*call: Any, **named: Any) -> Params:
    """The caller's arrays stay nudged when loss_fn raises, and may be float32: nudge float64 copies.

    Breaks: every parameter is what it was when it returns or raises.
    """
    return _measure(*call, **named, nudged=_same)


def unpolished_numerical_gradient__double_slopes(
    X: Array, y: Array, params: Params, *call: Any, **named: Any
) -> Params:
    """Your slopes are float64 though the parameters are float32: make the results by np.zeros_like(param).

    Breaks: float32 inputs alone give float32.
    """
    return _measure(X, y, _doubles(params), *call, **named)


def wrong_numerical_gradient__the_formulas_own(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> Params:
    """You return the gradients that loss_fn computes, which are the ones to be checked: measure them by nudging.

    Breaks: central differences.
    """
    return loss_fn(X, y, params)[1]


def wrong_numerical_gradient__zeros(X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5) -> Params:
    """Your slopes are all 0: nudge an entry, take both losses, and write their difference / (2 * h) into the slopes.

    Breaks: central differences.
    """
    return {name: np.zeros_like(param) for name, param in params.items()}


def _refuse(a: Array, b: Array) -> None:
    """Refuse shapes that differ."""
    if a.shape != b.shape:
        raise ValueError(f"a has shape {a.shape}, but b has shape {b.shape}")


def _each(a: Array, b: Array) -> Array:
    return np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))


def wrong_relative_error__mean(a: Array, b: Array) -> float:
    """You take the mean over the entries, which hides one bad entry: take the largest.

    Breaks: worst entry.
    """
    return float(np.mean(_each(a, b)))


def wrong_relative_error__sum(a: Array, b: Array) -> float:
    """You add up the errors of all entries: take the largest.

    Breaks: worst entry.
    """
    return float(np.sum(_each(a, b)))


def wrong_relative_error__smallest(a: Array, b: Array) -> float:
    """You take the smallest error of all entries: take the largest.

    Breaks: worst entry.
    """
    return float(np.min(_each(a, b)))


def wrong_relative_error__first(a: Array, b: Array) -> float:
    """You compare the first entries only: compare all, and take the largest error.

    Breaks: worst entry.
    """
    return float(_each(a, b).flat[0])


def wrong_relative_error__where_they_differ_most(a: Array, b: Array) -> float:
    """You take the entry where a and b differ most, which large ones do: divide first, and then take the largest.

    Breaks: worst entry.
    """
    return float(_each(a, b).flat[np.argmax(np.abs(a - b))])


def wrong_relative_error__every_entry(a: Array, b: Array) -> Any:
    """You return an error for each entry: return the largest of them, a single number.

    Breaks: -> float.
    """
    return _each(a, b)


def wrong_relative_error__of_each_column(a: Array, b: Array) -> Any:
    """You return an error for each column, by axis=0: take the largest of all entries.

    Breaks: -> float.
    """
    return np.max(_each(a, b), axis=0)


def wrong_relative_error__no_floor(a: Array, b: Array) -> float:
    """You divide 0 by 0 where both entries are 0: divide by np.maximum(1e-8, abs(a) + abs(b)).

    Breaks: max(1e-8, abs(a) + abs(b)).
    """
    return float(np.max(np.abs(a - b) / (np.abs(a) + np.abs(b))))


def unpolished_relative_error__floor_added(a: Array, b: Array) -> float:
    """Your scale is a little more than abs(a) + abs(b): take the larger of 1e-8 and that sum, by np.maximum.

    Breaks: max(1e-8, abs(a) + abs(b)).
    """
    _refuse(a, b)
    return float(np.max(np.abs(a - b) / (np.abs(a) + np.abs(b) + 1e-8)))


def wrong_relative_error__floor_too_low(a: Array, b: Array) -> float:
    """Your floor is far below 1e-8, so that dust counts: divide by np.maximum(1e-8, abs(a) + abs(b)).

    Breaks: max(1e-8, abs(a) + abs(b)).
    """
    return float(np.max(np.abs(a - b) / np.maximum(1e-12, np.abs(a) + np.abs(b))))


def wrong_relative_error__brackets(a: Array, b: Array) -> float:
    """You divide by abs(a) and add abs(b) after that: put parentheses around abs(a) + abs(b).

    Breaks: abs(a-b) / max(1e-8, abs(a)+abs(b)).
    """
    return float(np.max(np.abs(a - b) / np.abs(a) + np.abs(b)))


def wrong_relative_error__floor_under_each(a: Array, b: Array) -> float:
    """You put the floor of 1e-8 under each of abs(a) and abs(b): put it under their sum.

    Breaks: max(1e-8, abs(a) + abs(b)).
    """
    return float(np.max(np.abs(a - b) / (np.maximum(1e-8, np.abs(a)) + np.maximum(1e-8, np.abs(b)))))


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


def wrong_relative_error__by_the_first(a: Array, b: Array) -> float:
    """You divide only by abs(a): divide by abs(a) + abs(b), so that both count alike.

    Breaks: max(1e-8, abs(a) + abs(b)).
    """
    return float(np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a))))


def wrong_relative_error__by_the_second(a: Array, b: Array) -> float:
    """You divide only by abs(b): divide by abs(a) + abs(b), so that both count alike.

    Breaks: max(1e-8, abs(a) + abs(b)).
    """
    return float(np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(b))))


def wrong_relative_error__by_the_mean(a: Array, b: Array) -> float:
    """You divide by the mean of abs(a) and abs(b): divide by their sum.

    Breaks: max(1e-8, abs(a) + abs(b)).
    """
    return 2 * float(np.max(_each(a, b)))


def wrong_relative_error__by_the_sum(a: Array, b: Array) -> float:
    """You divide by abs(a + b), which is 0 where a is -b: divide by abs(a) + abs(b).

    Breaks: max(1e-8, abs(a) + abs(b)).
    """
    return float(np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a + b))))


def wrong_relative_error__by_norms(a: Array, b: Array) -> float:
    """You compare the norms of whole arrays, which hide small entries: divide entry by entry and take the largest.

    Breaks: worst entry.
    """
    return float(np.linalg.norm(a - b) / max(1e-8, float(np.linalg.norm(a) + np.linalg.norm(b))))


def wrong_relative_error__by_one_scale(a: Array, b: Array) -> float:
    """You divide by the largest scale of all entries, which hide small entries: divide entry by entry.

    Breaks: worst entry.
    """
    return float(np.max(np.abs(a - b)) / np.max(np.maximum(1e-8, np.abs(a) + np.abs(b))))


def wrong_relative_error__by_the_difference(a: Array, b: Array) -> float:
    """You divide by abs(a) - abs(b), which is 0 or negative for many pairs: divide by the sum, abs(a) + abs(b).

    Breaks: max(1e-8, abs(a) + abs(b)).
    """
    return float(np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) - np.abs(b))))


def wrong_relative_error__whole_arrays(a: Array, b: Array) -> float:
    """You add up the differences and the sizes of all entries before you divide: divide entry by entry.

    Breaks: worst entry.
    """
    return float(np.sum(np.abs(a - b)) / max(1e-8, float(np.sum(np.abs(a) + np.abs(b)))))


def wrong_relative_error__signed(a: Array, b: Array) -> float:
    """You leave the sign on a - b, so that entries of a that are too small never count: take its absolute value.

    Breaks: abs(a-b).
    """
    return float(np.max((a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))))


def wrong_relative_error__sizes_only(a: Array, b: Array) -> float:
    """You compare abs(a) with abs(b), so that a wrong sign never counts: take abs(a - b).

    Breaks: abs(a-b).
    """
    return float(np.max(np.abs(np.abs(a) - np.abs(b)) / np.maximum(1e-8, np.abs(a) + np.abs(b))))


def wrong_relative_error__percent(a: Array, b: Array) -> float:
    """Your error is in percent: leave out the times 100.

    Breaks: abs(a-b) / max(1e-8, abs(a)+abs(b)).
    """
    return 100 * float(np.max(_each(a, b)))


def wrong_relative_error__squared(a: Array, b: Array) -> float:
    """You square the errors: leave them as they are.

    Breaks: abs(a-b) / max(1e-8, abs(a)+abs(b)).
    """
    return float(np.max(_each(a, b) ** 2))


def unpolished_relative_error__nan_skipped(a: Array, b: Array) -> float:
    """A nan gets lost, so that a broken gradient looks right: take np.max, which is nan where there is one.

    Breaks: a nan is wrong too.
    """
    _refuse(a, b)
    return float(np.nanmax(_each(a, b)))


def wrong_relative_error__in_order(a: Array, b: Array) -> float:
    """You sort the entries before you compare them: compare those in the same position.

    Breaks: worst entry.
    """
    return float(np.max(_each(np.sort(a, axis=None), np.sort(b, axis=None))))


def unpolished_relative_error__broadcasts(a: Array, b: Array) -> float:
    """NumPy broadcasts shapes that differ, such as (2,) and (2, 1), without an error: raise a ValueError first.

    Breaks: shapes that do not fit raise ValueError.
    """
    return float(np.max(_each(a, b)))


def unpolished_relative_error__an_array(a: Array, b: Array) -> Any:
    """Your error is an array without axes: return a number, by float(...).

    Breaks: -> float.
    """
    _refuse(a, b)
    return np.array(np.max(_each(a, b)))


def unpolished_relative_error__as_rows(a: Array, b: Array) -> float:
    """A matrix passes for one of a different shape with as many entries: raise a ValueError where the shapes differ.

    Breaks: shapes that do not fit raise ValueError.
    """
    return float(np.max(_each(a.ravel(), b.ravel())))


def unpolished_relative_error__unfit_is_one(a: Array, b: Array) -> float:
    """Arrays of different shapes have an error of 1: raise a ValueError.

    Breaks: shapes that do not fit raise ValueError.
    """
    return float(np.max(_each(a, b))) if a.shape == b.shape else 1.0


def unpolished_relative_error__asserts(a: Array, b: Array) -> float:
    """Shapes that differ raise an AssertionError, and python -O skips that: raise a ValueError.

    Breaks: shapes that do not fit raise ValueError.
    """
    assert a.shape == b.shape
    return float(np.max(_each(a, b)))


def unpolished_relative_error__writes_into_a(a: Array, b: Array) -> float:
    """Your function writes into a, which belongs to the caller: a - b makes a new array.

    Breaks: no function changes an array that it was passed.
    """
    _refuse(a, b)
    scale = np.maximum(1e-8, np.abs(a) + np.abs(b))
    a -= b
    return float(np.max(np.abs(a) / scale))


def unpolished_relative_error__in_float32(a: Array, b: Array) -> float:
    """Your error has only about seven digits, as float32 has: leave the dtype as it is.

    Breaks: dtype follows NumPy's promotion.
    """
    _refuse(a, b)
    return float(np.max(_each(a.astype(np.float32), b.astype(np.float32))))


def _compare(
    X: Array,
    y: Array,
    params: Params,
    loss_fn: LossFn,
    h: float = 1e-5,
    *,
    by: Callable[[Array, Array], Any] = relative_error,
    measured: Callable[..., Params] = numerical_gradient,
) -> dict[str, Any]:
    """Check gradients as the chapter does, but for what is passed by name."""
    _, grads = loss_fn(X, y, params)
    return {name: by(grads[name], slope) for name, slope in measured(X, y, params, loss_fn, h).items()}


def wrong_check_gradients__h_ignored(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> dict[str, float]:
    """You measure with the default nudge whatever h is: pass h on to numerical_gradient.

    Breaks: check_gradients(…, h).
    """
    return _compare(X, y, params, loss_fn)


def unpolished_check_gradients__another_h(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-4
) -> dict[str, float]:
    """You do not nudge by 1e-5 where no h is given: keep the default of the stub.

    Breaks: h=1e-5.
    """
    return _compare(X, y, params, loss_fn, h)


def wrong_check_gradients__against_themselves(*call: Any, **named: Any) -> dict[str, float]:
    """You find no error anywhere: compare loss_fn's gradients with those of numerical_gradient.

    Breaks: relative error a parameter.
    """
    return {name: 0.0 for name in _compare(*call, **named)}


def wrong_check_gradients__forward(*call: Any, **named: Any) -> dict[str, float]:
    """You measure by forward differences, which are good to a few digits only: use numerical_gradient.

    Breaks: relative error to central differences.
    """
    return _compare(*call, **named, measured=wrong_numerical_gradient__forward)


def wrong_check_gradients__worst_for_all(*call: Any, **named: Any) -> dict[str, float]:
    """You give every parameter the worst error of all: give each its own, so that you see which is wrong.

    Breaks: relative error a parameter.
    """
    errors = _compare(*call, **named)
    return dict.fromkeys(errors, max(errors.values()))


def wrong_check_gradients__worst_alone(*call: Any, **named: Any) -> Any:
    """You return the worst error of all: return a dict with the error of each parameter.

    Breaks: dict[str, float].
    """
    return max(_compare(*call, **named).values())


def wrong_check_gradients__without_names(*call: Any, **named: Any) -> Any:
    """You return the errors without their names: return a dict, under the keys of params.

    Breaks: dict[str, float].
    """
    return list(_compare(*call, **named).values())


def wrong_check_gradients__right_or_wrong(*call: Any, **named: Any) -> Any:
    """You return whether each gradient is right: return its relative error, a number.

    Breaks: dict[str, float].
    """
    return {name: error < 1e-5 for name, error in _compare(*call, **named).items()}


def wrong_check_gradients__wrong_ones_only(*call: Any, **named: Any) -> dict[str, float]:
    """You leave out the parameters whose gradients are right: every parameter has its error, small or not.

    Breaks: relative error a parameter.
    """
    return {name: error for name, error in _compare(*call, **named).items() if error > 1e-5}


def wrong_check_gradients__first_parameter_only(*call: Any, **named: Any) -> dict[str, float]:
    """You check only the first parameter: check every one.

    Breaks: relative error a parameter.
    """
    return dict([next(iter(_compare(*call, **named).items()))])


def wrong_check_gradients__weights_and_bias_only(*call: Any, **named: Any) -> dict[str, float]:
    """You check only "W" and "b": check every parameter, whatever its name.

    Breaks: relative error a parameter.
    """
    return {name: error for name, error in _compare(*call, **named).items() if name in ("W", "b")}


def wrong_check_gradients__every_entry(*call: Any, **named: Any) -> dict[str, float]:
    """You return an error for each entry: return one for each parameter, by relative_error.

    Breaks: dict[str, float].
    """
    return _compare(*call, **named, by=_each)


def wrong_check_gradients__absolute(*call: Any, **named: Any) -> dict[str, float]:
    """Your errors are plain differences: compare the two gradients by relative_error.

    Breaks: relative error a parameter.
    """
    return _compare(*call, **named, by=wrong_relative_error__absolute)


def wrong_check_gradients__mean(*call: Any, **named: Any) -> dict[str, float]:
    """You take the mean over the entries, which hides one bad entry: compare by relative_error.

    Breaks: relative error a parameter.
    """
    return _compare(*call, **named, by=wrong_relative_error__mean)


def wrong_check_gradients__by_norms(*call: Any, **named: Any) -> dict[str, float]:
    """You compare norms of whole gradients, which hide small entries: compare by relative_error, entry by entry.

    Breaks: relative error a parameter.
    """
    return _compare(*call, **named, by=wrong_relative_error__by_norms)


def wrong_check_gradients__rounded(*call: Any, **named: Any) -> dict[str, float]:
    """Your errors are rounded: return all of their digits, and round only what you print.

    Breaks: relative error a parameter.
    """
    return {name: round(error, 6) for name, error in _compare(*call, **named).items()}


def unpolished_check_gradients__nan_is_zero(*call: Any, **named: Any) -> dict[str, float]:
    """Your error is 0 where it should be nan, so that a broken gradient looks right: leave it nan.

    Breaks: a nan is wrong too.
    """
    return {name: float(np.nan_to_num(error)) for name, error in _compare(*call, **named).items()}


def wrong_check_gradients__at_a_nudged_point(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> dict[str, float]:
    """You take loss_fn's gradients where the parameters are nudged: take them at params.

    Breaks: relative error a parameter.
    """
    _, grads = loss_fn(X, y, {name: param + h for name, param in params.items()})
    slopes = numerical_gradient(X, y, params, loss_fn, h)
    return {name: relative_error(grads[name], slope) for name, slope in slopes.items()}


def unpolished_check_gradients__writes_into_the_gradients(*call: Any, **named: Any) -> dict[str, float]:
    """Your check writes into loss_fn's own gradients: a - b makes a new array.

    Breaks: no function changes an array that a loss_fn returned.
    """
    return _compare(*call, **named, by=unpolished_relative_error__writes_into_a)


def unpolished_check_gradients__writes_into_the_dict(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> dict[str, float]:
    """Your errors go into loss_fn's own dict of gradients: make a new dict.

    Breaks: no function changes a dict that a loss_fn returned.
    """
    _, grads = loss_fn(X, y, params)
    slopes: Any = numerical_gradient(X, y, params, loss_fn, h)
    errors: Any = grads
    for name, slope in slopes.items():
        errors[name] = relative_error(grads[name], slope)
    return errors


def unpolished_check_gradients__in_float32(
    X: Array, y: Array, params: Params, *call: Any, **named: Any
) -> dict[str, float]:
    """Your errors are those of float32, in which gradients agree to a few digits only: leave the parameters float64.

    Breaks: gradient checks in float64.
    """
    return _compare(X, y, _singles(params), *call, **named)


def _fits(grads: Params, params: Params) -> bool:
    return all(name in grads and np.shape(grads[name]) == param.shape for name, param in params.items())


def _below(errors: dict[str, float], tolerance: float) -> bool:
    return all(error <= tolerance for error in errors.values())


def _judge(
    X: Array,
    y: Array,
    params: Params,
    candidates: dict[str, LossFn],
    tolerance: float = 1e-5,
    *,
    fits: Callable[[Params, Params], bool] = _fits,
    by: Callable[[Array, Array], float] = relative_error,
    measured: Callable[..., Params] = numerical_gradient,
    right: Callable[[dict[str, float], float], bool] = _below,
) -> list[str]:
    """Judge gradients as the chapter does, but for what is passed by name."""
    wrong: list[str] = []
    for name, loss_fn in candidates.items():
        _, grads = loss_fn(X, y, params)
        slopes = measured(X, y, params, loss_fn)
        if not fits(grads, params) or not right({key: by(grads[key], slopes[key]) for key in params}, tolerance):
            wrong.append(name)
    return wrong


def unpolished_wrong_gradients__nan_passes(*call: Any, **named: Any) -> list[str]:
    """A nan passes, since nan > tolerance is False: ask for not (error <= tolerance).

    Breaks: a nan is wrong too.
    """
    return _judge(
        *call, **named, right=lambda errors, tolerance: not any(error > tolerance for error in errors.values())
    )


def unpolished_wrong_gradients__nan_in_max(*call: Any, **named: Any) -> list[str]:
    """A nan passes in some positions, as it gets lost in max([0, nan]): ask whether all errors are <= tolerance.

    Breaks: a nan is wrong too.
    """
    return _judge(*call, **named, right=lambda errors, tolerance: max(errors.values()) <= tolerance)


def wrong_wrong_gradients__keys_unchecked(*call: Any, **named: Any) -> list[str]:
    """A missing or misshapen gradient stops your function with an error: count that candidate as wrong and go on.

    Breaks: a missing key or a wrong shape is wrong too.
    """
    return _judge(*call, **named, fits=lambda grads, params: True)


def wrong_wrong_gradients__shapes_break_it_off(*call: Any, **named: Any) -> list[str]:
    """A gradient of a wrong shape stops your function with an error: count that candidate as wrong and go on.

    Breaks: a wrong shape is wrong too.
    """
    return _judge(*call, **named, fits=lambda grads, params: set(grads) == set(params))


def wrong_wrong_gradients__order_of_keys(*call: Any, **named: Any) -> list[str]:
    """You call gradients wrong that come in a different order than the parameters: look each up by its name.

    Breaks: one gradient a parameter, under the same keys.
    """
    return _judge(*call, **named, fits=lambda grads, params: list(grads) == list(params) and _fits(grads, params))


def wrong_wrong_gradients__missing_ones_skipped(
    X: Array, y: Array, params: Params, candidates: dict[str, LossFn], tolerance: float = 1e-5
) -> list[str]:
    """You compare only the gradients that are there: a candidate that lacks one is wrong.

    Breaks: a missing key is wrong too.
    """
    wrong: list[str] = []
    for name, loss_fn in candidates.items():
        there = {key: params[key] for key in loss_fn(X, y, params)[1]}

        def partly(X: Array, y: Array, some: Params, loss_fn: LossFn = loss_fn) -> tuple[float, Params]:
            return loss_fn(X, y, {**params, **some})

        wrong += _judge(X, y, there, {name: partly}, tolerance)
    return wrong


def unpolished_wrong_gradients__shapes_unchecked(*call: Any, **named: Any) -> list[str]:
    """Gradients of a different shape broadcast against the parameter's, without an error: compare the shapes first.

    Breaks: a wrong shape is wrong too.
    """

    def by(a: Array, b: Array) -> float:
        try:
            return float(np.max(_each(a, b)))
        except ValueError:
            return np.inf

    return _judge(*call, **named, fits=lambda grads, params: set(grads) == set(params), by=by)


def unpolished_wrong_gradients__a_tuple(*call: Any, **named: Any) -> Any:
    """Your names come as a tuple: return a list, as the stub says.

    Breaks: list[str].
    """
    return tuple(_judge(*call, **named))


def wrong_wrong_gradients__tolerance_ignored(*call: Any, **named: Any) -> list[str]:
    """You compare with 1e-5 whatever tolerance is: compare with tolerance.

    Breaks: wrong_gradients(…, tolerance).
    """
    return _judge(*call, **named, right=lambda errors, tolerance: _below(errors, 1e-5))


def wrong_wrong_gradients__another_tolerance(
    X: Array, y: Array, params: Params, candidates: dict[str, LossFn], tolerance: float = 1e-7
) -> list[str]:
    """Your tolerance is not 1e-5 where none is given: keep the default of the stub.

    Breaks: tolerance=1e-5.
    """
    return _judge(X, y, params, candidates, tolerance)


def wrong_wrong_gradients__mean_of_parameters(*call: Any, **named: Any) -> list[str]:
    """You take the mean of the parameters' errors, which hides one wrong gradient: each must be within tolerance.

    Breaks: a candidate is wrong if any gradient is.
    """
    return _judge(*call, **named, right=lambda errors, tolerance: bool(np.mean(list(errors.values())) <= tolerance))


def wrong_wrong_gradients__sum_of_parameters(*call: Any, **named: Any) -> list[str]:
    """You add up the parameters' errors: each by itself must be within tolerance.

    Breaks: tolerance is the largest relative error that passes.
    """
    return _judge(*call, **named, right=lambda errors, tolerance: sum(errors.values()) <= tolerance)


def wrong_wrong_gradients__all_must_be_wrong(*call: Any, **named: Any) -> list[str]:
    """You call a candidate wrong only if all of its gradients are: one is enough.

    Breaks: a candidate is wrong if any gradient is.
    """
    return _judge(*call, **named, right=lambda errors, tolerance: any(error <= tolerance for error in errors.values()))


def wrong_wrong_gradients__first_parameter_only(*call: Any, **named: Any) -> list[str]:
    """You judge only by the first parameter: each gradient must be right.

    Breaks: a candidate is wrong if any gradient is.
    """
    return _judge(*call, **named, right=lambda errors, tolerance: next(iter(errors.values())) <= tolerance)


def wrong_wrong_gradients__last_parameter_only(*call: Any, **named: Any) -> list[str]:
    """You judge only by the last parameter: each gradient must be right.

    Breaks: a candidate is wrong if any gradient is.
    """
    return _judge(*call, **named, right=lambda errors, tolerance: list(errors.values())[-1] <= tolerance)


def wrong_wrong_gradients__absolute(*call: Any, **named: Any) -> list[str]:
    """You judge by an absolute difference, which large gradients never meet: judge by the relative error.

    Breaks: right gradients are not called wrong, whatever their size.
    """
    return _judge(*call, **named, by=wrong_relative_error__absolute)


def wrong_wrong_gradients__by_norms(*call: Any, **named: Any) -> list[str]:
    """You compare norms of whole gradients, which hide small entries: compare entry by entry, by relative_error.

    Breaks: a candidate is wrong if any entry is.
    """
    return _judge(*call, **named, by=wrong_relative_error__by_norms)


def wrong_wrong_gradients__by_allclose(*call: Any, **named: Any) -> list[str]:
    """You compare by np.allclose, which takes small gradients for right ones: judge by the relative error.

    Breaks: a relative error above the tolerance is wrong.
    """

    def by(a: Array, b: Array) -> float:
        return 0.0 if np.allclose(a, b, atol=named.get("tolerance", 1e-5)) else np.inf

    return _judge(*call, **named, by=by)


def wrong_wrong_gradients__forward(*call: Any, **named: Any) -> list[str]:
    """You measure by forward differences, which are good to a few digits only: use numerical_gradient.

    Breaks: right gradients are not called wrong.
    """
    return _judge(*call, **named, measured=wrong_numerical_gradient__forward)


def wrong_wrong_gradients__sorted(*call: Any, **named: Any) -> list[str]:
    """You sort the names: leave them in the order of candidates.

    Breaks: in order.
    """
    return sorted(_judge(*call, **named))


def wrong_wrong_gradients__last_first(*call: Any, **named: Any) -> list[str]:
    """You collect the names from the last to the first: leave them in the order of candidates.

    Breaks: in order.
    """
    return _judge(*call, **named)[::-1]


def wrong_wrong_gradients__first_only(*call: Any, **named: Any) -> list[str]:
    """You stop at the first wrong candidate: go through all of them, and collect the names.

    Breaks: the names of those whose gradients are wrong.
    """
    return _judge(*call, **named)[:1]


def wrong_wrong_gradients__returns_in_the_loop(
    X: Array, y: Array, params: Params, candidates: dict[str, LossFn], tolerance: float = 1e-5
) -> list[str]:
    """You return after the first candidate: indent return as far as the for, so that it comes after the loop.

    Breaks: the names of those whose gradients are wrong.
    """
    return _judge(X, y, params, dict(list(candidates.items())[:1]), tolerance)


def wrong_wrong_gradients__once_for_each_parameter(
    X: Array, y: Array, params: Params, candidates: dict[str, LossFn], tolerance: float = 1e-5
) -> list[str]:
    """You name a candidate once for each wrong gradient: name it once.

    Breaks: the names of those whose gradients are wrong.
    """
    each = {name: check_gradients(X, y, params, loss_fn) for name, loss_fn in candidates.items()}
    return [name for name, errors in each.items() for error in errors.values() if not error <= tolerance]


def _first(loss_fn: LossFn | None, X: Array, y: Array, params: Params) -> Params:
    return {} if loss_fn is None else numerical_gradient(X, y, params, loss_fn)


def wrong_wrong_gradients__one_loss_for_all(
    X: Array, y: Array, params: Params, candidates: dict[str, LossFn], tolerance: float = 1e-5
) -> list[str]:
    """You measure the slopes of the first candidate's loss only: measure each candidate by its own loss.

    Breaks: those whose gradients are wrong.
    """
    first = next(iter(candidates.values()), None)
    return _judge(X, y, params, candidates, tolerance, measured=lambda X, y, params, _: _first(first, X, y, params))


def wrong_wrong_gradients__the_right_ones(
    X: Array, y: Array, params: Params, candidates: dict[str, LossFn], tolerance: float = 1e-5
) -> list[str]:
    """You return the names of the right ones: return those that are wrong.

    Breaks: the names of those whose gradients are wrong.
    """
    wrong = _judge(X, y, params, candidates, tolerance)
    return [name for name in candidates if name not in wrong]


def wrong_wrong_gradients__a_verdict_for_each(
    X: Array, y: Array, params: Params, candidates: dict[str, LossFn], tolerance: float = 1e-5
) -> Any:
    """You return a verdict for each candidate: return the list of names of the wrong ones.

    Breaks: list[str].
    """
    wrong = _judge(X, y, params, candidates, tolerance)
    return {name: name in wrong for name in candidates}


def wrong_wrong_gradients__a_set(*call: Any, **named: Any) -> Any:
    """You return a set, which has no order: return a list.

    Breaks: list[str], in order.
    """
    return set(_judge(*call, **named))


def wrong_wrong_gradients__functions(
    X: Array, y: Array, params: Params, candidates: dict[str, LossFn], tolerance: float = 1e-5
) -> Any:
    """You return the functions themselves: return their names in candidates.

    Breaks: list[str].
    """
    return [candidates[name] for name in _judge(X, y, params, candidates, tolerance)]


def unpolished_wrong_gradients__takes_the_right_ones_out(
    X: Array, y: Array, params: Params, candidates: dict[str, LossFn], tolerance: float = 1e-5
) -> list[str]:
    """Your function takes candidates out of the caller's own dict: make a list of the names instead.

    Breaks: no function changes a dict that it was passed.
    """
    wrong = _judge(X, y, params, candidates, tolerance)
    for name in [name for name in candidates if name not in wrong]:
        del candidates[name]
    return list(candidates)


def wrong_wrong_gradients__calls_none_wrong(*call: Any, **named: Any) -> list[str]:
    """You call none of them wrong: check each candidate's gradients against measured ones.

    Breaks: the names of those whose gradients are wrong.
    """
    return []


def plain_numerical_gradient__nudges_and_puts_back(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> Any:
    """Nudge the caller's arrays, and put each value back."""
    grads = {}
    for key in params:
        grad = np.zeros_like(params[key])
        for idx in np.ndindex(params[key].shape):
            original = params[key][idx]
            params[key][idx] = original + h
            loss_plus, _ = loss_fn(X, y, params)
            params[key][idx] = original - h
            loss_minus, _ = loss_fn(X, y, params)
            params[key][idx] = original
            grad[idx] = (loss_plus - loss_minus) / (2 * h)
        grads[key] = grad
    return grads


def plain_numerical_gradient__adds_and_subtracts(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> Any:
    """Go up, down twice, and up again."""
    grads = {}
    for name, p in params.items():
        grads[name] = np.zeros(p.shape)
        for i in np.ndindex(*p.shape):
            p[i] += h
            plus = loss_fn(X, y, params)[0]
            p[i] -= 2 * h
            minus = loss_fn(X, y, params)[0]
            p[i] += h
            grads[name][i] = (plus - minus) / (2 * h)
    return grads


def plain_numerical_gradient__by_nditer(X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5) -> Any:
    """Go through the entries by np.nditer, as CS231n does."""
    result = {}
    for name, x in params.items():
        grad = np.zeros_like(x)
        it = np.nditer(x, flags=["multi_index"], op_flags=["readwrite"])
        while not it.finished:
            ix = it.multi_index
            oldval = x[ix]
            x[ix] = oldval + h
            fxph = loss_fn(X, y, params)[0]
            x[ix] = oldval - h
            fxmh = loss_fn(X, y, params)[0]
            x[ix] = oldval
            grad[ix] = (fxph - fxmh) / (2 * h)
            it.iternext()
        result[name] = grad
    return result


def plain_numerical_gradient__by_deepcopy(X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5) -> Any:
    """Copy all parameters for each nudge."""
    slopes = {name: np.zeros(param.shape) for name, param in params.items()}
    for name, param in params.items():
        for index in np.ndindex(param.shape):
            up, down = copy.deepcopy(params), copy.deepcopy(params)
            up[name][index] += h
            down[name][index] -= h
            slopes[name][index] = (loss_fn(X, y, up)[0] - loss_fn(X, y, down)[0]) / (2 * h)
    return slopes


def plain_numerical_gradient__by_a_new_dict(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> Any:
    """Put a nudged copy into a new dict."""

    def loss_with(name: str, index: Any, step: float) -> float:
        W = params[name].copy()
        W[index] += step
        return loss_fn(X, y, {**params, name: W})[0]

    grads = {}
    for name in params:
        grads[name] = np.array(
            [
                (loss_with(name, index, h) - loss_with(name, index, -h)) / (2 * h)
                for index in np.ndindex(params[name].shape)
            ]
        ).reshape(params[name].shape)
    return grads


def plain_numerical_gradient__flat_loop(X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5) -> Any:
    """Count through the flattened parameter."""
    grads = {}
    for name in params:
        shape, size = params[name].shape, params[name].size
        flat = params[name].flatten()
        grad = np.zeros(size)
        for i in range(size):
            nudged = dict(params)
            plus, minus = flat.copy(), flat.copy()
            plus[i] += h
            minus[i] -= h
            nudged[name] = plus.reshape(shape)
            up = loss_fn(X, y, nudged)[0]
            nudged[name] = minus.reshape(shape)
            down = loss_fn(X, y, nudged)[0]
            grad[i] = (up - down) / 2 / h
        grads[name] = grad.reshape(shape)
    return grads


def plain_numerical_gradient__ravelled_views(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> Any:
    """Write through a flat view of the caller's arrays."""
    grads = {}
    for name, p in params.items():
        view, grad = p.ravel(), np.zeros_like(p)
        for i in range(view.size):
            old = view[i]
            view[i] = old + h
            up = loss_fn(X, y, params)[0]
            view[i] = old - h
            down = loss_fn(X, y, params)[0]
            view[i] = old
            grad.flat[i] = (up - down) / (2 * h)
        grads[name] = grad
    return grads


def plain_numerical_gradient__wider(X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-4) -> Any:
    """Nudge by 1e-4 unless told, and go through rows and columns."""
    grads: Any = {key: np.zeros(value.shape) for key, value in params.items()}
    work = {key: np.array(value, dtype=float) for key, value in params.items()}
    for key, value in work.items():
        for place, v in np.ndenumerate(value.copy()):
            value[place] = v + h
            high = loss_fn(X, y, work)[0]
            value[place] = v - h
            low = loss_fn(X, y, work)[0]
            value[place] = v
            grads[key][place] = 0.5 * (high - low) / h
    return grads


def plain_relative_error__formula(a: Array, b: Array) -> Any:
    """Write the formula."""
    return np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b)))


def plain_relative_error__floor_added(a: Array, b: Array) -> Any:
    """Add the floor."""
    return (np.abs(a - b) / (np.abs(a) + np.abs(b) + 1e-8)).max()


def plain_relative_error__loop(a: Any, b: Any) -> Any:
    """Keep the worst entry so far."""
    worst = 0.0
    for x, z in zip(a.flatten(), b.flatten(), strict=False):
        error = abs(x - z) / max(1e-8, abs(x) + abs(z))
        if error > worst:
            worst = error
    return worst


def plain_relative_error__list(a: Any, b: Any) -> Any:
    """Collect the errors in a list, by index."""
    errors = []
    for index in np.ndindex(a.shape):
        errors.append(abs(a[index] - b[index]) / max(1e-8, abs(a[index]) + abs(b[index])))
    return max(errors)


def plain_check_gradients__comprehension(X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5) -> Any:
    """Compare name by name."""
    loss, grads = loss_fn(X, y, params)
    numerical = numerical_gradient(X, y, params, loss_fn, h)
    return {k: relative_error(grads[k], numerical[k]) for k in params}


def plain_check_gradients__own_formula(X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5) -> Any:
    """Compute the relative error again."""
    errors = {}
    numerical = numerical_gradient(X, y, params, loss_fn, h=h)
    analytic = loss_fn(X, y, params)[1]
    for key in analytic:
        num, ana = numerical[key], analytic[key]
        errors[key] = (np.abs(num - ana) / np.maximum(1e-8, np.abs(num) + np.abs(ana))).max()
    return errors


def plain_check_gradients__into_the_dict(X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5) -> Any:
    """Replace each gradient by its error."""
    errors: Any = loss_fn(X, y, params)[1]
    for name, slope in numerical_gradient(X, y, params, loss_fn, h).items():
        errors[name] = float(relative_error(errors[name], slope))
    return errors


def plain_wrong_gradients__by_try(
    X: Array, y: Array, params: Params, candidates: dict[str, LossFn], tolerance: float = 1e-5
) -> Any:
    """Take every exception for a mistake."""
    wrong = []
    for name, loss_fn in candidates.items():
        try:
            errors = check_gradients(X, y, params, loss_fn)
            if any(error > tolerance for error in errors.values()):
                wrong.append(name)
        except Exception:
            wrong.append(name)
    return wrong


def plain_wrong_gradients__step_by_step(
    X: Array, y: Array, params: Params, candidates: dict[str, LossFn], tolerance: float = 1e-5
) -> Any:
    """Look at keys, shapes and errors one after the other."""
    names = []
    for name in candidates:
        _, grads = candidates[name](X, y, params)
        is_wrong = False
        for key in params:
            if key not in grads or grads[key].shape != params[key].shape:
                is_wrong = True
        if not is_wrong:
            worst = max(check_gradients(X, y, params, candidates[name]).values())
            is_wrong = np.isnan(worst) or worst > tolerance
        if is_wrong:
            names += [name]
    return names


def plain_wrong_gradients__measured_here(
    X: Array, y: Array, params: Params, candidates: dict[str, LossFn], tolerance: float = 1e-5
) -> Any:
    """Measure and compare without check_gradients."""

    def ok(loss_fn: LossFn) -> bool:
        grads = loss_fn(X, y, params)[1]
        slopes = numerical_gradient(X, y, params, loss_fn)
        for key, slope in slopes.items():
            grad = grads.get(key)
            if grad is None or grad.shape != slope.shape:
                return False
            if not relative_error(grad, slope) <= tolerance:
                return False
        return True

    return list(filter(lambda name: not ok(candidates[name]), candidates))


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
    copies, slopes = _doubles(params), Params()
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


def right_numerical_gradient__in_place(X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5) -> Params:
    """Nudge the caller's own arrays where they are float64, and put every value back, come what may."""
    if any(param.dtype != np.float64 for param in params.values()):
        slopes = right_numerical_gradient__in_place(X, y, _doubles(params), loss_fn, h)
        return {name: slope.astype(params[name].dtype) for name, slope in slopes.items()}
    slopes = {name: np.zeros(param.shape) for name, param in params.items()}
    for name, param in params.items():
        for place in np.ndindex(*param.shape):
            value = param[place].copy()
            try:
                param[place] = value + h
                slopes[name][place] = loss_fn(X, y, params)[0]
                param[place] = value - h
                slopes[name][place] -= loss_fn(X, y, params)[0]
            finally:
                param[place] = value
            slopes[name][place] /= 2 * h
    return slopes


def right_numerical_gradient__as_one_vector(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> Params:
    """Nudge all parameters as one long vector, and cut it into shapes at every call."""
    cuts = np.cumsum([param.size for param in params.values()])[:-1]

    def cut(vector: Array) -> Params:
        parts = np.split(vector, cuts)
        return {name: part.reshape(params[name].shape) for name, part in zip(params, parts, strict=True)}

    start: Array = np.concatenate([param.ravel().astype(np.float64) for param in params.values()])
    rises = [loss_fn(X, y, cut(start + e))[0] - loss_fn(X, y, cut(start - e))[0] for e in h * np.eye(len(start))]
    return {name: s.astype(params[name].dtype) for name, s in cut(np.array(rises) / (2 * h)).items()}


def plain_relative_error__by_where(a: Array, b: Array) -> float:
    """Choose the scale by np.where, and return a NumPy scalar."""
    scale = np.abs(a) + np.abs(b)
    return np.max(np.abs(np.subtract(a, b)) / np.where(scale < 1e-8, 1e-8, scale))


def right_relative_error__by_divide(a: Array, b: Array) -> float:
    """Divide by np.divide, and return a NumPy scalar."""
    _refuse(a, b)
    return np.divide(np.abs(b - a), np.clip(np.abs(a) + np.abs(b), 1e-8, None)).max()


def right_relative_error__entry_by_entry(a: Array, b: Array) -> float:
    """Go over the pairs of entries in a loop."""
    if a.shape != b.shape:
        raise ValueError(f"a has shape {a.shape}, but b has shape {b.shape}")
    errors = [
        abs(p - q) / max(1e-8, abs(p) + abs(q)) for p, q in zip(a.ravel().tolist(), b.ravel().tolist(), strict=True)
    ]
    return float(np.max(errors))


def plain_relative_error__by_sorting(a: Array, b: Array) -> float:
    """Sort the errors, in which nan comes last."""
    return np.sort(np.abs(a - b) / np.clip(np.abs(a) + np.abs(b), 1e-8, None), axis=None)[-1]


def plain_relative_error__by_fmax(a: Array, b: Array) -> float:
    """Scale both first, and let the floor win over nan, which stays in the difference."""
    scale = np.fmax(1e-8, np.abs(a) + np.abs(b))
    return float(np.abs(a / scale - b / scale).max())


def right_check_gradients__slopes_first(
    X: Array, y: Array, params: Params, loss_fn: LossFn, h: float = 1e-5
) -> dict[str, float]:
    """Measure first, and pass the two in the other order."""
    slopes = right_numerical_gradient__as_one_vector(X, y, params, loss_fn, h=h)
    _, grads = loss_fn(X.copy(), y.copy(), _copies(params))
    return {name: relative_error(slope, grads[name]) for name, slope in slopes.items()}


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


def right_wrong_gradients__by_filter(*call: Any, **named: Any) -> list[str]:
    """Judge the largest of all errors, by NumPy, whose maximum of a nan is nan."""

    def right(errors: dict[str, float], tolerance: float) -> bool:
        return bool(np.max(list(errors.values())) <= tolerance)

    return _judge(*call, **named, right=right)
