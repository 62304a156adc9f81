"""The MNIST loader: the original bytes, or an error that says what to do; and no half-written file."""

import gzip
import hashlib
import shutil
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

import data
from data import load_mnist

FILE = data.FILE


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the file, which the loader now reads."""
    path = tmp_path / "mnist.npz"
    shutil.copy(FILE, path)
    monkeypatch.setattr(data, "FILE", path)
    return path


def answer(monkeypatch: pytest.MonkeyPatch, fetch: Callable[..., Any]) -> None:
    """Put a function in the place of scikit-learn's fetch_openml, and nothing on the network."""
    module = ModuleType("sklearn.datasets")
    module.fetch_openml = fetch  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sklearn.datasets", module)


def openml(**changes: Any) -> SimpleNamespace:
    """Return what OpenML answers: 70,000 rows of floats, and the digits as text."""
    with np.load(FILE) as file:
        images = np.concatenate([file["X_train"], file["X_test"]]).reshape(70000, 784).astype(float)
        labels = np.concatenate([file["y_train"], file["y_test"]]).astype(str).astype(object)
    return SimpleNamespace(**{"data": images, "target": labels} | changes)


def test_shapes_dtypes_and_ranges() -> None:
    """60,000 and 10,000 rows of 784 pixels from 0 to 1, and digits from 0 to 9, which can be unpacked."""
    X_train, y_train, X_test, y_test = load_mnist()

    assert (X_train.shape, X_test.shape) == ((60000, 784), (10000, 784))
    assert (y_train.shape, y_test.shape) == ((60000,), (10000,))
    assert X_train.dtype == X_test.dtype == np.float32
    assert y_train.dtype == y_test.dtype == np.int64
    assert all((float(X.min()), float(X.max())) == (0.0, 1.0) for X in (X_train, X_test))
    assert sorted(set(y_train.tolist())) == list(range(10))


def test_bytes_of_the_originals() -> None:
    """Pixels times 255 and labels are, bit for bit, what the file holds, whose sums are those of the originals."""
    mnist = load_mnist(np.float64)

    with np.load(FILE) as file:
        assert np.array_equal(np.rint(mnist.X_train * 255), file["X_train"].reshape(60000, 784))
        assert np.array_equal(np.rint(mnist.X_test * 255), file["X_test"].reshape(10000, 784))
        assert np.array_equal(mnist.y_train, file["y_train"])
        assert np.array_equal(mnist.y_test, file["y_test"])
    assert mnist.X_train.dtype == np.float64


def test_dtype_must_be_floating() -> None:
    """Integers have nothing between 0 and 1."""
    dtype: Any = np.int64

    with pytest.raises(ValueError, match="dtype is int64"):
        load_mnist(dtype)


def test_cut_file(copy: Path) -> None:
    """A file that ends too early is named, with how to mend it; it is not touched."""
    content = copy.read_bytes()[:-1000]
    copy.write_bytes(content)

    with pytest.raises(ValueError, match=r"mnist\.npz is damaged .*git checkout -- data/mnist\.npz"):
        load_mnist()

    assert copy.read_bytes() == content


@pytest.mark.parametrize("position", [0, 100, 5_000_000, 11_000_000, -30])
def test_altered_file(copy: Path, position: int) -> None:
    """One byte changed anywhere is found."""
    content = bytearray(copy.read_bytes())
    content[position] ^= 0xFF
    copy.write_bytes(content)

    with pytest.raises(ValueError, match=r"mnist\.npz is damaged"):
        load_mnist()


def test_other_digits(copy: Path) -> None:
    """A whole file with one pixel changed is not MNIST."""
    with np.load(FILE) as file:
        arrays = {name: file[name] for name in file.files}
    arrays["X_test"][17, 3, 4] ^= 1
    np.savez(copy, allow_pickle=False, **arrays)

    with pytest.raises(ValueError, match="X_test does not have the SHA-256 of the original"):
        load_mnist()


def test_empty_file(copy: Path) -> None:
    """So is an empty one."""
    copy.write_bytes(b"")

    with pytest.raises(ValueError, match="is damaged"):
        load_mnist()


def test_missing_file_is_fetched(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """OpenML's answer is packed into the file, whole, and gives the same digits."""
    copy.unlink()
    asked: list[str] = []

    def fetch(name: str, **options: Any) -> SimpleNamespace:
        asked.append(name)
        return openml()

    answer(monkeypatch, fetch)

    mnist = load_mnist()

    assert asked == ["mnist_784"]
    assert mnist.X_train.shape == (60000, 784)
    assert [path.name for path in copy.parent.iterdir()] == ["mnist.npz"], "something else is left behind"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"data": np.zeros((70000, 783))}, r"is \(70000, 783\)"),
        ({"data": np.zeros((70000, 784))}, "pixels from 0.0 to 0.0"),
        ({"target": np.full(70000, "7", dtype=object)}, "not the original MNIST"),
        ({"target": np.full(70000, "seven", dtype=object)}, "labels that are no digits"),
    ],
)
def test_wrong_answer_is_refused(
    copy: Path, monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any], message: str
) -> None:
    """What is not MNIST is not kept."""
    copy.unlink()
    answer(monkeypatch, lambda *args, **kwargs: openml(**changes))

    with pytest.raises(ValueError, match=message):
        load_mnist()

    assert list(copy.parent.iterdir()) == []


def test_no_network(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a network the error says what is missing, why, and how to mend it."""
    copy.unlink()

    def fail(*args: Any, **kwargs: Any) -> None:
        raise ConnectionError("no route to host")

    answer(monkeypatch, fail)

    with pytest.raises(OSError, match=r"mnist\.npz is missing, .*no route to host.*git checkout"):
        load_mnist()


def test_interrupted_write_leaves_nothing(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while the file is packed leaves no part of it."""
    copy.unlink()
    answer(monkeypatch, lambda *args, **kwargs: openml())

    def interrupted(file: Any, **arrays: Any) -> None:
        file.write(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(np, "savez_compressed", interrupted)

    with pytest.raises(KeyboardInterrupt):
        load_mnist()

    assert list(copy.parent.iterdir()) == []


def test_sums_are_those_of_the_idx_files(tmp_path: Path) -> None:
    """An array with its IDX header in front is the original file: checked on the one that is small enough to see."""
    with np.load(FILE) as file:
        labels = file["y_test"]
    path = tmp_path / "t10k-labels-idx1-ubyte.gz"
    with gzip.open(path, "wb") as packed:
        packed.write(struct.pack(">II", 2049, 10000) + labels.tobytes())

    with gzip.open(path) as packed:
        content = packed.read()

    assert len(content) == 10008
    assert hashlib.sha256(content).hexdigest() == data.DIGESTS["y_test"]
