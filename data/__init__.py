"""MNIST, embedded: 70,000 handwritten digits in `mnist.npz`, and the one function that loads them.

Each array is checked against the SHA-256 that the original files are published with, so what is trained on is MNIST.
"""

import hashlib
import math
import os
import queue
import struct
import sys
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).with_name("mnist.npz")
RESTORE = "Restore it with `git checkout -- data/mnist.npz`"
FIX = f"{RESTORE}, or delete it: then it is fetched again."

# The shapes of the originals, and the SHA-256 of each file: its IDX header, then the bytes of the array.
SHAPES = {"X_train": (60000, 28, 28), "y_train": (60000,), "X_test": (10000, 28, 28), "y_test": (10000,)}
DIGESTS = {
    "X_train": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "y_train": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "X_test": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "y_test": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}

LARGEST = 56_000_000  # bytes of the file, if nothing in it were compressed
LONGEST_HEADER = 1000  # bytes of an array's header; NumPy's takes 128
BLOCK = 2**18  # bytes that are unpacked at once

# Where the originals are fetched from, as PyTorch does, and how long that may take in all.
PLACE = "https://ossci-datasets.s3.amazonaws.com/mnist/"
ORIGINALS = {
    "X_train": "train-images-idx3-ubyte.gz",
    "y_train": "train-labels-idx1-ubyte.gz",
    "X_test": "t10k-images-idx3-ubyte.gz",
    "y_test": "t10k-labels-idx1-ubyte.gz",
}
SECONDS = 30

Bytes = NDArray[np.uint8]


class Mnist(NamedTuple):
    """The digits for training and those for testing: images as rows in X, what they show in y."""

    X_train: NDArray[np.floating]
    y_train: NDArray[np.int64]
    X_test: NDArray[np.floating]
    y_test: NDArray[np.int64]


def load_mnist(dtype: type[np.floating] = np.float32) -> Mnist:
    """Load MNIST; where `mnist.npz` is missing, fetch the originals first.

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
    """Read the file; nothing is unpacked before its size is known to be right, and no pickle ever."""
    arrays, name = dict[str, Bytes](), ""
    try:
        if not FILE.is_file() or FILE.stat().st_size > LARGEST:
            raise ValueError(f"it is no file of at most {LARGEST:,} bytes")
        with zipfile.ZipFile(FILE) as archive:
            _check_names([member.filename for member in archive.infolist()])
            for name in SHAPES:
                arrays[name] = _unpack(archive, name)
    except PermissionError:
        raise
    except Exception as error:  # a damaged file can make zipfile, zlib and NumPy raise nearly anything
        reason = " ".join(f"{type(error).__name__}: {error}".removeprefix("ValueError: ").split())
        where = "" if name in reason else f"{name}: "
        raise ValueError(f"{FILE} is damaged ({where}{reason}). {FIX}") from error
    if fault := _fault(arrays):
        raise ValueError(f"{FILE} is damaged ({fault}). {FIX}")
    return arrays


def _check_names(names: list[str]) -> None:
    expected = [f"{name}.npy" for name in SHAPES]
    if sorted(names) != sorted(expected):
        found = f"{', '.join(names[:5]) or 'nothing'}{', …' if len(names) > 5 else ''}"
        raise ValueError(f"it holds {found}, not {', '.join(expected)}")


def _unpack(archive: zipfile.ZipFile, name: str) -> Bytes:
    """Read an array of a zip file whose header promises the known shape, in as many bytes as that takes."""
    member, size = archive.getinfo(f"{name}.npy"), math.prod(SHAPES[name])
    if member.file_size > size + LONGEST_HEADER:
        raise ValueError(f"{name} would be {member.file_size:,} bytes, not {size:,} and a short header")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # which alone unpack in small steps
        raise ValueError(f"{name} is packed in another way than NumPy packs")
    with archive.open(member) as file:
        if np.lib.format.read_magic(file) != (1, 0):
            raise ValueError(f"{name} is not in version 1.0 of NumPy's format")
        shape, by_column, dtype = np.lib.format.read_array_header_1_0(file)
        if dtype != np.uint8 or shape != SHAPES[name] or by_column:
            raise ValueError(_unlike(name, dtype, shape))
        if member.file_size - file.tell() != size:
            raise ValueError(f"{name} has {member.file_size - file.tell():,} bytes after its header, not {size:,}")
        content, found = np.empty(size, np.uint8), 0
        while block := file.read(BLOCK):  # to the end, where zipfile checks its sum
            content[found : found + len(block)] = np.frombuffer(block, np.uint8)
            found += len(block)
    if found != size:
        raise ValueError(f"{name} ends after {found:,} of {size:,} bytes")
    return content.reshape(shape)


def _fetch() -> dict[str, Bytes]:
    """Fetch the original files within SECONDS in all, however slowly they come."""
    print(f"{FILE.name} is missing: trying {PLACE} ...", file=sys.stderr, flush=True)
    answer: queue.SimpleQueue[dict[str, Bytes] | Exception] = queue.SimpleQueue()
    # In a thread, because nothing else ends the look-up of a name, or an answer that comes in drops.
    threading.Thread(target=lambda: answer.put(_ask()), daemon=True).start()
    try:
        arrays = answer.get(timeout=SECONDS)
    except queue.Empty:
        arrays = TimeoutError(f"not all of it came within {SECONDS} seconds")
    if isinstance(arrays, Exception):
        reason = " ".join(f"{type(arrays).__name__}: {arrays}".split())
        fix = f"{RESTORE}, or try again online."
        raise OSError(f"{FILE} is missing, and {PLACE} did not give it ({reason}). {fix}") from arrays
    if fault := _fault(arrays):
        raise ValueError(f"what {PLACE} gave is not the original MNIST ({fault}). {RESTORE}.")
    return arrays


def _ask() -> dict[str, Bytes] | Exception:
    import gzip  # only here: they take a while to import
    from urllib.request import urlopen

    try:
        arrays = dict[str, Bytes]()
        for name, file in ORIGINALS.items():
            with urlopen(f"{PLACE}{file}", timeout=SECONDS) as answer, gzip.open(answer) as packed:
                header, size = 4 + 4 * len(SHAPES[name]), math.prod(SHAPES[name])
                content = packed.read(header + size + 1)
            if len(content) != header + size:
                raise ValueError(f"{file} does not hold {header + size:,} bytes")
            arrays[name] = np.frombuffer(content, np.uint8, offset=header).reshape(SHAPES[name])
    except Exception as error:  # no network, or an answer that is something else
        return error
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
            return _unlike(name, array.dtype, array.shape)
        header = struct.pack(f">{1 + array.ndim}I", 0x800 + array.ndim, *array.shape)
        digest = hashlib.sha256(header)
        digest.update(np.ascontiguousarray(array).data)
        if digest.hexdigest() != DIGESTS[name]:
            return f"{name} does not have the SHA-256 of the original"
    return ""


def _unlike(name: str, dtype: np.dtype[Any], shape: tuple[int, ...]) -> str:
    return f"{name} is {dtype} of shape {shape}, not uint8 of shape {SHAPES[name]}"
