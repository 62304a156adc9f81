"""Wrong and right answers to chapter 1.1."""

import copy
from typing import Any

import numpy as np
from ch11_arrays import Array
from numpy.typing import NDArray


def wrong_random_matrix__uniform(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Your numbers are uniform from 0 to 1: rng.random gives those, and rng.standard_normal the normal ones.

    Breaks: standard normal.
    """
    return rng.random((rows, cols))


def wrong_random_matrix__transposed(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Your matrix has cols rows and rows columns: a shape begins with the rows.

    Breaks: shape (rows, cols).
    """
    return rng.standard_normal((cols, rows))


def wrong_random_matrix__small(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Your numbers are 0.01 times the standard normal ones: leave out the factor.

    Breaks: standard normal.
    """
    return 0.01 * rng.standard_normal((rows, cols))


def wrong_random_matrix__positive(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Your numbers have lost their signs: half of all normal numbers are below 0.

    Breaks: standard normal.
    """
    return np.abs(rng.standard_normal((rows, cols)))


def wrong_random_matrix__float32(rows: int, cols: int, rng: np.random.Generator) -> Any:
    """Your numbers are float32: leave out the dtype, and NumPy draws float64.

    Breaks: float64.
    """
    return rng.standard_normal((rows, cols)).astype(np.float32)


def wrong_random_matrix__global(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Your numbers come from NumPy's global generator: draw them from rng, so that a seed repeats them.

    Breaks: randomness comes only from rng.
    """
    return np.random.randn(rows, cols)


def wrong_random_matrix__own_generator(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Your numbers are the same whatever rng is: draw them from rng, not from a generator of your own.

    Breaks: randomness comes only from rng.
    """
    return np.random.default_rng(0).standard_normal((rows, cols))


def wrong_random_matrix__copied_generator(rows: int, cols: int, rng: np.random.Generator) -> Array:
    """Your second draw repeats the first: draw from rng itself, which then moves on, not from a copy of it.

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


def wrong_flatten_images__all_in_one(images: Array) -> Array:
    """Your result is one long row of all images: keep the first axis, and flatten only the other two.

    Breaks: (n, h, w) to (n, h * w).
    """
    return images.reshape(1, -1)


def wrong_flatten_images__by_columns(images: Array) -> Array:
    """Your rows take each image column by column: take it row by row, which is NumPy's own order.

    Breaks: row-major.
    """
    return images.swapaxes(1, 2).reshape(len(images), -1)


def wrong_flatten_images__as_stored(images: Array) -> Array:
    """Your pixels come in the order of the memory, which differs from array to array: use reshape's order "C".

    Breaks: row-major.
    """
    return images.reshape(len(images), -1, order="A")


def wrong_flatten_images__a_row_a_line(images: Array) -> Array:
    """Your result has a row for each line of pixels: it needs one for each image, with all of its lines.

    Breaks: (n, h, w) to (n, h * w).
    """
    return images.reshape(-1, images.shape[2])


def wrong_flatten_images__as_columns(images: Array) -> Array:
    """Your images stand in columns: each is a row, since rows are samples.

    Breaks: (n, h, w) to (n, h * w).
    """
    return images.reshape(len(images), -1).T


def wrong_flatten_images__squeezed(images: Array) -> Array:
    """Your result loses an axis where there is one image: that is still a matrix, of one row.

    Breaks: (n, h, w) to (n, h * w).
    """
    return images.reshape(len(images), -1).squeeze()


def wrong_flatten_images__scaled(images: Array) -> Array:
    """Your pixels are divided by 255: only their places change here.

    Breaks: (n, h, w) to (n, h * w), dtype kept.
    """
    return images.reshape(len(images), -1) / 255


def wrong_flatten_images__as_float64(images: Array) -> Array:
    """Your result is always float64: bytes stay bytes, and float32 stays float32.

    Breaks: dtype kept.
    """
    return images.reshape(len(images), -1).astype(np.float64)


def wrong_flatten_images__shape_set(images: Array) -> Array:
    """Your function sets the shape of images, which belong to the caller: reshape leaves them as they are.

    Breaks: no function changes what it was handed.
    """
    images.shape = (len(images), images[0].size)
    return images


def wrong_add_row__in_place(X: Array, row: Array) -> Array:
    """Your function writes the sum into X, which belongs to the caller: X + row makes a new array.

    Breaks: no function changes what it was handed.
    """
    X += row
    return X


def wrong_add_row__as_a_column(X: Array, row: Array) -> Array:
    """Your row is added as a column, row[i] to all of line i: row[j] belongs to column j.

    Breaks: broadcasts (d,) over the rows.
    """
    return X + row[:, None]


def wrong_add_row__appended(X: Array, row: Array) -> Array:
    """Your row stands below the others: add its numbers to those of each row.

    Breaks: Z[i, j] = X[i, j] + row[j].
    """
    return np.vstack([X, row])


def wrong_add_row__first_row_only(X: Array, row: Array) -> Array:
    """Your function adds to the first row alone: add to all of them.

    Breaks: Z[i, j] = X[i, j] + row[j].
    """
    Z = X.astype(np.result_type(X, row))
    Z[0] += row
    return Z


def wrong_add_row__summed(X: Array, row: Array) -> Array:
    """Your function adds the sum of the row to every entry: add row[j] in column j.

    Breaks: Z[i, j] = X[i, j] + row[j].
    """
    if row.shape != X.shape[1:]:
        raise ValueError(f"a row of shape {row.shape} does not fit {X.shape}")
    return X + row.sum()


def wrong_add_row__cut_to_fit(X: Array, row: Array) -> Array:
    """Your row is made to fit, cut or filled up: another length is a mistake, for a ValueError to tell.

    Breaks: shapes that do not fit raise ValueError.
    """
    return X + np.resize(row, X.shape[1])


def wrong_add_row__dtype_of_x(X: Array, row: Array) -> Array:
    """Your sum has the dtype of X, even where row is float64: X + row takes the wider of the two.

    Breaks: dtype follows NumPy's promotion.
    """
    return (X + row).astype(X.dtype)


def wrong_add_row__as_float64(X: Array, row: Array) -> Array:
    """Your sum is float64, even of float32: add X and row in the dtypes that they have.

    Breaks: dtype follows NumPy's promotion.
    """
    return X + np.ones((len(X), 1)) @ row[None, :]


def wrong_add_row__zeros_skipped(X: Array, row: Array) -> Array:
    """Your result is X itself where the row is 0: give back a new array, always.

    Breaks: a new array.
    """
    return X + row if row.any() else X


def wrong_batch__end_included(X: Array, start: int, size: int) -> Array:
    """Your batch has one row too many: a slice from start to start + size has size rows, its end not included.

    Breaks: rows start to start + size - 1.
    """
    return X[start : start + size + 1]


def wrong_batch__one_too_few(X: Array, start: int, size: int) -> Array:
    """Your batch has one row too few: a slice leaves out its end, so that the end is start + size.

    Breaks: rows start to start + size - 1.
    """
    return X[start : start + size - 1]


def wrong_batch__copies(X: Array, start: int, size: int) -> Array:
    """Your batch is a copy: a plain slice is a view, which costs nothing.

    Breaks: a basic slice (a view).
    """
    return X[start : start + size].copy()


def wrong_batch__copies_at_the_end(X: Array, start: int, size: int) -> Array:
    """Your last batch is a copy: a plain slice is a view there too, and is shorter by itself.

    Breaks: a basic slice (a view).
    """
    return X[start : start + size] if start + size <= len(X) else X[start:].copy()


def wrong_batch__size_for_end(X: Array, start: int, size: int) -> Array:
    """Your slice ends at size: it is the number of rows, so that the end is start + size.

    Breaks: rows start to start + size - 1.
    """
    return X[start:size]


def wrong_batch__counts_batches(X: Array, start: int, size: int) -> Array:
    """Your function takes start for the number of a batch: it is the index of a row.

    Breaks: rows start to start + size - 1.
    """
    return X[start * size : (start + 1) * size]


def wrong_batch__columns(X: Array, start: int, size: int) -> Array:
    """Your slice cuts columns: rows come first, as in X[start : start + size].

    Breaks: rows start to start + size - 1.
    """
    return X[:, start : start + size]


def wrong_batch__last_dropped(X: Array, start: int, size: int) -> Array:
    """Your function gives no rows where fewer than size are left: give those that there are.

    Breaks: the last one may be shorter.
    """
    return X[start : start + size] if start + size <= len(X) else X[:0]


def wrong_batch__last_refused(X: Array, start: int, size: int) -> Array:
    """Your function refuses a batch that ends after X: a plain slice gives the rows that are left.

    Breaks: the last one may be shorter.
    """
    if start + size > len(X):
        raise IndexError("the batch ends after X")
    return X[start : start + size]


def wrong_batch__moved_back(X: Array, start: int, size: int) -> Array:
    """Your last batch begins before start, so that it is full: it begins at start, and may be shorter.

    Breaks: rows start to start + size - 1.
    """
    first = min(start, max(0, len(X) - size))
    return X[first : first + size]


def wrong_batch__one_row_as_a_vector(X: Array, start: int, size: int) -> Array:
    """Your batch of one row is a vector: X[start] loses the axis that X[start : start + 1] keeps.

    Breaks: shape (size, d).
    """
    return X[start] if size == 1 else X[start : start + size]


def _equal(X: Array, axis: int | None) -> NDArray[np.bool_]:
    """Tell where all the numbers that share a mean are equal."""
    return np.ptp(X, axis=axis, keepdims=True) == 0


def wrong_normalize__sample_deviation(X: Array, axis: int | None = None) -> Array:
    """Your deviation divides by n - 1: it is that of the population, with ddof=0.

    Breaks: of the population, ddof=0.
    """
    centred, n = X - X.mean(axis=axis, keepdims=True), X.size if axis is None else len(X)
    variance = np.square(centred).sum(axis=axis, keepdims=True) / max(1, n - 1)
    return np.where(_equal(X, axis), 0, centred / np.where(_equal(X, axis), 1, np.sqrt(variance)))


def wrong_normalize__only_centred(X: Array, axis: int | None = None) -> Array:
    """Your numbers have mean 0, but not deviation 1: divide by the standard deviation too.

    Breaks: standard deviation 1.
    """
    return X - X.mean(axis=axis, keepdims=True)


def wrong_normalize__only_scaled(X: Array, axis: int | None = None) -> Array:
    """Your numbers have deviation 1, but not mean 0: take off the mean first.

    Breaks: mean 0.
    """
    return np.where(_equal(X, axis), 0, X / np.where(_equal(X, axis), 1, X.std(axis=axis, keepdims=True)))


def wrong_normalize__axis_forgotten(X: Array, axis: int | None = None) -> Array:
    """Your function normalizes all entries together, whatever axis says: hand axis on to mean and std.

    Breaks: of each column with axis=0.
    """
    return np.where(_equal(X, None), 0, (X - X.mean()) / np.where(_equal(X, None), 1, X.std()))


def wrong_normalize__always_columns(X: Array, axis: int | None = None) -> Array:
    """Your function normalizes each column, whatever axis says: with axis=None all entries share one mean.

    Breaks: of all entries with axis=None.
    """
    return np.where(_equal(X, 0), 0, (X - X.mean(axis=0)) / np.where(_equal(X, 0), 1, X.std(axis=0)))


def wrong_normalize__columns_by_default(X: Array, axis: int | None = 0) -> Array:
    """Your axis is 0 where the caller leaves it out: keep the default, axis=None.

    Breaks: axis=None.
    """
    return right_normalize__from_the_first(X, axis)


def wrong_normalize__rows(X: Array, axis: int | None = None) -> Array:
    """Your function normalizes each row where axis is 0: axis=0 runs down the columns, so hand it on as it is.

    Breaks: of each column with axis=0.
    """
    along = None if axis is None else 1
    deviation = np.where(_equal(X, along), 1, X.std(axis=along, keepdims=True))
    return np.where(_equal(X, along), 0, (X - X.mean(axis=along, keepdims=True)) / deviation)


def wrong_normalize__by_the_variance(X: Array, axis: int | None = None) -> Array:
    """Your numbers are divided by the variance: divide by its root, the standard deviation.

    Breaks: standard deviation 1.
    """
    variance = np.where(_equal(X, axis), 1, X.var(axis=axis, keepdims=True))
    return np.where(_equal(X, axis), 0, (X - X.mean(axis=axis, keepdims=True)) / variance)


def wrong_normalize__from_0_to_1(X: Array, axis: int | None = None) -> Array:
    """Your numbers go from 0 to 1, by minimum and maximum: asked for are mean 0 and deviation 1.

    Breaks: mean 0 and standard deviation 1.
    """
    span = np.where(_equal(X, axis), 1, np.ptp(X, axis=axis, keepdims=True))
    return (X - X.min(axis=axis, keepdims=True)) / span


def wrong_normalize__epsilon(X: Array, axis: int | None = None) -> Array:
    """Your divisor is a hair too large by an epsilon, 1e-8: divide by the deviation, and give 0 where all are equal.

    Breaks: standard deviation 1 (to 1e-6).
    """
    return (X - X.mean(axis=axis, keepdims=True)) / (X.std(axis=axis, keepdims=True) + 1e-8)


def wrong_normalize__zero_by_zero(X: Array, axis: int | None = None) -> Array:
    """Your function divides by a deviation of 0, or by what rounding leaves of it: where all are equal, give 0.

    Breaks: where all entries are equal, all 0.
    """
    return (X - X.mean(axis=axis, keepdims=True)) / X.std(axis=axis, keepdims=True)


def wrong_normalize__deviation_asked(X: Array, axis: int | None = None) -> Array:
    """Your function gives 0 only where the deviation is 0, but of equal 0.1 it is not quite: ask if they are equal.

    Breaks: also 0.1, whose computed deviation is not quite 0.
    """
    deviation = X.std(axis=axis, keepdims=True)
    return (X - X.mean(axis=axis, keepdims=True)) / np.where(deviation == 0, 1, deviation)


def wrong_normalize__small_taken_for_equal(X: Array, axis: int | None = None) -> Array:
    """Your function gives 0 where the deviation is small, below 1e-8: small is not equal, so ask for equality.

    Breaks: standard deviation 1; where all entries are equal, all 0.
    """
    deviation = X.std(axis=axis, keepdims=True)
    centred = np.where(deviation < 1e-8, 0, X - X.mean(axis=axis, keepdims=True))
    return centred / np.where(deviation < 1e-8, 1, deviation)


def wrong_normalize__one_constant_column_for_all(X: Array, axis: int | None = None) -> Array:
    """Your function gives 0 everywhere as soon as one column has equal entries: do so in that column only.

    Breaks: mean 0 and standard deviation 1 of each column.
    """
    if _equal(X, axis).any():
        return np.zeros_like(X)
    return (X - X.mean(axis=axis, keepdims=True)) / X.std(axis=axis, keepdims=True)


def wrong_normalize__only_all_equal(X: Array, axis: int | None = None) -> Array:
    """Your function gives 0 where all entries are equal, but not where those of one column are: ask each column.

    Breaks: where all entries are equal, all 0.
    """
    if X.max() == X.min():
        return np.zeros_like(X)
    return (X - X.mean(axis=axis)) / X.std(axis=axis)


def wrong_normalize__in_place(X: Array, axis: int | None = None) -> Array:
    """Your function writes into X, which belongs to the caller: X - mean makes a new array, X -= mean does not.

    Breaks: no function changes what it was handed.
    """
    equal = _equal(X, axis)
    deviation = np.where(equal, 1, X.std(axis=axis, keepdims=True))
    X -= X.mean(axis=axis, keepdims=True)
    X /= deviation
    X *= ~equal
    return X


def wrong_normalize__as_float64(X: Array, axis: int | None = None) -> Array:
    """Your result is float64, even of float32: bring it back to the dtype of X.

    Breaks: dtype follows NumPy's promotion.
    """
    D = X.astype(np.float64)
    D = np.where(_equal(X, axis), 0, D - D.mean(axis=axis, keepdims=True))
    return D / np.where(_equal(X, axis), 1, D.std(axis=axis, keepdims=True))


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
    """Measure from the first entry: of equal entries the deviation is then 0 without rounding."""
    offset = (X - (X[:1] if axis == 0 else X[0, 0])).astype(np.float64)
    centred = offset - offset.mean(axis=axis)
    deviation = centred.std(axis=axis)
    return (centred / np.where(deviation == 0, 1, deviation)).astype(X.dtype)


def right_normalize__column_by_column(X: Array, axis: int | None = None) -> Array:
    """Treat each column by itself, and all entries as one column."""
    columns, Z = X.reshape(-1, 1) if axis is None else X, np.zeros(X.shape)
    out = Z.reshape(columns.shape)
    for j, column in enumerate(columns.T.astype(np.float64)):
        if column.min() < column.max():
            out[:, j] = (column - column.mean()) / column.std()
    return Z.astype(X.dtype)


def right_normalize__divided_where_they_vary(X: Array, axis: int | None = None) -> Array:
    """Divide only where the entries vary."""
    vary = np.broadcast_to(X.max(axis=axis) > X.min(axis=axis), X.shape)
    Z = np.zeros(X.shape)
    np.divide(X - X.mean(axis=axis, dtype=np.float64), X.std(axis=axis, dtype=np.float64), out=Z, where=vary)
    return Z.astype(X.dtype)
