"""MNIST, embedded: 70,000 handwritten digits in `mnist.npz`, and the one function that loads them.

Each array is checked against the SHA-256 that the original files are published with, so what is trained on is MNIST.
"""

import hashlib
import importlib
import os
import struct
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).with_name("mnist.npz")
RESTORE = "Restore it with `git checkout -- data/mnist.npz`"
MEND = f"{RESTORE}, or delete it: then it is fetched from OpenML."

# The shapes of the originals, and the SHA-256 of each file: its IDX header, then the bytes of the array.
SHAPES = {"X_train": (60000, 28, 28), "y_train": (60000,), "X_test": (10000, 28, 28), "y_test": (10000,)}
DIGESTS = {
    "X_train": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "y_train": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "X_test": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "y_test": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}

Bytes = NDArray[np.uint8]


class Mnist(NamedTuple):
    """The digits for training and those for testing: images as rows in X, what they show in y."""

    X_train: NDArray[np.floating]
    y_train: NDArray[np.int64]
    X_test: NDArray[np.floating]
    y_test: NDArray[np.int64]


def load_mnist(dtype: type[np.floating] = np.float32) -> Mnist:
    """Load MNIST; where `mnist.npz` is missing, fetch it from OpenML first.

    Args:
        dtype: the images' dtype, a floating one.

    Returns:
        X_train, shape (60000, 784), and X_test, shape (10000, 784): pixels from 0 (paper) to 1 (ink), row by row.
        y_train, shape (60000,), and y_test, shape (10000,): the digits, integers from 0 to 9.

    Raises:
        ValueError: the file is damaged, what was fetched is not MNIST, or the dtype is not a floating one.
        OSError: the file can't be read, fetched or written.

    Source:
        LeCun, Cortes and Burges, "The MNIST database of handwritten digits".
    """
    if not np.issubdtype(dtype, np.floating):
        raise ValueError(f"dtype is {np.dtype(dtype)}, but pixels from 0 to 1 need a floating one, such as np.float32")
    if not FILE.exists():
        _write(_fetch())
    # The first touch of so much memory takes about as long as inflating the file, so both happen at once.
    with ThreadPoolExecutor(1) as pool:
        pages = pool.submit(np.full, (60000, 784), 0, dtype)
        arrays = _read()
        X_train, X_test = pages.result(), np.empty((10000, 784), dtype)
    for X, images in (X_train, arrays["X_train"]), (X_test, arrays["X_test"]):
        X[:] = images.reshape(X.shape)
        X /= 255
    return Mnist(X_train, arrays["y_train"].astype(np.int64), X_test, arrays["y_test"].astype(np.int64))


def _read() -> dict[str, Bytes]:
    try:
        with np.load(FILE) as file:
            arrays: dict[str, Bytes] = {name: file[name] for name in SHAPES}
    except PermissionError:
        raise
    except Exception as error:  # a damaged file can make zipfile, zlib and NumPy raise nearly anything
        raise ValueError(f"{FILE} is damaged ({type(error).__name__}: {error}). {MEND}") from error
    if fault := _fault(arrays):
        raise ValueError(f"{FILE} is damaged ({fault}). {MEND}")
    return arrays


def _fetch() -> dict[str, Bytes]:
    datasets: Any = importlib.import_module("sklearn.datasets")  # only here: importing it takes more than a second
    try:
        with warnings.catch_warnings():  # of its retries: what counts is how it ends
            warnings.simplefilter("ignore")
            digits = datasets.fetch_openml("mnist_784", version=1, as_frame=False, parser="liac-arff", cache=False)
        images, labels = np.asarray(digits.data), np.asarray(digits.target)
    except Exception as error:  # no network, or an answer that scikit-learn cannot read
        reason = f"{type(error).__name__}: {error}"
        mend = f"{RESTORE}, or try again online."
        raise OSError(f"{FILE} is missing, and OpenML did not give it ({reason}). {mend}") from error
    if images.shape != (70000, 784) or labels.shape != (70000,):
        raise ValueError(f"OpenML's mnist_784 is {images.shape} and {labels.shape}, not (70000, 784) and (70000,)")
    if not (images.min() == 0 and images.max() == 255):
        raise ValueError(f"OpenML's mnist_784 has pixels from {images.min()} to {images.max()}, not from 0 to 255")
    try:
        X, y = images.astype(np.uint8).reshape(-1, 28, 28), labels.astype(np.uint8)
    except ValueError as error:
        raise ValueError(f"OpenML's mnist_784 has labels that are no digits ({error})") from error
    arrays = {"X_train": X[:60000], "y_train": y[:60000], "X_test": X[60000:], "y_test": y[60000:]}
    if fault := _fault(arrays):
        raise ValueError(f"OpenML's mnist_784 is not the original MNIST ({fault}). {MEND}")
    return arrays


def _write(arrays: dict[str, Bytes]) -> None:
    partial = FILE.with_name(f"{FILE.name}.{os.getpid()}.part")
    try:
        with partial.open("wb") as file:
            np.savez_compressed(
                file,
                X_train=arrays["X_train"],
                y_train=arrays["y_train"],
                X_test=arrays["X_test"],
                y_test=arrays["y_test"],
            )
        os.replace(partial, FILE)
    finally:
        partial.unlink(missing_ok=True)


def _fault(arrays: dict[str, Bytes]) -> str:
    """Say in a few words what is not as in the original files; an empty string where all is."""
    for name, array in arrays.items():
        if array.shape != SHAPES[name] or array.dtype != np.uint8:
            return f"{name} is {array.dtype} of shape {array.shape}, not uint8 of shape {SHAPES[name]}"
        header = struct.pack(f">{1 + array.ndim}I", 0x800 + array.ndim, *array.shape)
        digest = hashlib.sha256(header)
        digest.update(np.ascontiguousarray(array).data)
        if digest.hexdigest() != DIGESTS[name]:
            return f"{name} does not have the SHA-256 of the original"
    return ""
