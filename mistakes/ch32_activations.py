"""Wrong, unpolished, plain and right answers to chapter 3.2."""

import importlib

import numpy as np
from ch11_arrays import Array
from ch13_functions import sigmoid


def wrong_softmax__over_everything(Z: Array) -> Array:
    """Your softmax sums over all entries: sum over the last axis, so that each row adds up to 1.

    Breaks: over the last axis.
    """
    E = np.exp(Z - Z.max())
    return E / E.sum()


def wrong_softmax__shifted_by_rows_and_summed_over_everything(Z: Array) -> Array:
    """Your softmax sums over all entries: sum over the last axis, so that each row adds up to 1.

    Breaks: over the last axis.
    """
    E = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return E / E.sum()


def wrong_softmax__unstable(Z: Array) -> Array:
    """Your softmax takes e to the power of the scores as they are, and inf / inf is nan: subtract each row's largest.

    Breaks: stable, for values up to 1e4 in size.
    """
    E = np.exp(Z)
    return E / E.sum(axis=-1, keepdims=True)


def wrong_softmax__over_the_first_axis(Z: Array) -> Array:
    """Your softmax makes the columns add up to 1: sum over the last axis, so that each row does.

    Breaks: over the last axis.
    """
    E = np.exp(Z - Z.max(axis=0, keepdims=True))
    return E / E.sum(axis=0, keepdims=True)


def unpolished_softmax__axis_1(Z: Array) -> Array:
    """Your softmax works along axis=1, which is the last axis of a matrix only: write axis=-1.

    Breaks: over the last axis.
    """
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def wrong_softmax__lost_keepdims(Z: Array) -> Array:
    """Your softmax divides column j by the sum of row j: keep the summed axis with keepdims=True.

    Breaks: over the last axis.
    """
    E = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1)


def wrong_softmax__largest_of_all(Z: Array) -> Array:
    """You subtract the largest score of the whole array, so a row far below it becomes 0 / 0: subtract each row's own.

    Breaks: stable, for values up to 1e4 in size.
    """
    E = np.exp(Z - Z.max())
    return E / E.sum(axis=-1, keepdims=True)


def wrong_softmax__clipped(Z: Array) -> Array:
    """Large scores become equal, as they do when scores are clipped: subtract each row's largest score instead.

    Breaks: stable, and right, for values up to 1e4 in size.
    """
    E = np.exp(np.clip(Z, -50, 50))
    return E / E.sum(axis=-1, keepdims=True)


def unpolished_softmax__in_place(Z: Array) -> Array:
    """Your softmax writes into the Z that it is given, as -= or out= does: Z - m makes a new array.

    Breaks: no function changes an array that it was passed.
    """
    Z -= Z.max(axis=-1, keepdims=True)
    E = np.exp(Z)
    return E / E.sum(axis=-1, keepdims=True)


def wrong_softmax__without_exp(Z: Array) -> Array:
    """Your softmax shares out the scores as they are: take the exponential of each before you divide by the row's sum.

    Breaks: e^z_i / Σ e^z_k.
    """
    return Z / Z.sum(axis=-1, keepdims=True)


def wrong_softmax__largest_lined_up_with_columns(Z: Array) -> Array:
    """You subtract the largest score of row j from column j: keep the axis with keepdims=True in max, too.

    Breaks: stable, for values up to 1e4 in size; over the last axis of any array.
    """
    E = np.exp(Z - Z.max(axis=-1))
    return E / E.sum(axis=-1, keepdims=True)


def unpolished_softmax__turned(Z: Array) -> Array:
    """Your .T turns rows into columns in a matrix only: use keepdims=True, which fits any number of axes.

    Breaks: over the last axis.
    """
    E = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return (E.T / E.sum(axis=-1)).T


def unpolished_softmax__row_by_row(Z: Array) -> Array:
    """You go over the rows in a Python loop, and a vector has none: axis=-1 takes all rows at once.

    Breaks: no loops over samples; over the last axis.
    """
    A = np.empty_like(Z)
    for i, row in enumerate(Z):
        E = np.exp(row - np.max(row))
        A[i] = E / E.sum()
    return A


def wrong_softmax__not_shared_out(Z: Array) -> Array:
    """Your largest share is always 1: divide each exponential by the sum of its row, all of them.

    Breaks: e^z_i / Σ e^z_k.
    """
    return np.exp(Z - Z.max(axis=-1, keepdims=True))


def wrong_softmax__by_the_largest(Z: Array) -> Array:
    """You divide by the row's largest exponential: divide by their sum.

    Breaks: e^z_i / Σ e^z_k.
    """
    E = np.exp(Z)
    return E / E.max(axis=-1, keepdims=True)


