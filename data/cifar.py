"""CIFAR-10, which is not embedded: 60,000 photos of ten classes, and the one function that loads them.

They come from the original archive. Its SHA-256 is checked before anything is unpacked, and nothing that its pickles
name is called, so no archive can run code here.
"""

import gzip
import hashlib
import io
import os
import pickle
import sys
import tarfile
import time
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).with_name("cifar-10-python.tar.gz")
PLACE = "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz"
SIZE = 170_498_071  # bytes of the archive
SHA256 = "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce"
UNPACKED = 200_000_000  # bytes that it may unpack to; it is some 186 million
BLOCK = 2**20  # bytes that are read at once
SECONDS = 1800  # that fetching may take

ROWS = 10_000  # images of each batch
TRAINING = tuple(f"data_batch_{number}" for number in range(1, 6))
TEST = "test_batch"
CLASSES = "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"

Images = NDArray[np.uint8]


class Cifar10(NamedTuple):
    """The photos for training and those for testing: images in X, what they show in y."""

    X_train: Images
    y_train: NDArray[np.int64]
    X_test: Images
    y_test: NDArray[np.int64]


def load_cifar10(archive: str | Path | None = None) -> Cifar10:
    """Load CIFAR-10 from its original archive, `cifar-10-python.tar.gz`.

    Args:
        archive: where it is. Without one it is the file of that name in `data/`; if that is missing, it is fetched,
            170 MB, and kept there.

    Returns:
        X_train, shape (50000, 32, 32, 3), and X_test, shape (10000, 32, 32, 3): bytes from 0 to 255, red, green and
        blue last. y_train, shape (50000,), and y_test, shape (10000,): classes, integers from 0 to 9, as CLASSES names
        them.

    Raises:
        ValueError: it is not the original archive: cut, altered, or something else.
        OSError: it can't be read or fetched.

    Source:
        Krizhevsky, "Learning Multiple Layers of Features from Tiny Images" (2009).
    """
    path = FILE if archive is None else Path(archive)
    if archive is None and not FILE.exists():
        _fetch()
    try:
        with path.open("rb") as file:
            _check(file)
            batches = {name: _batch(content) for name, content in _unpack(file).items()}
    except ValueError as error:
        raise ValueError(f"{path} is not the original archive of CIFAR-10: {error}. It is at {PLACE}") from error
    images, labels = zip(*(batches[name] for name in TRAINING), strict=True)
    return Cifar10(np.concatenate(images), np.concatenate(labels), *batches[TEST])


def _check(file: io.BufferedReader | io.BufferedRandom) -> None:
    """Refuse a file that is not, byte for byte, the original archive, before anything in it is looked at."""
    size = os.fstat(file.fileno()).st_size
    if size != SIZE:
        raise ValueError(f"it has {size:,} bytes, not {SIZE:,}" + ", so it may be cut off" * (size < SIZE))
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != SHA256:
        raise ValueError(f"its SHA-256 is {digest}, not {SHA256}, so it is damaged or altered")
    file.seek(0)


def _unpack(file: io.BufferedReader) -> dict[str, bytes]:
    """Read the six batches of an archive into memory: at most UNPACKED bytes, and none of them to the disk."""
    try:
        with gzip.open(file) as packed:
            content = packed.read(UNPACKED + 1)
        if len(content) > UNPACKED:
            raise ValueError(f"it unpacks to more than {UNPACKED:,} bytes")
        found = dict[str, bytes]()
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as archive:
            for member in archive:
                folder, _, name = member.name.partition("/")
                whole = member.isreg() and not member.issparse()  # so it is no larger than what was read
                extracted = archive.extractfile(member) if whole else None
                if folder == "cifar-10-batches-py" and name in (*TRAINING, TEST) and extracted:
                    found[name] = extracted.read()
    except ValueError:
        raise
    except Exception as error:  # what is no such archive can make gzip, zlib and tarfile raise nearly anything
        raise ValueError(f"it can't be unpacked ({type(error).__name__}: {error})") from error
    if lacking := [name for name in (*TRAINING, TEST) if name not in found]:
        raise ValueError(f"it has no {lacking[0]}")
    return found


class _Inert:
    """Stand in for all that a batch may name, NumPy's array and dtype: keep what belongs to it, and do nothing."""

    def __init__(self, *arguments: object) -> None:
        self.state: Any = arguments

    def __setstate__(self, state: object) -> None:
        self.state = state


class _Unpickler(pickle.Unpickler):
    """Read pickles without calling anything that they name."""

    def find_class(self, module_name: str, global_name: str) -> type[_Inert]:
        """Return what stands in for a name, if it is one of the three that the original batches have."""
        name = f"{module_name}.{global_name}"
        if name in ("numpy.core.multiarray._reconstruct", "numpy.ndarray", "numpy.dtype"):
            return _Inert
        raise pickle.UnpicklingError(f"it names {name}, which no batch of photos needs")


def _batch(content: bytes) -> tuple[Images, NDArray[np.int64]]:
    """Read the images and labels of a batch, a pickle of Python 2: a dict of rows of bytes, and of a list of labels."""
    try:
        batch: Any = _Unpickler(io.BytesIO(content), encoding="bytes").load()
        data, labels = batch[b"data"].state[-1], batch[b"labels"]
        if not isinstance(data, bytes) or len(data) != ROWS * 3072:
            raise ValueError(f"a batch does not hold {ROWS:,} images of 3,072 bytes")
        if len(labels) != ROWS or not all(type(label) is int and 0 <= label <= 9 for label in labels):
            raise ValueError(f"a batch does not hold {ROWS:,} labels from 0 to 9")
    except ValueError:
        raise
    except Exception as error:  # what is no such pickle can make pickle raise nearly anything
        raise ValueError(f"a batch can't be read ({type(error).__name__}: {error})") from error
    planes = np.frombuffer(data, np.uint8).reshape(ROWS, 3, 32, 32)
    return np.ascontiguousarray(planes.transpose(0, 2, 3, 1)), np.array(labels, dtype=np.int64)


def _fetch() -> None:
    """Fetch the archive into `data/`, and keep it only if it is the original."""
    from urllib.request import urlopen  # only here: it takes a while to import

    print(f"{FILE.name} is missing: fetching {SIZE // 10**6} MB from {PLACE} ...", file=sys.stderr, flush=True)
    partial, end = FILE.with_name(f"{FILE.name}.{os.getpid()}.part"), time.monotonic() + SECONDS
    try:
        with urlopen(PLACE, timeout=30) as answer, partial.open("wb+") as file:
            while (block := answer.read1(BLOCK)) and file.tell() <= SIZE:
                file.write(block)
                if time.monotonic() > end:
                    raise TimeoutError(f"not all of it came within {SECONDS} seconds")
            file.flush()
            file.seek(0)
            _check(file)
        os.replace(partial, FILE)
    except ValueError as error:
        raise ValueError(f"what {PLACE} gave is not the original archive of CIFAR-10: {error}") from error
    except OSError as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        fix = "Try again online, or name an archive that you have"
        raise OSError(f"{FILE} is missing, and {PLACE} did not give it ({reason}). {fix}") from error
    finally:
        partial.unlink(missing_ok=True)
