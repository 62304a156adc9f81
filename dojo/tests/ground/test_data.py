"""The MNIST loader: the original bytes, or an error that says what to do; and no half-written file."""

import io
import os
import struct
import warnings
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import data
from data import load_mnist

FILE = data.FILE
SMALL = np.float16  # the loader takes memory for all digits while it reads the file


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the loader now looks for a file: whoever writes another one needs no copy."""
    monkeypatch.setattr(data, "FILE", tmp_path / "mnist.npz")
    return tmp_path / "mnist.npz"


def npy(array: Any, **options: Any) -> bytes:
    """Return an array as np.save writes it."""
    file = io.BytesIO()
    np.save(file, array, **options)
    return file.getvalue()


def header(shape: tuple[int, ...], dtype: str = "|u1") -> bytes:
    """Return the header of an array, which may promise anything."""
    file = io.BytesIO()
    np.lib.format.write_array_header_1_0(file, {"descr": dtype, "fortran_order": False, "shape": shape})
    return file.getvalue()


def write_zip(path: Path, *members: tuple[str, bytes], packed: int = zipfile.ZIP_DEFLATED) -> None:
    """Write a zip file whose members may have one name."""
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", packed, compresslevel=1) as archive:
        warnings.simplefilter("ignore")  # of members of one name
        for name, content in members:
            archive.writestr(name, content)


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
        for mine, theirs in (mnist.X_train, file["X_train"]), (mnist.X_test, file["X_test"]):
            assert len(mine) == len(theirs)
            for rows in (slice(first, first + 1000) for first in range(0, len(mine), 1000)):  # few need little memory
                assert np.array_equal(np.rint(mine[rows] * 255), theirs[rows].reshape(1000, 784))
        assert np.array_equal(mnist.y_train, file["y_train"])
        assert np.array_equal(mnist.y_test, file["y_test"])
    assert mnist.X_train.dtype == np.float64


def test_dtype_must_be_floating() -> None:
    """Integers have nothing between 0 and 1."""
    dtype: Any = np.int64

    with pytest.raises(ValueError, match="dtype is int64"):
        load_mnist(dtype)


def test_cut_file(copy: Path) -> None:
    """A file that ends too early is named, with how to fix it; it is not touched."""
    content = copy.read_bytes()[:-1000]
    copy.write_bytes(content)

    with pytest.raises(ValueError, match=r"mnist\.npz is damaged .*git checkout -- data/mnist\.npz"):
        load_mnist(SMALL)

    assert copy.read_bytes() == content


@pytest.mark.parametrize("position", [0, 100, 5_000_000, 11_000_000, -30])
def test_altered_file(copy: Path, position: int) -> None:
    """One byte changed anywhere is found."""
    content = bytearray(copy.read_bytes())
    content[position] ^= 0xFF
    copy.write_bytes(content)

    with pytest.raises(ValueError, match=r"mnist\.npz is damaged"):
        load_mnist(SMALL)


def test_other_digits(place: Path) -> None:
    """A whole file with one pixel changed is not MNIST."""
    with np.load(FILE) as file:
        arrays = {name: file[name] for name in file.files}
    arrays["X_test"][17, 3, 4] ^= 1
    np.savez(place, allow_pickle=False, **arrays)

    with pytest.raises(ValueError, match="X_test does not have the SHA-256 of the original"):
        load_mnist(SMALL)


def test_empty_file(place: Path) -> None:
    """So is an empty one."""
    place.write_bytes(b"")

    with pytest.raises(ValueError, match="is damaged"):
        load_mnist(SMALL)


class Mine:
    """An object whose pickle writes a file when it is read."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Say what reading it does."""
        return os.mkdir, ("unpickled",)


WRONG_LABELS = {
    "no array": (b"not an array at all", "y_test: .*magic string"),
    "empty": (b"", "y_test: EOF"),
    "dtype": (npy(np.zeros(10000, np.int64)), "80,128 bytes, not 10,000"),
    "small dtype": (npy(np.zeros(10000, np.int8)), r"y_test is int8 of shape \(10000,\), not uint8"),
    "shape": (npy(np.zeros((100, 100), np.uint8)), r"y_test is uint8 of shape \(100, 100\), not"),
    "objects": (npy(np.array([Mine()], dtype=object), allow_pickle=True), "y_test is object of shape"),
    "too little": (header((10000,)) + b"7" * 9000, "9,000 bytes after its header, not 10,000"),
    "too much": (header((10000,)) + b"7" * 10001, "10,001 bytes after its header"),
    "huge promise": (header((10**12,)) + b"7" * 10000, r"uint8 of shape \(1000000000000,\)"),
    "newer format": (b"\x93NUMPY\x03\x00" + b"7" * 10000, "not in version 1.0"),
    "no header": (b"\x93NUMPY\x01\x00\xff\xff" + b"7" * 100, "y_test: EOF"),
}


@pytest.mark.parametrize("member", WRONG_LABELS)
def test_member_that_is_something_else(place: Path, member: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each member must be the known array; what is something else is named in one line, and no pickle is read."""
    monkeypatch.chdir(place.parent)
    content, message = WRONG_LABELS[member]
    write_zip(place, ("y_test.npy", content))
    monkeypatch.setattr(data, "SHAPES", {"y_test": (10000,)})

    with pytest.raises(ValueError, match=rf"mnist\.npz is damaged \(.*({message}).*git checkout") as caught:
        load_mnist(SMALL)

    assert "\n" not in str(caught.value)
    assert [path.name for path in place.parent.iterdir()] == ["mnist.npz"]


def test_names_of_members(place: Path) -> None:
    """A member that is missing, there twice or of another name is found before anything is read."""
    wrong = [[], ["X_train.npy"] * 2, ["X_train.npy", "y_train.npy", "X_test.npy", "other.npy"], ["a"] * 9]
    for names in wrong:
        write_zip(place, *((name, b"") for name in names))

        with pytest.raises(ValueError, match=r"damaged \(it holds .*, not X_train\.npy, y_train\.npy"):
            load_mnist(SMALL)


def test_archive_that_claims_too_much(place: Path) -> None:
    """An archive that would unpack to 4 GB is refused before a byte of it is unpacked, by what its directory says."""
    write_zip(place, *((f"{name}.npy", header(shape) + bytes(5_000_000)) for name, shape in data.SHAPES.items()))
    promised = struct.pack("<I", 5_000_128), struct.pack("<I", 4_000_000_128)
    place.write_bytes(place.read_bytes().replace(*promised))

    with pytest.raises(ValueError, match=r"X_train would be 4,000,000,128 bytes, not 47,040,000"):
        load_mnist(SMALL)


def test_directory_that_claims_too_little(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the directory gives the right size and the member has more, no more than that is unpacked."""
    monkeypatch.setattr(data, "SHAPES", {"y_test": (10000,)})
    write_zip(place, ("y_test.npy", header((10000,)) + bytes(10_000_000)))
    content = place.read_bytes()
    place.write_bytes(content.replace(struct.pack("<I", 10_000_128), struct.pack("<I", 10_128)))

    with pytest.raises(ValueError, match=r"mnist\.npz is damaged \(BadZipFile: Bad CRC-32 for file .y_test"):
        load_mnist(SMALL)


def test_other_ways_of_packing(place: Path) -> None:
    """LZMA and bzip2 unpack a little into a lot in one step, so they are not tried."""
    write_zip(place, *((f"{name}.npy", b"") for name in data.SHAPES), packed=zipfile.ZIP_LZMA)

    with pytest.raises(ValueError, match="packed in another way"):
        load_mnist(SMALL)