def wrong_softmax__logarithm(Z: Array) -> Array:
    """You return the logarithms of the probabilities: take their exponential.

    Breaks: e^z_i / Σ e^z_k.
    """
    shifted = Z - Z.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def wrong_softmax__of_sigmoids(Z: Array) -> Array:
    """You share out the sigmoids of the scores: share out their exponentials.

    Breaks: e^z_i / Σ e^z_k.
    """
    A = sigmoid(Z)
    return A / A.sum(axis=-1, keepdims=True)


def wrong_softmax__sigmoid(Z: Array) -> Array:
    """You take the sigmoid of each score by itself: the softmax shares out 1 among the scores of a row.

    Breaks: e^z_i / Σ e^z_k.
    """
    return sigmoid(Z)


def wrong_softmax__hard(Z: Array) -> Array:
    """You give the largest score a probability of 1: the softmax gives each score its share, e^z over the row's sum.

    Breaks: e^z_i / Σ e^z_k.
    """
    return (Z == Z.max(axis=-1, keepdims=True)).astype(Z.dtype)


def wrong_softmax__divided_by_the_largest(Z: Array) -> Array:
    """You divide the scores by the largest, which changes the shares: subtract it.

    Breaks: e^z_i / Σ e^z_k.
    """
    E = np.exp(Z / np.abs(Z).max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)


