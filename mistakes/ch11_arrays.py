"""Wrong and right answers to chapter 1.1."""

import copy
import math
from typing import Any

import numpy as np
from ch11_arrays import Array


def wrong_random_matrix__uniform(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Your numbers are uniform from 0 to 1, as rng.random draws them: rng.standard_normal draws the normal ones.

    Breaks: standard normal.
    """
    return rng.random((rows, cols))


def wrong_random_matrix__uniform_from_minus_1(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Your numbers are uniform from -1 to 1: rng.standard_normal draws normal ones.

    Breaks: standard normal.
    """
    return rng.uniform(-1, 1, (rows, cols))


def wrong_random_matrix__transposed(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Your matrix has its rows and columns exchanged: a shape begins with the number of rows.

    Breaks: shape (rows, cols).
    """
    return rng.standard_normal((cols, rows))


def wrong_random_matrix__mean_and_deviation(rows: int, cols: int, rng: np.random.Generator) -> Any:
    """Your result is one number: rng.normal takes a mean and a standard deviation first, so write size=(rows, cols).

    Breaks: shape (rows, cols).
    """
    return rng.normal(rows, cols)


def wrong_random_matrix__one_vector(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Your result is one vector of rows * cols numbers: give the shape as a tuple, (rows, cols).

    Breaks: shape (rows, cols).
    """
    return rng.standard_normal(rows * cols)


def wrong_random_matrix__two_arguments(rows: int, cols: int, rng: Any) -> Array:
    """A generator's method takes the shape as one tuple: write (rows, cols) within the parentheses of the call.

    Breaks: shape (rows, cols).
    """
    return rng.standard_normal(rows, cols)


def wrong_random_matrix__method_of_np_random(rows: int, cols: int, rng: Any) -> Array:
    """A generator has no randn, as np.random does: use rng.standard_normal((rows, cols)).

    Breaks: standard normal.
    """
    return rng.randn(rows, cols)


def wrong_random_matrix__a_list(rows: int, cols: int, rng: np.random.Generator) -> Any:
    """Your result is a list of lists: rng.standard_normal takes a shape, and returns an array.

    Breaks: an array of shape (rows, cols).
    """
    return [[float(rng.standard_normal()) for _ in range(cols)] for _ in range(rows)]


def wrong_random_matrix__small(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Your numbers are 0.01 times the standard normal ones: leave out the factor.

    Breaks: standard normal.
    """
    return 0.01 * rng.standard_normal((rows, cols))


def wrong_random_matrix__he(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Your numbers are scaled by the number of rows, as in He initialization: their standard deviation should be 1.

    Breaks: standard normal.
    """
    return rng.standard_normal((rows, cols)) * np.sqrt(2 / rows)


def wrong_random_matrix__positive(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Your numbers have lost their signs: half of all normal numbers are below 0.

    Breaks: standard normal.
    """
    return np.abs(rng.standard_normal((rows, cols)))


def wrong_random_matrix__clipped(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Your numbers end at a limit: standard normal numbers have none, so leave them as they are drawn.

    Breaks: standard normal.
    """
    return np.clip(rng.standard_normal((rows, cols)), -2, 2)


def wrong_random_matrix__global_generator(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Your numbers come from NumPy's global generator: draw them from rng, so that a seed repeats them.

    Breaks: randomness comes only from rng.
    """
    return np.random.randn(rows, cols)


def wrong_random_matrix__global_normal(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Your numbers come from NumPy's global generator: draw them from rng, so that a seed repeats them.

    Breaks: randomness comes only from rng.
    """
    return np.random.normal(0, 1, (rows, cols))


def wrong_random_matrix__global_seeded(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Your numbers are the same whatever rng is: draw them from rng, not from a generator of your own.

    Breaks: randomness comes only from rng.
    """
    return np.random.RandomState(0).randn(rows, cols)


def wrong_random_matrix__global_seeded_42(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Your numbers are the same whatever rng is: draw them from rng, not from a generator of your own.

    Breaks: randomness comes only from rng.
    """
    return np.random.RandomState(42).randn(rows, cols)


def wrong_random_matrix__own_generator(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Your numbers are the same whatever rng is: draw them from rng, not from a generator of your own.

    Breaks: randomness comes only from rng.
    """
    return np.random.default_rng(0).standard_normal((rows, cols))


def wrong_random_matrix__own_generator_42(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Your numbers are the same whatever rng is: draw them from rng, not from a generator of your own.

    Breaks: randomness comes only from rng.
    """
    return np.random.default_rng(42).standard_normal((rows, cols))


def wrong_random_matrix__copied_generator(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Your second draw repeats the first: draw from rng itself, which moves on with each draw, not from a copy of it.

    Breaks: independent numbers.
    """
    return copy.deepcopy(rng).standard_normal((rows, cols))


def wrong_random_matrix__one_row(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Your matrix repeats one row: draw rows * cols numbers.

    Breaks: independent numbers.
    """
    return np.tile(rng.standard_normal(cols), (rows, 1))


def wrong_random_matrix__standardized(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Your numbers are shifted and scaled after the draw, which ties them together: leave them as they are drawn.

    Breaks: independent numbers.
    """
    Z = rng.standard_normal((rows, cols))
    return (Z - Z.mean()) / Z.std()


def wrong_random_matrix__sorted(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Your rows are sorted: leave the numbers in the order in which they are drawn.

    Breaks: independent numbers.
    """
    return np.sort(rng.standard_normal((rows, cols)), axis=1)


def unpolished_random_matrix__float32(rows: int, cols: int, rng: np.random.Generator) -> Any:
    """Your numbers are float32: NumPy draws float64, and gradients can be checked to more digits in it.

    Breaks: float64.
    """
    return rng.standard_normal((rows, cols)).astype(np.float32)


def unpolished_random_matrix__other_names(n: int, m: int, generator: np.random.Generator) -> Array:
    """Your parameters have other names than the stub's, rows, cols and rng: a caller may pass arguments by name.

    Breaks: the names of the arguments.
    """
    return generator.standard_normal((n, m))


def wrong_flatten_images__all_in_one(images: Array) -> Array:
    """Your result is one long row of all images: keep the first axis, and flatten only the other two.

    Breaks: (n, h, w) to (n, h * w).
    """
    return images.reshape(1, -1)


def wrong_flatten_images__one_vector(images: Array) -> Array:
    """Your result is one vector of all pixels: keep the first axis, and flatten only the other two.

    Breaks: (n, h, w) to (n, h * w).
    """
    return images.flatten()


def wrong_flatten_images__not_reshaped(images: Array) -> Array:
    """Your result has three axes, as the images have: make one axis of the last two, images.reshape(n, h * w).

    Breaks: (n, h, w) to (n, h * w).
    """
    images.reshape(len(images), -1)
    return images


def wrong_flatten_images__by_columns(images: Array) -> Array:
    """Your rows go through each image column by column: go line by line, which is NumPy's own order.

    Breaks: row-major.
    """
    return images.reshape(len(images), -1, order="F")


def wrong_flatten_images__mixed(images: Array) -> Array:
    """Your rows mix pixels of different images: the number of images comes first in the new shape, reshape(n, h * w).

    Breaks: (n, h, w) to (n, h * w).
    """
    return images.reshape(-1, len(images)).T


def wrong_flatten_images__a_row_a_line(images: Array) -> Array:
    """Your result has a row for each line of pixels: it needs one for each image, with all of its lines.

    Breaks: (n, h, w) to (n, h * w).
    """
    return images.reshape(-1, images.shape[2])


def wrong_flatten_images__as_columns(images: Array) -> Array:
    """Your images are in columns: rows are samples here, so each image should be a row. Leave out the transpose.

    Breaks: (n, h, w) to (n, h * w).
    """
    return images.reshape(len(images), -1).T


def wrong_flatten_images__wrong_way_round(images: Array) -> Array:
    """Your result has a row for each pixel: in the new shape the number of images comes first, reshape(n, h * w).

    Breaks: (n, h, w) to (n, h * w).
    """
    return images.reshape(-1, len(images))


def wrong_flatten_images__squeezed(images: Array) -> Array:
    """Your result loses an axis of length 1: one image is still a matrix of one row.

    Breaks: (n, h, w) to (n, h * w).
    """
    return images.reshape(len(images), -1).squeeze()


def wrong_flatten_images__scaled(images: Array) -> Array:
    """Your pixels are divided by 255: only their places change here.

    Breaks: the same numbers.
    """
    return images.reshape(len(images), -1) / 255


def wrong_flatten_images__28_by_28(images: Array) -> Array:
    """Your function works only for images of 28 lines with 28 pixels: take h and w from images.shape.

    Breaks: (n, h, w) to (n, h * w).
    """
    return images.reshape(len(images), 784)


def wrong_flatten_images__first_image_only(images: Array) -> Any:
    """Your result holds only the first image: a `return` inside a loop ends the function in the first turn.

    Breaks: (n, h, w) to (n, h * w).
    """
    for image in images:
        return image.reshape(1, -1)


def wrong_flatten_images__a_list(images: Array) -> Any:
    """Your result is a list of rows: np.array turns it into a matrix, and images.reshape(n, h * w) gives one at once.

    Breaks: an array of shape (n, h * w).
    """
    return [image.ravel() for image in images]


def unpolished_flatten_images__as_stored(images: Array) -> Array:
    """Your pixels come in the order of the memory, which differs from array to array: use reshape's order "C".

    Breaks: row-major.
    """
    return images.reshape(len(images), -1, order="A")


def unpolished_flatten_images__as_float64(images: Array) -> Array:
    """Your result is always float64: bytes can stay bytes, and float32 can stay float32.

    Breaks: dtype kept.
    """
    return images.reshape(len(images), -1).astype(np.float64)


def unpolished_flatten_images__shape_set(images: Array) -> Array:
    """Your function changes the shape of the caller's images: reshape leaves them as they are.

    Breaks: no function changes what it is passed.
    """
    images.shape = (len(images), images[0].size)
    return images


def wrong_add_row__as_a_column(X: Array, row: Array) -> Array:
    """Your function adds the row as a column, row[i] to all of row i: row[j] belongs to column j.

    Breaks: broadcasts (d,) over the rows.
    """
    return X + row[:, None]


def wrong_add_row__appended(X: Array, row: Array) -> Array:
    """Your result has the row as one more row at the end: add its numbers to those of each row.

    Breaks: Z[i, j] = X[i, j] + row[j].
    """
    return np.vstack([X, row])


def wrong_add_row__first_row_only(X: Array, row: Array) -> Array:
    """Your function adds to the first row only: add to all rows.

    Breaks: Z[i, j] = X[i, j] + row[j].
    """
    Z = X.copy()
    Z[0] += row
    return Z


def wrong_add_row__returned_too_early(X: Array, row: Array) -> Any:
    """Your result is only the first row: a `return` inside a loop ends the function in the first turn.

    Breaks: Z[i, j] = X[i, j] + row[j].
    """
    for sample in X:
        return sample + row


def wrong_add_row__last_row_only(X: Array, row: Array) -> Any:
    """Your result is only the last row: keep the sum of each row, as np.array([sample + row for sample in X]) does.

    Breaks: Z[i, j] = X[i, j] + row[j].
    """
    Z = X
    for sample in X:
        Z = sample + row
    return Z


def wrong_add_row__bound_to_a_name(X: Array, row: Array) -> Array:
    """Your result is X without the row. (In a loop, `sample = sample + row` makes a new array and leaves X as it was.)

    Breaks: Z[i, j] = X[i, j] + row[j].
    """
    for sample in X:
        sample = sample + row
    return X


def wrong_add_row__summed(X: Array, row: Array) -> Array:
    """Your function adds the sum of the row to every entry: add row[j] in column j.

    Breaks: Z[i, j] = X[i, j] + row[j].
    """
    return X + row.sum()


def wrong_add_row__first_entry(X: Array, row: Array) -> Array:
    """Your function adds the first entry of the row to every column: add row[j] in column j.

    Breaks: Z[i, j] = X[i, j] + row[j].
    """
    return X + row[0]


def wrong_add_row__subtracted(X: Array, row: Array) -> Array:
    """Your function subtracts the row: add it.

    Breaks: Z[i, j] = X[i, j] + row[j].
    """
    return X - row


def wrong_add_row__multiplied(X: Array, row: Array) -> Array:
    """Your function multiplies by the row: add it.

    Breaks: Z[i, j] = X[i, j] + row[j].
    """
    return X * row


def wrong_add_row__only_square(X: Array, row: Array) -> Array:
    """Your function confuses the number of rows with the number of columns: n, d = X.shape gives both.

    Breaks: Z[i, j] = X[i, j] + row[j].
    """
    Z = X.copy()
    for i in range(X.shape[1]):
        for j in range(X.shape[0]):
            Z[i, j] = X[i, j] + row[j]
    return Z


def wrong_add_row__last_row_left_out(X: Array, row: Array) -> Array:
    """Your function leaves out the last row: range(len(X)) already ends before len(X).

    Breaks: Z[i, j] = X[i, j] + row[j].
    """
    Z = X.copy()
    for i in range(len(X) - 1):
        Z[i] = X[i] + row
    return Z


def wrong_add_row__side_by_side(X: Array, row: Array) -> Array:
    """Your result has the row attached to each row of X: add its numbers to those of each row.

    Breaks: Z[i, j] = X[i, j] + row[j].
    """
    return np.hstack([X, np.tile(row, (len(X), 1))])


def wrong_add_row__a_list(X: Array, row: Array) -> Any:
    """Your result is a list of rows: np.array turns it into a matrix, and X + row gives one at once.

    Breaks: an array of shape (n, d).
    """
    return [sample + row for sample in X]


def unpolished_add_row__in_place(X: Array, row: Array) -> Array:
    """Your function writes the sum into the caller's X: X + row makes a new array.

    Breaks: no function changes what it is passed.
    """
    X += row
    return X


def unpolished_add_row__row_by_row_in_place(X: Any, row: Array) -> Array:
    """Your function writes the sum into the caller's X: X + row makes a new array.

    Breaks: no function changes what it is passed.
    """
    for i in range(len(X)):
        X[i] = X[i] + row
    return X


def unpolished_add_row__cut_to_fit(X: Array, row: Array) -> Array:
    """Your function accepts a row that does not fit, and returns a result: X + row raises a ValueError.

    Breaks: shapes that do not fit raise ValueError.
    """
    return X + np.resize(row, X.shape[1])


def unpolished_add_row__longer_row_cut(X: Array, row: Array) -> Array:
    """Your function accepts a row that does not fit, and returns a result: X + row raises a ValueError.

    Breaks: shapes that do not fit raise ValueError.
    """
    Z = np.zeros(X.shape, dtype=np.result_type(X, row))
    for i in range(X.shape[0]):
        for j in range(X.shape[1]):
            Z[i, j] = X[i, j] + row[j]
    return Z


def unpolished_add_row__index_past_the_end(X: Array, row: Array) -> Array:
    """Your function raises an IndexError for a row that is too long: X + row raises a ValueError with both shapes.

    Breaks: shapes that do not fit raise ValueError.
    """
    Z = np.zeros(X.shape, dtype=np.result_type(X, row))
    for i in range(X.shape[0]):
        for j in range(len(row)):
            Z[i, j] = X[i, j] + row[j]
    return Z


def unpolished_add_row__dtype_of_x(X: Array, row: Array) -> Array:
    """Your sum has the dtype of X, even where row is float64: X + row takes the wider of the two.

    Breaks: dtype follows NumPy's promotion.
    """
    return (X + row).astype(X.dtype)


def unpolished_add_row__as_float64(X: Array, row: Array) -> Array:
    """Your sum is float64, even of float32: X + row has the wider of their two dtypes.

    Breaks: dtype follows NumPy's promotion.
    """
    return X + np.ones((len(X), 1)) @ row[None, :]


def unpolished_add_row__zeros_skipped(X: Array, row: Array) -> Array:
    """Your result is X itself if the row is 0: always return a new array.

    Breaks: a new array.
    """
    return X + row if row.any() else X


def unpolished_add_row__other_names(A: Array, v: Array) -> Array:
    """Your parameters have other names than the stub's, X and row: a caller may pass arguments by name.

    Breaks: the names of the arguments.
    """
    return A + v


def wrong_batch__end_included(X: Array, start: int, size: int) -> Array:
    """Your batch has one row too many: the slice start : start + size has size rows, since its end is not included.

    Breaks: rows start to start + size - 1.
    """
    return X[start : start + size + 1]


def wrong_batch__one_too_few(X: Array, start: int, size: int) -> Array:
    """Your batch has one row too few: a slice does not include its end, so end it at start + size.

    Breaks: rows start to start + size - 1.
    """
    return X[start : start + size - 1]


def wrong_batch__size_for_end(X: Array, start: int, size: int) -> Array:
    """Your slice ends at size: size is the number of rows, so end the slice at start + size.

    Breaks: rows start to start + size - 1.
    """
    return X[start:size]


def wrong_batch__size_for_step(X: Array, start: int, size: int) -> Array:
    """Your slice takes every size-th row: a number after the second colon is a step; the end is start + size.

    Breaks: rows start to start + size - 1.
    """
    return X[start::size]


def wrong_batch__to_the_end(X: Array, start: int, size: int) -> Array:
    """Your batch goes on to the last row of X: end it at start + size.

    Breaks: rows start to start + size - 1.
    """
    return X[start:]


def wrong_batch__from_the_first(X: Array, start: int, size: int) -> Array:
    """Your batch begins with the first row of X: begin it at start.

    Breaks: rows start to start + size - 1.
    """
    return X[:size]


def wrong_batch__counted_from_one(X: Array, start: int, size: int) -> Array:
    """Your batch begins one row too early: start is an index, which counts from 0.

    Breaks: rows start to start + size - 1.
    """
    first = max(0, start - 1)
    return X[first : first + size]


def wrong_batch__counts_batches(X: Array, start: int, size: int) -> Array:
    """Your function treats start as the number of a batch: it is the index of a row.

    Breaks: rows start to start + size - 1.
    """
    return X[start * size : (start + 1) * size]


def wrong_batch__columns(X: Array, start: int, size: int) -> Array:
    """Your slice cuts columns: rows come first, as in X[start : start + size].

    Breaks: rows start to start + size - 1.
    """
    return X[:, start : start + size]


def wrong_batch__an_entry(X: Array, start: int, size: int) -> Any:
    """Your result is a part of one row, X[start]: a slice with a colon, X[start : start + size], takes rows.

    Breaks: rows start to start + size - 1.
    """
    return X[start][:size]


def wrong_batch__two_indices(X: Array, start: int, size: int) -> Any:
    """Your function raises an IndexError, as X[start, size] does, which is one entry: X[start : start + size] has rows.

    Breaks: rows start to start + size - 1.
    """
    return X[start, size]


def wrong_batch__one_row_later(X: Array, start: int, size: int) -> Array:
    """Your batch begins one row too late: row start belongs to it.

    Breaks: rows start to start + size - 1.
    """
    return X[start + 1 : start + 1 + size]


def wrong_batch__first_row_only(X: Array, start: int, size: int) -> Any:
    """Your batch has only one row: a `return` inside a loop ends the function in the first turn.

    Breaks: rows start to start + size - 1.
    """
    for i in range(start, start + size):
        return X[i : i + 1]


def wrong_batch__last_dropped(X: Array, start: int, size: int) -> Array:
    """Your function returns no rows if fewer than size are left: return those that are left.

    Breaks: the last one may be shorter.
    """
    return X[start : start + size] if start + size <= len(X) else X[:0]


def wrong_batch__last_refused(X: Array, start: int, size: int) -> Array:
    """Your function raises an IndexError if X ends before the batch does: a slice takes the rows that are left.

    Breaks: the last one may be shorter.
    """
    return np.array([X[i] for i in range(start, start + size)])


def wrong_batch__last_filled_up(X: Array, start: int, size: int) -> Array:
    """Your last batch is filled up with rows of zeros: it may be shorter.

    Breaks: the last one may be shorter.
    """
    rows = np.zeros((size, X.shape[1]))
    cut = X[start : start + size]
    rows[: len(cut)] = cut
    return rows


def wrong_batch__moved_back(X: Array, start: int, size: int) -> Array:
    """Your last batch begins before start to be full: begin at start, and let it be shorter.

    Breaks: rows start to start + size - 1.
    """
    first = min(start, max(0, len(X) - size))
    return X[first : first + size]


def wrong_batch__goes_round(X: Array, start: int, size: int) -> Array:
    """Your last batch goes on with the first rows of X: it ends where X ends.

    Breaks: the last one may be shorter.
    """
    return X.take(range(start, start + size), axis=0, mode="wrap")


def wrong_batch__one_row_as_a_vector(X: Array, start: int, size: int) -> Array:
    """Your batch of one row is a vector: X[start] loses the axis that X[start : start + 1] keeps.

    Breaks: shape (size, d).
    """
    return X[start] if size == 1 else X[start : start + size]


def wrong_batch__squeezed(X: Array, start: int, size: int) -> Array:
    """Your batch loses its first axis if it has one row: leave out the squeeze.

    Breaks: shape (size, d).
    """
    return X[start : start + size].squeeze()


def wrong_batch__a_list(X: Array, start: int, size: int) -> Any:
    """Your result is a list of rows: np.array turns it into a matrix, and X[start : start + size] gives one at once.

    Breaks: an array of shape (size, d).
    """
    return list(X[start : start + size])


def unpolished_batch__copies(X: Array, start: int, size: int) -> Array:
    """Your batch is a copy: a plain slice is a view, which costs nothing.

    Breaks: a basic slice (a view).
    """
    return X[start : start + size].copy()


def unpolished_batch__copies_at_the_end(X: Array, start: int, size: int) -> Array:
    """Your last batch is a copy: a plain slice is a view there too, and is shorter by itself.

    Breaks: a basic slice (a view).
    """
    return X[start : start + size] if start + size <= len(X) else X[start:].copy()


def unpolished_batch__other_names(A: Array, i: int, k: int) -> Array:
    """Your parameters have other names than the stub's, X, start and size: a caller may pass arguments by name.

    Breaks: the names of the arguments.
    """
    return A[i : i + k]


def wrong_normalize__sample_deviation(X: Array, axis: int | None = None) -> Array:
    """Your standard deviation divides by n - 1: divide by n, as std does with ddof=0.

    Breaks: of the population, ddof=0.
    """
    std = X.std(axis=axis, ddof=1)
    return (X - X.mean(axis=axis)) / np.where(std == 0, 1, std)


def wrong_normalize__sample_deviation_unguarded(X: Array, axis: int | None = None) -> Array:
    """Your standard deviation divides by n - 1: divide by n, as std does with ddof=0.

    Breaks: of the population, ddof=0; where all entries are equal, all 0.
    """
    return (X - X.mean(axis=axis)) / X.std(axis=axis, ddof=1)


def wrong_normalize__only_centered(X: Array, axis: int | None = None) -> Array:
    """Your numbers have mean 0, but not standard deviation 1: divide by the standard deviation too.

    Breaks: standard deviation 1.
    """
    return X - X.mean(axis=axis)


def wrong_normalize__only_scaled(X: Array, axis: int | None = None) -> Array:
    """Your numbers have standard deviation 1, but not mean 0: subtract the mean first.

    Breaks: mean 0.
    """
    std = X.std(axis=axis)
    return X / np.where(std == 0, 1, std)


def wrong_normalize__parentheses(X: Array, axis: int | None = None) -> Array:
    """Your function divides the mean, and not the difference: (X - mean) needs its parentheses.

    Breaks: Z = (X - mean) / std.
    """
    std = X.std(axis=axis)
    return X - X.mean(axis=axis) / np.where(std == 0, 1, std)


def wrong_normalize__axis_forgotten(X: Array, axis: int | None = None) -> Array:
    """Your function normalizes all entries together, even with axis=0. (`if axis:` is false for 0: ask `axis is None`.)

    Breaks: of each column with axis=0.
    """
    std = X.std()
    return (X - X.mean()) / (std if std > 0 else 1)


def wrong_normalize__always_columns(X: Array, axis: int | None = None) -> Array:
    """Your function normalizes each column, whatever axis says: with axis=None all entries share one mean.

    Breaks: of all entries with axis=None.
    """
    std = X.std(axis=0)
    return (X - X.mean(axis=0)) / np.where(std == 0, 1, std)


def wrong_normalize__columns_by_default(X: Array, axis: int | None = 0) -> Array:
    """Your axis is 0 if the caller leaves it out: keep the default, axis=None.

    Breaks: axis=None.
    """
    std = X.std(axis=axis)
    return (X - X.mean(axis=axis)) / np.where(std == 0, 1, std)


def wrong_normalize__rows(X: Array, axis: int | None = None) -> Array:
    """Your function normalizes each row if axis is 0: axis=0 gives a mean for each column, so pass it on as it is.

    Breaks: of each column with axis=0.
    """
    along = None if axis is None else 1
    std = X.std(axis=along, keepdims=True)
    return (X - X.mean(axis=along, keepdims=True)) / np.where(std == 0, 1, std)


def wrong_normalize__deviation_of_all(X: Array, axis: int | None = None) -> Array:
    """Your function divides every column by the standard deviation of all entries: pass axis on to std too.

    Breaks: of each column with axis=0.
    """
    std = X.std()
    return (X - X.mean(axis=axis)) / (std if std > 0 else 1)


def wrong_normalize__mean_of_all(X: Array, axis: int | None = None) -> Array:
    """Your function subtracts the mean of all entries from every column: pass axis on to mean too.

    Breaks: of each column with axis=0.
    """
    std = X.std(axis=axis)
    return (X - X.mean()) / np.where(std == 0, 1, std)


def wrong_normalize__by_the_variance(X: Array, axis: int | None = None) -> Array:
    """Your numbers are divided by the variance: divide by its square root, the standard deviation.

    Breaks: standard deviation 1.
    """
    variance = X.var(axis=axis)
    return (X - X.mean(axis=axis)) / np.where(variance == 0, 1, variance)


def wrong_normalize__sum_of_squares(X: Array, axis: int | None = None) -> Array:
    """Your divisor is the root of the sum of the squares: the variance is their mean, the sum divided by n.

    Breaks: standard deviation 1.
    """
    centered = X - X.mean(axis=axis)
    length = np.sqrt((centered**2).sum(axis=axis))
    return centered / np.where(length == 0, 1, length)


def wrong_normalize__absolute_deviation(X: Array, axis: int | None = None) -> Array:
    """Your divisor is the mean distance from the mean: the standard deviation is the root of the mean square.

    Breaks: standard deviation 1.
    """
    centered = X - X.mean(axis=axis)
    distance = np.abs(centered).mean(axis=axis)
    return centered / np.where(distance == 0, 1, distance)


def wrong_normalize__to_length_1(X: Array, axis: int | None = None) -> Array:
    """Your numbers have length 1, as after a division by np.linalg.norm: they need mean 0 and standard deviation 1.

    Breaks: mean 0 and standard deviation 1.
    """
    length = np.sqrt((X**2).sum(axis=axis))
    return X / np.where(length == 0, 1, length)


def wrong_normalize__all_to_length_1(X: Array, axis: int | None = None) -> Array:
    """Your numbers have length 1, as after a division by np.linalg.norm: they need mean 0 and standard deviation 1.

    Breaks: mean 0 and standard deviation 1.
    """
    return X / np.linalg.norm(X)


def wrong_normalize__by_the_largest(X: Array, axis: int | None = None) -> Array:
    """Your numbers are divided by the largest one: they should have mean 0 and standard deviation 1.

    Breaks: mean 0 and standard deviation 1.
    """
    return X / X.max(axis=axis)


def wrong_normalize__from_0_to_1(X: Array, axis: int | None = None) -> Array:
    """Your numbers go from 0 to 1, by minimum and maximum: they should have mean 0 and standard deviation 1.

    Breaks: mean 0 and standard deviation 1.
    """
    span = X.max(axis=axis) - X.min(axis=axis)
    return (X - X.min(axis=axis)) / np.where(span == 0, 1, span)


def wrong_normalize__by_the_range(X: Array, axis: int | None = None) -> Array:
    """Your numbers are divided by maximum minus minimum: divide by the standard deviation.

    Breaks: standard deviation 1.
    """
    span = X.max(axis=axis) - X.min(axis=axis)
    return (X - X.mean(axis=axis)) / np.where(span == 0, 1, span)


def wrong_normalize__zero_by_zero(X: Array, axis: int | None = None) -> Array:
    """Your result is nan where all entries are equal, 0 / 0: return 0 there, for instance with a divisor of 1.

    Breaks: where all entries are equal, all 0.
    """
    return (X - X.mean(axis=axis)) / X.std(axis=axis)


def wrong_normalize__equal_entries_kept(X: Array, axis: int | None = None) -> Array:
    """Your function returns equal entries as they are: it should return 0 for them.

    Breaks: where all entries are equal, all 0.
    """
    std = X.std(axis=axis)
    return np.where(std == 0, X, (X - X.mean(axis=axis)) / np.where(std == 0, 1, std))


def wrong_normalize__all_kept_where_some_are_equal(X: Array, axis: int | None = None) -> Array:
    """Your function returns equal entries as they are: it should return 0 for them.

    Breaks: where all entries are equal, all 0.
    """
    std = X.std(axis=axis)
    if np.any(std == 0):
        return X
    return (X - X.mean(axis=axis)) / std


def wrong_normalize__median(X: Array, axis: int | None = None) -> Array:
    """Your function subtracts the median: subtract the mean.

    Breaks: mean 0.
    """
    std = X.std(axis=axis)
    return (X - np.median(X, axis=axis)) / np.where(std == 0, 1, std)


def wrong_normalize__one_constant_column_for_all(X: Array, axis: int | None = None) -> Array:
    """Your function returns 0 everywhere as soon as one column has equal entries: return 0 in that column only.

    Breaks: mean 0 and standard deviation 1 of each column.
    """
    if np.any(X.std(axis=axis) == 0):
        return np.zeros_like(X)
    return (X - X.mean(axis=axis)) / X.std(axis=axis)


def wrong_normalize__only_all_equal(X: Array, axis: int | None = None) -> Array:
    """Your function returns 0 if all entries are equal, but not if those of one column are: check each column.

    Breaks: where all entries are equal, all 0.
    """
    if X.std() == 0:
        return np.zeros_like(X)
    return (X - X.mean(axis=axis)) / X.std(axis=axis)


def wrong_normalize__if_of_an_array(X: Array, axis: int | None = None) -> Array:
    """With axis=0 there is a standard deviation for each column, but `if` needs one answer: np.where checks each.

    Breaks: of each column with axis=0.
    """
    std = X.std(axis=axis)
    if std == 0:
        return np.zeros_like(X)
    return (X - X.mean(axis=axis)) / std


def wrong_normalize__number_with_an_index(X: Array, axis: int | None = None) -> Array:
    """With axis=None, mean and std give one number, which has no entries: keepdims=True or np.where works for both.

    Breaks: of all entries with axis=None.
    """
    std: Any = X.std(axis=axis)
    std[std == 0] = 1
    return (X - X.mean(axis=axis)) / std


def wrong_normalize__large_epsilon(X: Array, axis: int | None = None) -> Array:
    """Your divisor is too large by 0.001: divide by the standard deviation itself.

    Breaks: standard deviation 1.
    """
    return (X - X.mean(axis=axis)) / (X.std(axis=axis) + 1e-3)


def unpolished_normalize__deviation_asked(X: Array, axis: int | None = None) -> Array:
    """Rounding can leave a standard deviation above 0 although all entries are equal: check whether max equals min.

    Breaks: also 0.1, whose computed standard deviation is not quite 0.
    """
    std = X.std(axis=axis, keepdims=True)
    return (X - X.mean(axis=axis, keepdims=True)) / np.where(std == 0, 1, std)


def unpolished_normalize__nan_replaced(X: Array, axis: int | None = None) -> Array:
    """Rounding can leave a standard deviation above 0 although all entries are equal: check whether max equals min.

    Breaks: also 0.1, whose computed standard deviation is not quite 0; no RuntimeWarning.
    """
    return np.nan_to_num((X - X.mean(axis=axis)) / X.std(axis=axis))


def unpolished_normalize__epsilon_1e_8(X: Array, axis: int | None = None) -> Array:
    """Your divisor is larger than the standard deviation, which is wrong for small numbers: divide by std itself.

    Breaks: standard deviation 1 (to 1e-6).
    """
    return (X - X.mean(axis=axis)) / (X.std(axis=axis) + 1e-8)


def unpolished_normalize__epsilon_1e_5(X: Array, axis: int | None = None) -> Array:
    """Your divisor is larger than the standard deviation, which is wrong for small numbers: divide by std itself.

    Breaks: standard deviation 1 (to 1e-6).
    """
    return (X - X.mean(axis=axis)) / (X.std(axis=axis) + 1e-5)


def unpolished_normalize__epsilon_1e_6(X: Array, axis: int | None = None) -> Array:
    """Your divisor is larger than the standard deviation, which is wrong for small numbers: divide by std itself.

    Breaks: standard deviation 1 (to 1e-6).
    """
    return (X - X.mean(axis=axis)) / (X.std(axis=axis) + 1e-6)


def unpolished_normalize__epsilon_1e_7(X: Array, axis: int | None = None) -> Array:
    """Your divisor is larger than the standard deviation, which is wrong for small numbers: divide by std itself.

    Breaks: standard deviation 1 (to 1e-6).
    """
    return (X - X.mean(axis=axis)) / (X.std(axis=axis) + 1e-7)


def unpolished_normalize__epsilon_1e_10(X: Array, axis: int | None = None) -> Array:
    """Your divisor is larger than the standard deviation, which is wrong for small numbers: divide by std itself.

    Breaks: standard deviation 1 (to 1e-6).
    """
    return (X - X.mean(axis=axis)) / (X.std(axis=axis) + 1e-10)


def unpolished_normalize__epsilon_1e_12(X: Array, axis: int | None = None) -> Array:
    """Your divisor is larger than the standard deviation, which is wrong for small numbers: divide by std itself.

    Breaks: standard deviation 1 (to 1e-6).
    """
    return (X - X.mean(axis=axis)) / (X.std(axis=axis) + 1e-12)


def unpolished_normalize__epsilon_in_the_root(X: Array, axis: int | None = None) -> Array:
    """Your divisor is larger than the standard deviation, which is wrong for small numbers: divide by std itself.

    Breaks: standard deviation 1 (to 1e-6).
    """
    return (X - X.mean(axis=axis)) / np.sqrt(X.var(axis=axis) + 1e-8)


def unpolished_normalize__small_taken_for_equal(X: Array, axis: int | None = None) -> Array:
    """Your function treats a small standard deviation as if it were 0: check instead whether the entries are equal.

    Breaks: standard deviation 1; where all entries are equal, all 0.
    """
    std = X.std(axis=axis, keepdims=True)
    centered = np.where(std < 1e-8, 0, X - X.mean(axis=axis, keepdims=True))
    return centered / np.where(std < 1e-8, 1, std)


def unpolished_normalize__small_left_small(X: Array, axis: int | None = None) -> Array:
    """Your function treats a small standard deviation as if it were 0: check instead whether the entries are equal.

    Breaks: standard deviation 1; where all entries are equal, all 0.
    """
    std = X.std(axis=axis)
    return (X - X.mean(axis=axis)) / np.where(std < 1e-8, 1, std)


def unpolished_normalize__mean_of_squares(X: Array, axis: int | None = None) -> Array:
    """Your variance, the mean square minus the squared mean, loses its digits to rounding: subtract the mean first.

    Breaks: standard deviation 1 (to 1e-6).
    """
    equal = X.max(axis=axis) == X.min(axis=axis)
    variance = np.where(equal, 1, np.abs((X**2).mean(axis=axis) - X.mean(axis=axis) ** 2))
    return np.where(equal, 0, (X - X.mean(axis=axis)) / np.sqrt(np.where(variance == 0, 1, variance)))


def unpolished_normalize__chosen_too_late(X: Array, axis: int | None = None) -> Array:
    """Your result is right, but 0 / 0 is computed on the way, and NumPy warns: make the divisor 1 there.

    Breaks: no RuntimeWarning.
    """
    equal = X.max(axis=axis) == X.min(axis=axis)
    return np.where(equal, 0, (X - X.mean(axis=axis)) / X.std(axis=axis))


def unpolished_normalize__in_place(X: Array, axis: int | None = None) -> Array:
    """Your function writes into the caller's X: X - mean makes a new array, and X -= mean does not.

    Breaks: no function changes what it is passed.
    """
    equal = X.max(axis=axis) == X.min(axis=axis)
    std = np.where(equal, 1, X.std(axis=axis))
    X -= np.where(equal, X, X.mean(axis=axis))
    X /= std
    return X


def unpolished_normalize__equal_in_place(X: Array, axis: int | None = None) -> Array:
    """Your function writes into the caller's X where entries are equal: make a new array there too, by np.zeros.

    Breaks: no function changes what it is passed.
    """
    if X.max() == X.min():
        X[:] = 0
        return X
    equal = X.max(axis=axis) == X.min(axis=axis)
    return np.where(equal, 0, X - X.mean(axis=axis)) / np.where(equal, 1, X.std(axis=axis))


def unpolished_normalize__as_float64(X: Array, axis: int | None = None) -> Array:
    """Your result is float64, even of float32: bring it back to the dtype of X.

    Breaks: dtype follows NumPy's promotion.
    """
    D = X.astype(np.float64)
    equal = D.max(axis=axis) == D.min(axis=axis)
    return np.where(equal, 0, D - D.mean(axis=axis)) / np.where(equal, 1, D.std(axis=axis))


def unpolished_normalize__whole_numbers_kept(X: Array, axis: int | None = None) -> Array:
    """Your result has no fractions if X holds whole numbers: np.zeros(X.shape) makes a float64 array for the result.

    Breaks: mean 0 and standard deviation 1.
    """
    Z = np.zeros_like(X)
    Z[...] = right_normalize__column_by_column(X.astype(np.float64), axis)
    return Z


def unpolished_normalize__other_names(A: Array, along: int | None = None) -> Array:
    """Your parameters have other names than the stub's, X and axis: a caller may pass arguments by name.

    Breaks: the names of the arguments.
    """
    return right_normalize__from_the_first(A, along)


def plain_random_matrix__list_of_lists(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Draw number by number into lists."""
    matrix: list[list[float]] = []
    for _ in range(rows):
        line: list[float] = []
        for _ in range(cols):
            line.append(rng.normal())
        matrix.append(line)
    return np.array(matrix)


def plain_random_matrix__reshaped(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Draw one vector, and make a matrix of it."""
    numbers = rng.normal(0, 1, rows * cols)
    return numbers.reshape(rows, cols)


def plain_random_matrix__row_by_row(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Draw row by row into a matrix of zeros."""
    X = np.zeros((rows, cols))
    for i in range(rows):
        X[i] = rng.standard_normal(cols)
    return X


def plain_flatten_images__pixel_by_pixel(images: Array) -> Array:
    """Put each pixel in its place by the formula of the docstring."""
    n, h, w = images.shape
    X = np.zeros((n, h * w))
    for i in range(n):
        for r in range(h):
            for c in range(w):
                X[i, r * w + c] = images[i, r, c]
    return X


def plain_flatten_images__rows_collected(images: Array) -> Array:
    """Collect a row for each image."""
    rows: list[Array] = []
    for image in images:
        rows.append(image.ravel())
    return np.vstack(rows)


def plain_flatten_images__floats(images: Array) -> Array:
    """Make floats of the pixels on the way."""
    return np.array(images, dtype=float).reshape(images.shape[0], images.shape[1] * images.shape[2])


def plain_add_row__loops(X: Array, row: Array) -> Array:
    """Add entry by entry into a matrix of zeros."""
    n, d = X.shape
    Z = np.zeros((n, d))
    for i in range(n):
        for j in range(d):
            Z[i, j] = X[i, j] + row[j]
    return Z


def plain_add_row__like_x(X: Array, row: Array) -> Array:
    """Add row by row into a matrix like X."""
    Z = np.zeros_like(X)
    for i in range(len(X)):
        Z[i] = X[i] + row
    return Z


def plain_add_row__in_a_copy(X: Array, row: Array) -> Array:
    """Add to a copy of X."""
    Z = X.copy()
    Z += row
    return Z


def plain_add_row__reshaped(X: Array, row: Array) -> Array:
    """Make a matrix of one row first."""
    return X + row.reshape(1, -1)


def plain_batch__rows_collected(X: Array, start: int, size: int) -> Array:
    """Collect rows as long as there are any."""
    rows: list[Array] = []
    for i in range(start, start + size):
        if i < len(X):
            rows.append(X[i])
    return np.array(rows)


def plain_batch__row_numbers(X: Array, start: int, size: int) -> Array:
    """Index with a list of row numbers."""
    stop = min(start + size, X.shape[0])
    return X[list(range(start, stop)), :]


def plain_batch__mask(X: Array, start: int, size: int) -> Array:
    """Choose rows by a condition on their numbers."""
    i = np.arange(len(X))
    return X[(i >= start) & (i < start + size)]


def plain_normalize__if_on_zero(X: Array, axis: int | None = None) -> Array:
    """Treat the two cases of axis apart, and a standard deviation of 0 in each."""
    if axis is None:
        std = np.std(X)
        if std == 0:
            return np.zeros(X.shape)
        return (X - np.mean(X)) / std
    mean = np.mean(X, axis=0)
    std = np.std(X, axis=0)
    std[std == 0] = 1
    return (X - mean) / std


def plain_normalize__where(X: Array, axis: int | None = None) -> Array:
    """Put 1 where the standard deviation is 0."""
    mean = X.mean(axis=axis, keepdims=True)
    std = X.std(axis=axis, keepdims=True)
    std = np.where(std == 0, 1.0, std)
    return (X - mean) / std


def plain_normalize__formula(X: Array, axis: int | None = None) -> Array:
    """Follow the docstring's formula, and replace nan."""
    mean = X.mean(axis=axis, keepdims=True)
    std = np.sqrt(((X - mean) ** 2).mean(axis=axis, keepdims=True))
    Z = (X - mean) / std
    Z[np.isnan(Z)] = 0
    return Z


def plain_normalize__columns_in_a_loop(X: Array, axis: int | None = None) -> Array:
    """Go through the columns one by one."""
    Z = np.zeros_like(X)
    if axis is None:
        if X.std() != 0:
            Z = (X - X.mean()) / X.std()
    else:
        for j in range(X.shape[1]):
            column = X[:, j]
            s = column.std()
            if s != 0:
                Z[:, j] = (column - column.mean()) / s
    return Z


def plain_normalize__without_numpy(X: Array, axis: int | None = None) -> Array:
    """Add up by Python's own sum."""
    n, d = X.shape
    columns = [[(i, j) for i in range(n)] for j in range(d)]
    groups = columns if axis == 0 else [sum(columns, [])]
    Z = np.zeros((n, d))
    for places in groups:
        values = [float(X[p]) for p in places]
        mean = sum(values) / len(values)
        std = math.sqrt(sum((v - mean) ** 2 for v in values) / len(values))
        for p, v in zip(places, values, strict=True):
            Z[p] = (v - mean) / std if std > 0 else 0.0
    return Z


def plain_normalize__divide_where(X: Array, axis: int | None = None) -> Array:
    """Divide only where the standard deviation is not 0."""
    centered = X - X.mean(axis=axis, keepdims=True)
    std = np.broadcast_to(X.std(axis=axis, keepdims=True), X.shape)
    return np.divide(centered, std, out=np.zeros_like(centered), where=std != 0)


def plain_normalize__epsilon(X: Array, axis: int | None = None) -> Array:
    """Add a small number, as many tutorials do."""
    return (X - np.mean(X, axis=axis)) / (np.std(X, axis=axis) + 1e-8)


def plain_normalize__at_least_epsilon(X: Array, axis: int | None = None) -> Array:
    """Let the divisor be at least a small number."""
    return (X - X.mean(axis=axis)) / np.maximum(X.std(axis=axis), 1e-12)


def right_random_matrix__normal(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Draw by rng.normal."""
    return rng.normal(size=(rows, cols))


def right_random_matrix__columns_first(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Draw column by column."""
    return rng.standard_normal((cols, rows)).T


def right_random_matrix__one_by_one(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Draw each number by itself."""
    Z = np.empty((rows, cols))
    for place in np.ndindex(rows, cols):
        Z[place] = rng.standard_normal()
    return Z


def right_random_matrix__from_uniform(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Turn uniform numbers into normal ones by Box and Muller's formula."""
    u, v = 1 - rng.random((rows, cols)), rng.random((rows, cols))
    return np.sqrt(-2 * np.log(u)) * np.cos(2 * np.pi * v)


def right_flatten_images__rest_counted(images: Array) -> Array:
    """Let NumPy count the columns."""
    return images.reshape(len(images), -1)


def right_flatten_images__one_by_one(images: Array) -> Array:
    """Flatten each image by itself."""
    return np.array([image.flatten() for image in images])


def right_flatten_images__lines_joined(images: Array) -> Array:
    """Put the lines of each image side by side."""
    return np.concatenate([images[:, line, :] for line in range(images.shape[1])], axis=1)


def right_add_row__by_add(X: Array, row: Array) -> Array:
    """Add by np.add, with the row as a matrix of one row."""
    return np.add(X, row[None, :])


def right_add_row__row_by_row(X: Array, row: Array) -> Array:
    """Add to each row by itself."""
    return np.array([sample + row for sample in X])


def right_add_row__tiled(X: Array, row: Array) -> Array:
    """Repeat the row before adding."""
    return X + np.tile(row, (len(X), 1))


def right_batch__by_slice(X: Array, start: int, size: int) -> Array:
    """Make the slice first."""
    rows = slice(start, start + size)
    return X[rows, ...]


def right_batch__end_at_the_last_row(X: Array, start: int, size: int) -> Array:
    """End the slice where X ends."""
    return X[start : min(start + size, len(X))]


def right_batch__by_split(X: Array, start: int, size: int) -> Array:
    """Split X in three, and take the middle."""
    return np.split(X, [start, start + size])[1]


def right_normalize__from_the_first(X: Array, axis: int | None = None) -> Array:
    """Measure from the first entry: the standard deviation of equal entries is then 0 without rounding."""
    offset = (X - (X[:1] if axis == 0 else X[0, 0])).astype(np.float64)
    centered = offset - offset.mean(axis=axis)
    deviation = centered.std(axis=axis)
    return (centered / np.where(deviation == 0, 1, deviation)).astype(np.result_type(X, np.float32))


def right_normalize__column_by_column(X: Array, axis: int | None = None) -> Array:
    """Treat each column by itself, and all entries as one column."""
    columns, Z = X.reshape(-1, 1) if axis is None else X, np.zeros(X.shape)
    out = Z.reshape(columns.shape)
    for j, column in enumerate(columns.T.astype(np.float64)):
        if column.min() < column.max():
            out[:, j] = (column - column.mean()) / column.std()
    return Z.astype(np.result_type(X, np.float32))


def right_normalize__divided_where_they_vary(X: Array, axis: int | None = None) -> Array:
    """Divide only where the entries vary."""
    vary = np.broadcast_to(X.max(axis=axis) > X.min(axis=axis), X.shape)
    Z = np.zeros(X.shape)
    np.divide(X - X.mean(axis=axis, dtype=np.float64), X.std(axis=axis, dtype=np.float64), out=Z, where=vary)
    return Z.astype(np.result_type(X, np.float32))