def wrong_softmax__mean_subtracted(Z: Array) -> Array:
    """You subtract each row's mean, above which a score can still overflow: subtract its largest score.

    Breaks: stable, for values up to 1e4 in size.
    """
    E = np.exp(Z - Z.mean(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)


def wrong_softmax__smallest_subtracted(Z: Array) -> Array:
    """You subtract each row's smallest score, which makes the others larger still: subtract the largest.

    Breaks: stable, for values up to 1e4 in size.
    """
    E = np.exp(Z - Z.min(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)


def wrong_softmax__largest_in_size(Z: Array) -> Array:
    """You subtract the largest absolute value, so a row of scores far below 0 becomes 0 / 0: take max without abs.

    Breaks: stable, for values up to 1e4 in size.
    """
    E = np.exp(Z - np.abs(Z).max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)


def unpolished_softmax__added_to_the_sum(Z: Array) -> Array:
    """Your rows fall a little short of 1, as 1e-8 added to the sum shows: the largest exponential is 1, so no sum is 0.

    Breaks: each row sums to 1.
    """
    E = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return E / (E.sum(axis=-1, keepdims=True) + 1e-8)


def unpolished_softmax__small_shares_lifted(Z: Array) -> Array:
    """You clip small probabilities at 1e-7: leave them as small as they are, since the loss guards its logarithm.

    Breaks: e^z_i / Σ e^z_k.
    """
    E = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return np.maximum(E / E.sum(axis=-1, keepdims=True), 1e-7)


def wrong_softmax__nan_made_zero(Z: Array) -> Array:
    """You turn the nan of an overflow into 0, but its share is not 0: subtract each row's largest score first.

    Breaks: stable, for values up to 1e4 in size.
    """
    E = np.exp(Z)
    return np.nan_to_num(E / E.sum(axis=-1, keepdims=True))


def unpolished_softmax__double_precision(Z: Array) -> Array:
    """Your probabilities are float64 even for float32 scores: NumPy keeps float32 if you leave it alone.

    Breaks: float32 inputs alone give float32.
    """
    E = np.exp(Z.astype(np.float64) - Z.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)


def wrong_softmax__squeezed(Z: Array) -> Array:
    """You squeeze axes of length 1 away: leave the probabilities in the shape of Z.

    Breaks: the same shape.
    """
    E = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return np.squeeze(E / E.sum(axis=-1, keepdims=True))


def wrong_softmax__column_by_column(Z: Array) -> Array:
    """Each of your columns sums to 1: rows are samples, so each row has to; subtract its largest score first.

    Breaks: over the last axis; stable.
    """
    A = np.zeros_like(Z)
    for j in range(Z.shape[1]):
        A[:, j] = np.exp(Z[:, j]) / np.sum(np.exp(Z[:, j]))
    return A


def wrong_softmax__over_everything_unshifted(Z: Array) -> Array:
    """Your softmax divides by the sum over all entries: divide each row by its own, and subtract its largest score.

    Breaks: over the last axis; stable.
    """
    return np.exp(Z) / np.sum(np.exp(Z))


def wrong_softmax__lost_keepdims_unshifted(Z: Array) -> Array:
    """Your row sums have lost their axis, so they meet columns: keepdims=True leaves (n, 1), which fits (n, c).

    Breaks: over the last axis; stable.
    """
    return np.exp(Z) / np.sum(np.exp(Z), axis=-1)


def wrong_softmax__keepdims_lost_in_both(Z: Array) -> Array:
    """Largest scores and sums have lost their axis, so they meet columns: keepdims=True leaves (n, 1) of each.

    Breaks: over the last axis.
    """
    E = np.exp(Z - np.max(Z, axis=-1))
    return E / np.sum(E, axis=-1)


def wrong_softmax__shifted_above_only(Z: Array) -> Array:
    """You subtract the largest score in the numerator only: the denominator has to be the sum of the same exponentials.

    Breaks: e^z_i / Σ e^z_k.
    """
    return np.exp(Z - Z.max(axis=-1, keepdims=True)) / np.exp(Z).sum(axis=-1, keepdims=True)


def wrong_softmax__minus_the_scores(Z: Array) -> Array:
    """Your largest score has the smallest share: the exponent is z, without a minus.

    Breaks: e^z_i / Σ e^z_k.
    """
    E = np.exp(Z.min(axis=-1, keepdims=True) - Z)
    return E / E.sum(axis=-1, keepdims=True)


def unpolished_softmax__clipped_at_500(Z: Array) -> Array:
    """You clip the scores at 500, so larger ones become equal: subtract each row's largest score instead.

    Breaks: stable, and right, for values up to 1e4 in size.
    """
    E = np.exp(np.clip(Z, -500, 500))
    return E / E.sum(axis=-1, keepdims=True)


def wrong_relu__absolute_value(Z: Array) -> Array:
    """Your relu turns negative scores positive, as abs does: put 0 in their place.

    Breaks: relu(z) = max(0, z).
    """
    return np.abs(Z)


def wrong_relu__in_place(Z: Array) -> Array:
    """Your relu puts its zeros into the Z that it is given: make a new array, with np.maximum or np.where.

    Breaks: no function changes an array that it was passed.
    """
    Z[Z < 0] = 0
    return Z


def wrong_relu__leaky(Z: Array) -> Array:
    """Your relu lets a little of each negative score through, which is the leaky relu: put 0 there.

    Breaks: relu(z) = max(0, z).
    """
    return np.where(Z > 0, Z, 0.01 * Z)


def wrong_relu__mask(Z: Array) -> Array:
    """Your relu gives 1 for each positive score, which is its slope: give the score itself.

    Breaks: relu(z) = max(0, z).
    """
    return (Z > 0) * 1.0


def unpolished_relu__float64(Z: Array) -> Array:
    """Your relu gives float64 even for float32 scores: np.maximum with the plain number 0 keeps their dtype.

    Breaks: float32 inputs alone give float32.
    """
    return np.maximum(Z, np.zeros(Z.shape))


def wrong_relu__largest_of_columns(Z: Array) -> Array:
    """np.max(Z, 0) is the largest entry along axis 0: np.maximum(Z, 0) compares each entry with 0.

    Breaks: relu(z) = max(0, z).
    """
    largest: Array = np.max(Z, 0)
    return largest


def wrong_relu__only_the_positive(Z: Array) -> Array:
    """You pick the positive scores and drop the others: keep their places, with 0 in them.

    Breaks: the same shape.
    """
    return Z[Z > 0]


def wrong_relu__negative_part(Z: Array) -> Array:
    """You keep the negative scores: np.minimum(0, Z) is the other half, take np.maximum.

    Breaks: relu(z) = max(0, z).
    """
    return np.minimum(0, Z)


def wrong_relu__whole_numbers(Z: Array) -> Array:
    """np.vectorize takes the dtype of its first result, the integer 0, and truncates all others: use np.maximum.

    Breaks: relu(z) = max(0, z).
    """
    results: Array = np.vectorize(lambda z: max(0, z))(Z)
    return results


def wrong_relu__softplus(Z: Array) -> Array:
    """You take log(1 + e^z), the softplus, which is smooth and above 0 everywhere: take max(0, z).

    Breaks: relu(z) = max(0, z).
    """
    return np.logaddexp(0, Z)


def wrong_relu__exponential_below_zero(Z: Array) -> Array:
    """You let e^z - 1 through below 0, which is the ELU: put 0 there.

    Breaks: relu(z) = max(0, z).
    """
    return np.where(Z > 0, Z, np.expm1(np.minimum(Z, 0)))


def wrong_relu__times_sigmoid(Z: Array) -> Array:
    """You take z * sigmoid(z), the SiLU, which dips below 0: take max(0, z).

    Breaks: relu(z) = max(0, z).
    """
    return Z * sigmoid(Z)


def wrong_relu__ceiling_of_1(Z: Array) -> Array:
    """You clip at 1 from above as well: relu has no ceiling, only the floor 0.

    Breaks: relu(z) = max(0, z).
    """
    return np.clip(Z, 0, 1)


def wrong_relu__ceiling_of_6(Z: Array) -> Array:
    """You clip at 6 from above as well, which is the ReLU6: relu has no ceiling, only the floor 0.

    Breaks: relu(z) = max(0, z).
    """
    return np.clip(Z, 0, 6)


def wrong_relu__wide_zero(Z: Array) -> Array:
    """You put 0 for small positive scores too: whatever is above 0 stays.

    Breaks: relu(z) = max(0, z).
    """
    return np.where(Z > 1e-3, Z, 0)


def wrong_relu__matrices_only(Z: Array) -> Array:
    """You go over rows and columns in loops, so that only a matrix will do: np.maximum takes any shape.

    Breaks: any shape; no loops over samples.
    """
    A = np.zeros_like(Z)
    for i in range(Z.shape[0]):
        for j in range(Z.shape[1]):
            A[i, j] = max(Z[i, j], 0)
    return A


def wrong_relu__one_row(Z: Array) -> Array:
    """You flatten Z into one row: leave the result in the shape of Z.

    Breaks: the same shape.
    """
    return np.maximum(0, Z.ravel())


def unpolished_relu__order_in_memory(Z: Array) -> Array:
    """You read the entries in the order of memory, which a transpose reverses: let np.maximum take Z as it is.

    Breaks: max(0, z) of each entry, in its place.
    """
    return np.maximum(0, Z.ravel(order="K")).reshape(Z.shape)


def unpolished_relu__single_precision(Z: Array) -> Array:
    """Your relu gives float32 even for float64 scores: leave the dtype alone, since gradient checks need float64.

    Breaks: dtype follows NumPy's promotion.
    """
    return np.maximum(0, Z).astype(np.float32)


def wrong_relu__comparison(Z: Array) -> Array:
    """You get True and False, as Python multiplies before it compares: put parentheses around Z > 0.

    Breaks: relu(z) = max(0, z).
    """
    return Z * Z > 0  # type: ignore[return-value]


def wrong_relu_derivative__one_at_zero(Z: Array) -> Array:
    """Your slope at exactly 0 is 1: it is taken to be 0 there, so ask for Z > 0, not for Z >= 0.

    Breaks: 1 where z > 0, else 0.
    """
    return np.where(Z >= 0, 1.0, 0.0)


def wrong_relu_derivative__one_at_zero_as_an_integer(Z: Array) -> Array:
    """Your slope at exactly 0 is 1: it is taken to be 0 there, so ask for Z > 0, not for Z >= 0.

    Breaks: 1 where z > 0, else 0.
    """
    return np.where(Z >= 0, 1, 0)  # type: ignore[return-value,unused-ignore]


def wrong_relu_derivative__true_at_zero(Z: Array) -> Array:
    """Your slope at exactly 0 is True, which counts as 1: it is taken to be 0 there, so ask for Z > 0, not for Z >= 0.

    Breaks: 1 where z > 0, else 0.
    """
    return Z >= 0  # type: ignore[return-value]


def unpolished_relu_derivative__boolean(Z: Array) -> Array:
    """Your slopes are True and False: they multiply like numbers, but have no minus; .astype(Z.dtype) makes numbers.

    Breaks: dtype follows NumPy's promotion.
    """
    return Z > 0  # type: ignore[return-value]


def wrong_relu_derivative__sign(Z: Array) -> Array:
    """Your slope is -1 for negative scores, as np.sign is: relu is flat there, so it must be 0.

    Breaks: 1 where z > 0, else 0.
    """
    return np.sign(Z)


def unpolished_relu_derivative__float64(Z: Array) -> Array:
    """Your slopes are float64 even for float32 scores: take the scores' own dtype, as in .astype(Z.dtype).

    Breaks: float32 inputs alone give float32.
    """
    return np.where(Z > 0, 1.0, 0.0)


def wrong_relu_derivative__relu_itself(Z: Array) -> Array:
    """You return relu(z), not its slope: the slope is 1 for each positive score, however large.

    Breaks: 1 where z > 0, else 0.
    """
    return np.maximum(Z, 0)


def wrong_relu_derivative__half_at_zero(Z: Array) -> Array:
    """Your slope at exactly 0 is 1/2: it is taken to be 0 there.

    Breaks: 1 where z > 0, else 0.
    """
    return np.heaviside(Z, 0.5)


def wrong_relu_derivative__quotient(Z: Array) -> Array:
    """You divide relu(z) by z, which is 0 / 0 at 0: compare Z with 0 instead.

    Breaks: 1 where z > 0, else 0.
    """
    return np.maximum(Z, 0) / Z


def unpolished_relu_derivative__integers(Z: Array) -> Array:
    """Your slopes are integers: turn them into numbers of the scores' own dtype, with .astype(Z.dtype).

    Breaks: the same dtype.
    """
    return np.where(Z > 0, 1, 0)  # type: ignore[return-value,unused-ignore]


def wrong_relu_derivative__in_place(Z: Array) -> Array:
    """You write the slopes into Z itself: make a new array, as (Z > 0).astype(Z.dtype) does.

    Breaks: no function changes an array that it was passed.
    """
    Z[Z > 0] = 1
    Z[Z <= 0] = 0
    return Z


def wrong_relu_derivative__clipped(Z: Array) -> Array:
    """You clip the scores to 0 … 1, so a score of 0.5 gets a slope of 0.5: all positive ones have slope 1.

    Breaks: 1 where z > 0, else 0.
    """
    return np.clip(Z, 0, 1)


def wrong_relu_derivative__cut_off(Z: Array) -> Array:
    """You treat scores between 0 and 1 as 0, as a cast to int or Z >= 1 does: ask for Z > 0, of Z as it is.

    Breaks: 1 where z > 0, else 0.
    """
    return np.where(Z.astype(int) > 0, 1.0, 0.0)


def wrong_relu_derivative__leaky(Z: Array) -> Array:
    """Your slope is 0.01 for negative scores, that of the leaky relu: relu is flat there, so it must be 0.

    Breaks: 1 where z > 0, else 0.
    """
    return np.where(Z > 0, 1.0, 0.01)


def wrong_relu_derivative__sigmoid(Z: Array) -> Array:
    """You return the sigmoid, which is the slope of softplus: relu's slope jumps from 0 to 1.

    Breaks: 1 where z > 0, else 0.
    """
    return sigmoid(Z)


def wrong_relu_derivative__always_1(Z: Array) -> Array:
    """Your slope is 1 everywhere: relu is flat for negative scores, so it is 0 there.

    Breaks: 1 where z > 0, else 0.
    """
    return np.ones_like(Z)


def wrong_relu_derivative__other_side(Z: Array) -> Array:
    """Your slopes are reversed: the slope is 1 where z > 0, and 0 elsewhere.

    Breaks: 1 where z > 0, else 0.
    """
    return np.where(Z > 0, 0.0, 1.0)


def wrong_relu_derivative__between_neighbors(Z: Array) -> Array:
    """np.gradient takes differences between neighbors in the array: each slope depends on its own score only.

    Breaks: 1 where z > 0, else 0.
    """
    return np.gradient(np.maximum(Z, 0), axis=-1)


def unpolished_relu_derivative__wide_zero(Z: Array) -> Array:
    """You treat small positive scores as 0: the slope is 1 as soon as z is above 0.

    Breaks: 1 where z > 0, else 0.
    """
    return (Z > 1e-7).astype(Z.dtype)


def unpolished_relu_derivative__compared_in_float32(Z: Array) -> Array:
    """You compare in float32, where a tiny score is 0: compare Z as it is.

    Breaks: 1 where z > 0, else 0.
    """
    return (Z.astype(np.float32) > 0).astype(Z.dtype)


def wrong_sigmoid_derivative__of_the_output(Z: Array) -> Array:
    """You compute Z * (1 - Z), as if Z were a sigmoid already: Z is the score, so take its sigmoid first.

    Breaks: of the pre-activation.
    """
    return Z * (1 - Z)


def wrong_sigmoid_derivative__of_the_sigmoid_twice(Z: Array) -> Array:
    """You take the sigmoid of the sigmoid: with A = sigmoid(Z) the slope is A * (1 - A).

    Breaks: of the pre-activation.
    """
    A = sigmoid(sigmoid(Z))
    return A * (1 - A)


def wrong_sigmoid_derivative__unstable(Z: Array) -> Array:
    """You square 1 + e^-z, which overflows for very negative scores: build the slope from the stable sigmoid.

    Breaks: no RuntimeWarning and no nan for values up to 1e4 in size.
    """
    return np.exp(-Z) / (1 + np.exp(-Z)) ** 2


def wrong_sigmoid_derivative__plus(Z: Array) -> Array:
    """You multiply by 1 + sigmoid(z): the sign is wrong, the slope is sigmoid(z) * (1 - sigmoid(z)).

    Breaks: sigmoid'(z) = sigmoid(z) * (1 - sigmoid(z)).
    """
    A = sigmoid(Z)
    return A * (1 + A)


def wrong_sigmoid_derivative__sigmoid_itself(Z: Array) -> Array:
    """You return the sigmoid, not its slope: multiply it by 1 - sigmoid(z).

    Breaks: sigmoid'(z) = sigmoid(z) * (1 - sigmoid(z)).
    """
    return sigmoid(Z)


def wrong_sigmoid_derivative__one_factor(Z: Array) -> Array:
    """You return only 1 - sigmoid(z): multiply it by sigmoid(z).

    Breaks: sigmoid'(z) = sigmoid(z) * (1 - sigmoid(z)).
    """
    return 1 - sigmoid(Z)


def wrong_sigmoid_derivative__without_the_square(Z: Array) -> Array:
    """You leave out the square: e^-z / (1 + e^-z) is 1 - sigmoid(z) alone, so multiply by sigmoid(z).

    Breaks: sigmoid'(z) = sigmoid(z) * (1 - sigmoid(z)).
    """
    return np.exp(-Z) / (1 + np.exp(-Z))


def wrong_sigmoid_derivative__times_1_minus_the_score(Z: Array) -> Array:
    """Your second factor is 1 - z: it is 1 - sigmoid(z).

    Breaks: sigmoid'(z) = sigmoid(z) * (1 - sigmoid(z)).
    """
    return sigmoid(Z) * (1 - Z)


def wrong_sigmoid_derivative__squared(Z: Array) -> Array:
    """You take 1 - A ** 2, which is the slope of tanh: that of the sigmoid is A * (1 - A).

    Breaks: sigmoid'(z) = sigmoid(z) * (1 - sigmoid(z)).
    """
    return 1 - sigmoid(Z) ** 2


def wrong_sigmoid_derivative__of_tanh(Z: Array) -> Array:
    """You take the slope of tanh: that of the sigmoid is sigmoid(z) * (1 - sigmoid(z)).

    Breaks: sigmoid'(z) = sigmoid(z) * (1 - sigmoid(z)).
    """
    return 1 - np.tanh(Z) ** 2


def wrong_sigmoid_derivative__without_the_quarter(Z: Array) -> Array:
    """You take 1 - tanh(z / 2) ** 2, four times the slope: divide it by 4.

    Breaks: slopes from 0 to 1/4.
    """
    return 1 - np.tanh(Z / 2) ** 2


def wrong_sigmoid_derivative__negative(Z: Array) -> Array:
    """Your slopes are negative, though the sigmoid climbs everywhere: take A * (1 - A), not A * (A - 1).

    Breaks: slopes from 0 to 1/4.
    """
    A = sigmoid(Z)
    return A * (A - 1)


def wrong_sigmoid_derivative__second(Z: Array) -> Array:
    """You take the slope of the slope: leave out the factor 1 - 2 * sigmoid(z).

    Breaks: sigmoid'(z) = sigmoid(z) * (1 - sigmoid(z)).
    """
    A = sigmoid(Z)
    return A * (1 - A) * (1 - 2 * A)


def unpolished_sigmoid_derivative__measured(Z: Array) -> Array:
    """You measure the slope by a small step, which leaves few digits: compute sigmoid(z) * (1 - sigmoid(z)).

    Breaks: sigmoid'(z) = sigmoid(z) * (1 - sigmoid(z)).
    """
    return (sigmoid(Z + 1e-5) - sigmoid(Z - 1e-5)) / 2e-5


def unpolished_sigmoid_derivative__measured_one_sided(Z: Array) -> Array:
    """You measure the slope from z to a little above, which is off: compute sigmoid(z) * (1 - sigmoid(z)).

    Breaks: sigmoid'(z) = sigmoid(z) * (1 - sigmoid(z)).
    """
    return (sigmoid(Z + 1e-6) - sigmoid(Z)) / 1e-6


def wrong_sigmoid_derivative__clipped_scores(Z: Array) -> Array:
    """You clip the scores at 5, so the slope never gets close to 0: the stable sigmoid needs no clipping.

    Breaks: sigmoid'(z) = sigmoid(z) * (1 - sigmoid(z)).
    """
    A = sigmoid(np.clip(Z, -5, 5))
    return A * (1 - A)


def unpolished_sigmoid_derivative__in_place(Z: Array) -> Array:
    """You write into the Z that you are given: np.abs(Z) without out=Z makes a new array.

    Breaks: no function changes an array that it was passed.
    """
    E = np.exp(-np.abs(Z, out=Z))
    return E / (1 + E) ** 2


def unpolished_sigmoid_derivative__double_precision(Z: Array) -> Array:
    """Your slopes are float64 even for float32 scores: in 1 - A the plain number 1 keeps float32.

    Breaks: float32 inputs alone give float32.
    """
    A = sigmoid(Z)
    return A * (np.ones(Z.shape) - A)


def wrong_sigmoid_derivative__product_of_matrices(Z: Array) -> Array:
    """You multiply by @, which adds up: the slopes are products entry by entry, with *.

    Breaks: the same shape.
    """
    A = sigmoid(Z)
    return A @ (1 - A).T


def wrong_sigmoid_derivative__mean(Z: Array) -> Array:
    """You take the mean of the slopes: give each score its own.

    Breaks: the same shape.
    """
    A = sigmoid(Z)
    return np.mean(A * (1 - A), keepdims=True)


def plain_softmax__reshaped(Z: Array) -> Array:
    """Bring largest scores and sums into columns by reshape."""
    biggest = np.max(Z, axis=1).reshape(-1, 1)
    exps = np.exp(Z - biggest)
    return exps / np.sum(exps, axis=1).reshape(-1, 1)


def plain_softmax__along_axis_1(Z: Array) -> Array:
    """Write axis=1, as of a matrix."""
    shifted = Z - np.max(Z, axis=1, keepdims=True)
    return np.exp(shifted) / np.sum(np.exp(shifted), axis=1, keepdims=True)


def plain_softmax__turned(Z: Array) -> Array:
    """Work on the transpose, where no axis has to be kept."""
    E = np.exp(Z.T - np.max(Z, axis=1))
    return (E / E.sum(axis=0)).T


def plain_softmax__row_by_row(Z: Array) -> Array:
    """Fill a buffer of zeros row by row."""
    A = np.zeros(Z.shape)
    for i in range(len(Z)):
        e = np.exp(Z[i] - np.max(Z[i]))
        A[i] = e / np.sum(e)
    return A


def plain_softmax__list_of_rows(Z: Array) -> Array:
    """Collect the rows in a list."""
    rows = []
    for z in Z:
        e = [np.exp(v - max(z)) for v in z]
        rows.append([v / sum(e) for v in e])
    return np.array(rows)


def plain_softmax__epsilon_below(Z: Array) -> Array:
    """Add a little to the sum, against a division by zero that cannot happen."""
    E = np.exp(Z - np.max(Z, axis=-1, keepdims=True))
    return E / (np.sum(E, axis=-1, keepdims=True) + 1e-8)


def plain_softmax__with_new_axes(Z: Array) -> Array:
    """Put the lost axis back by None."""
    m = Z.max(axis=1)[:, None]
    E = np.exp(Z - m)
    s = E.sum(axis=1)[:, np.newaxis]
    return E / s


def plain_softmax__in_place(Z: Array) -> Array:
    """Subtract in place, which no softmax can see."""
    Z -= np.max(Z, axis=1, keepdims=True)
    return np.exp(Z) / np.sum(np.exp(Z), axis=1, keepdims=True)


def plain_relu__by_where(Z: Array) -> Array:
    """Choose between each score and 0."""
    return np.where(Z > 0, Z, 0)


def plain_relu__in_a_copy(Z: Array) -> Array:
    """Put zeros into a copy."""
    A = np.array(Z)
    A[Z <= 0] = 0
    return A


def plain_relu__beside_zeros(Z: Array) -> Array:
    """Compare with an array of zeros."""
    return np.maximum(np.zeros(Z.shape), Z)


def plain_relu__one_by_one(Z: Array) -> Array:
    """Go over the entries in a loop."""
    A = np.zeros(Z.size)
    for i, z in enumerate(Z.flatten()):
        if z > 0:
            A[i] = z
    return A.reshape(Z.shape)


def plain_relu__vectorized(Z: Array) -> Array:
    """Let np.vectorize do the loop."""
    return np.vectorize(lambda z: z if z > 0 else 0.0)(Z)  # type: ignore[no-any-return,unused-ignore]


def plain_relu_derivative__booleans(Z: Array) -> Array:
    """Leave the comparison as it is: True multiplies as 1."""
    return Z > 0  # type: ignore[return-value]


def plain_relu_derivative__floats(Z: Array) -> Array:
    """Turn the comparison into floats."""
    return (Z > 0).astype(float)


def plain_relu_derivative__by_where(Z: Array) -> Array:
    """Choose between the integers 1 and 0."""
    return np.where(Z > 0, 1, 0)  # type: ignore[return-value,unused-ignore]


def plain_relu_derivative__into_ones(Z: Array) -> Array:
    """Put zeros into ones."""
    dZ = np.ones(Z.shape)
    dZ[Z <= 0] = 0
    return dZ


def plain_relu_derivative__in_a_copy(Z: Array) -> Array:
    """Write both slopes into a copy."""
    D = Z.copy()
    D[Z > 0] = 1
    D[Z <= 0] = 0
    return D


def plain_relu_derivative__times_1(Z: Array) -> Array:
    """Multiply the comparison by 1."""
    return 1.0 * (Z > 0)


def plain_sigmoid_derivative__textbook(Z: Array) -> Array:
    """The sigmoid as its formula says: the numbers are right, and e^10000 warns."""
    A = 1 / (1 + np.exp(-Z))
    return A * (1 - A)


def plain_sigmoid_derivative__twice(Z: Array) -> Array:
    """Call the sigmoid twice."""
    return sigmoid(Z) * (1 - sigmoid(Z))


def plain_sigmoid_derivative__clipped(Z: Array) -> Array:
    """Clip the scores where e^-z would overflow."""
    s = 1.0 / (1.0 + np.exp(-np.clip(Z, -100, 100)))
    return s - np.square(s)


def plain_sigmoid_derivative__one_by_one(Z: Array) -> Array:
    """Go over the entries in a loop."""
    slopes = []
    for a in sigmoid(Z).ravel():
        slopes.append(a * (1 - a))
    return np.array(slopes).reshape(Z.shape)


def plain_sigmoid_derivative__by_both_branches(Z: Array) -> Array:
    """Choose between two forms of the sigmoid, of which one overflows unused."""
    A = np.where(Z >= 0, 1 / (1 + np.exp(-Z)), np.exp(Z) / (1 + np.exp(Z)))
    return A * (1 - A)


def right_softmax__by_logsumexp(Z: Array) -> Array:
    """Subtract the logarithm of the sum, then take e to that power."""
    m = Z.max(axis=-1, keepdims=True)
    return np.exp(Z - (m + np.log(np.exp(Z - m).sum(axis=-1, keepdims=True))))


def right_softmax__by_scipy(Z: Array) -> Array:
    """Let SciPy do it."""
    A: Array = importlib.import_module("scipy.special").softmax(Z, axis=-1)
    return A


def right_softmax__by_einsum(Z: Array) -> Array:
    """Sum over the last axis by einsum."""
    E = np.exp(Z - np.max(Z, axis=-1)[..., None])
    A: Array = E / np.einsum("...k->...", E)[..., None]
    return A


def right_softmax__by_logaddexp(Z: Array) -> Array:
    """Let NumPy add up in logarithms."""
    return np.exp(Z - np.logaddexp.reduce(Z, axis=-1, keepdims=True))


def right_softmax__last_axis_first(Z: Array) -> Array:
    """Move the classes to the front, where no axis needs to be kept."""
    E = np.moveaxis(Z, -1, 0)
    E = np.exp(E - E.max(axis=0))
    return np.moveaxis(E / E.sum(axis=0), 0, -1)


def right_softmax__by_differences(Z: Array) -> Array:
    """Take 1 / Σ e^(z_k - z_i), where 1 / inf is the 0 that is asked for."""
    with np.errstate(over="ignore"):
        A: Array = 1 / np.exp(Z[..., None, :] - Z[..., :, None]).sum(axis=-1)
    return A


def right_softmax__in_its_own_array(Z: Array) -> Array:
    """Write into the array of differences, which is new."""
    A = Z - Z.max(axis=-1, keepdims=True)
    np.exp(A, out=A)
    A /= A.sum(axis=-1, keepdims=True)
    return A


def right_relu__by_where(Z: Array) -> Array:
    """Choose between each score and 0."""
    return np.where(Z > 0, Z, Z.dtype.type(0))


def right_relu__by_clip(Z: Array) -> Array:
    """Clip from below."""
    return np.clip(Z, 0, None)


def right_relu__by_the_mask(Z: Array) -> Array:
    """Multiply by True and False."""
    return Z * (Z > 0)


def right_relu__by_abs(Z: Array) -> Array:
    """Take the mean of z and |z|."""
    return (Z + np.abs(Z)) / 2


def right_relu__in_a_copy(Z: Array) -> Array:
    """Put zeros into a copy."""
    A = Z.copy()
    A[A < 0] = 0
    return A


def right_relu_derivative__by_heaviside(Z: Array) -> Array:
    """Take the step function, 0 at 0."""
    return np.heaviside(Z, Z.dtype.type(0))


def right_relu_derivative__by_assignment(Z: Array) -> Array:
    """Put ones into zeros."""
    slopes = np.zeros_like(Z)
    slopes[Z > 0] = 1
    return slopes


def right_relu_derivative__by_sign(Z: Array) -> Array:
    """Take the sign of what relu lets through."""
    return np.sign(np.maximum(Z, 0))


def right_relu_derivative__by_ceil(Z: Array) -> Array:
    """Round up what is between 0 and 1."""
    return np.ceil(np.clip(Z, 0, 1))


def right_sigmoid_derivative__by_the_sigmoid(Z: Array) -> Array:
    """Take the sigmoid once."""
    A = sigmoid(Z)
    return A * (1 - A)


def right_sigmoid_derivative__by_tanh(Z: Array) -> Array:
    """Use that the sigmoid is a tanh in disguise."""
    return (1 - np.tanh(Z / 2) ** 2) / 4


def right_sigmoid_derivative__even(Z: Array) -> Array:
    """Use that the slope is the same on both sides of 0."""
    E = np.exp(-np.abs(Z))
    return E / (1 + E) ** 2


def right_sigmoid_derivative__by_logarithms(Z: Array) -> Array:
    """Add the logarithms of both factors."""
    return np.exp(-np.logaddexp(0, Z) - np.logaddexp(0, -Z))


def right_sigmoid_derivative__by_a_difference(Z: Array) -> Array:
    """Subtract the square."""
    A = sigmoid(Z)
    return A - A**2
