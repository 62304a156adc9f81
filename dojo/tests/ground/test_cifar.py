"""The CIFAR-10 loader: the original archive, or an error that names it; and no pickle that does anything."""

import gzip
import io
import os
import pickle
import tarfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from data import cifar
from data.cifar import load_cifar10
from dojo.tests.ground.cifar_archive import LABELS, ROWS, batches, number, packed, pickled, pixels, take, text


def test_shapes_and_pixels(small: Path) -> None:
    """Rows of 1,024 red, 1,024 green and 1,024 blue bytes become images with colors last, of whole numbers."""
    X_train, y_train, X_test, y_test = load_cifar10(small)

    assert (X_train.shape, X_test.shape) == ((5 * ROWS, 32, 32, 3), (ROWS, 32, 32, 3))
    assert X_train.dtype == X_test.dtype == np.uint8
    assert y_train.dtype == y_test.dtype == np.int64
    assert y_train.tolist() == 5 * LABELS
    assert y_test.tolist() == LABELS
    rows = np.frombuffer(pixels(5), np.uint8).reshape(ROWS, 3072)
    assert X_test[2, 1, 0].tolist() == [rows[2, 32], rows[2, 1024 + 32], rows[2, 2048 + 32]]
    X_test[0] = 0  # which is allowed


def test_sum_of_the_original() -> None:
    """Size and SHA-256 are those of the archive on its author's page."""
    assert cifar.SIZE == 170_498_071
    assert cifar.SHA256 == "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce"


def test_cut_archive(small: Path) -> None:
    """An archive that ends too early is named, with its size, and is left as it is."""
    content = small.read_bytes()[:-100]
    small.write_bytes(content)

    with pytest.raises(
        ValueError, match=r"small\.tar\.gz is not the original .*bytes, not .*cut off.*www\.cs\.toronto"
    ):
        load_cifar10(small)

    assert small.read_bytes() == content


@pytest.mark.parametrize("position", [0, 50, 5000, -3])
def test_altered_archive(small: Path, position: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """One byte changed anywhere is found by the sum, before anything is unpacked."""
    content = bytearray(small.read_bytes())
    content[position] ^= 1
    small.write_bytes(content)
    monkeypatch.delattr(gzip, "open")

    with pytest.raises(ValueError, match=r"small\.tar\.gz is not .* SHA-256 is .*damaged or altered"):
        load_cifar10(small)


def test_archive_with_one_byte_more(small: Path) -> None:
    """What is appended is found, too."""
    small.write_bytes(small.read_bytes() + b"x")

    with pytest.raises(ValueError, match=r"bytes, not [\d,]+\. It is at"):
        load_cifar10(small)


def test_no_archive(tmp_path: Path) -> None:
    """A path without a file, or of a folder, is an OSError that names it."""
    for path in tmp_path / "nothing.tar.gz", tmp_path:
        with pytest.raises(OSError, match=path.name):
            load_cifar10(path)


class Mine:
    """An object whose pickle makes a folder when it is read."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Say what reading it does."""
        return os.mkdir, ("unpickled",)


def named(module: str, name: str, argument: bytes = b"unpickled") -> bytes:
    """Pickle a call of anything with one string."""
    return b"\x80\x02c" + f"{module}\n{name}\n".encode() + text(argument) + b"\x85R."


HOSTILE = {
    "call": (pickle.dumps(Mine(), protocol=2), r"it names (posix|nt)\.mkdir"),
    "newer protocol": (pickle.dumps(Mine(), protocol=4), r"it names (posix|nt)\.mkdir"),
    "within a batch": (b"\x80\x02}(" + text(b"data") + pickle.dumps(Mine(), protocol=2)[2:-1] + b"u.", r"mkdir"),
    "eval": (named("builtins", "eval", b"1/0"), r"it names builtins\.eval"),
    "eval of Python 2": (named("__builtin__", "eval", b"1/0"), r"it names (builtins|__builtin__)\.eval"),
    "old instruction": (b"(" + text(b"unpickled") + b"ios\nmkdir\n.", r"it names os\.mkdir"),
    "NumPy's own": (named("numpy", "load"), r"it names numpy\.load"),
    "through an attribute": (b"\x80\x04\x8c\x05numpy\x8c\x0cndarray.dump\x93.", r"it names numpy\.ndarray\.dump"),
    "of this module": (named("data.cifar", "_fetch"), r"it names data\.cifar\._fetch"),
    "persistent": (b"\x80\x02" + text(b"x") + b"Q.", "UnpicklingError"),
    "no dict": (pickle.dumps([1, 2], protocol=2), "TypeError"),
    "no array": (b"\x80\x02}(" + text(b"data") + text(b"abc") + b"u.", "AttributeError"),
    "no pickle": (b"<html>Sign in to this network</html>", "can't be read"),
    "empty": (b"", "EOFError"),
    "too few pixels": (pickled(b"123", LABELS), r"4 images of 3,072 bytes"),
    "a promise": (pickled(b"123", LABELS, rows=10**9), r"4 images of 3,072 bytes"),
    "too few labels": (pickled(pixels(0), LABELS[1:]), "4 labels from 0 to 9"),
    "a label of 10": (pickled(pixels(0), [1, 2, 3, 10]), "4 labels from 0 to 9"),
    "a negative label": (pickled(pixels(0), [1, 2, 3, -1]), "4 labels from 0 to 9"),
}


@pytest.mark.parametrize("attack", HOSTILE)
def test_hostile_pickle(small: Path, attack: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even if an archive had the right sum, nothing that a pickle names is called, and the archive is named."""
    content, message = HOSTILE[attack]
    monkeypatch.chdir(small.parent)
    take(small, packed({**batches(), "data_batch_3": content}), monkeypatch)

    with pytest.raises(ValueError, match=rf"small\.tar\.gz is not the original archive of CIFAR-10: .*{message}"):
        load_cifar10(small)

    assert [path.name for path in small.parent.iterdir()] == ["small.tar.gz"]


def test_what_stands_in_does_nothing(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The three names that a batch has are not NumPy's own: one called with a huge shape makes no array."""
    huge = b"\x80\x02cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\n" + number(2**31 - 1) + b"\x85" + text(b"d")
    take(small, packed({**batches(), "test_batch": huge + b"\x87R."}), monkeypatch)

    with pytest.raises(ValueError, match="TypeError"):
        load_cifar10(small)


def test_archive_that_unpacks_to_too_much(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more is unpacked than the original holds, whatever the archive says."""
    monkeypatch.setattr(cifar, "UNPACKED", 200_000)
    take(small, packed({**batches(), "zeros": bytes(10_000_000)}), monkeypatch)

    with pytest.raises(ValueError, match="it unpacks to more than 200,000 bytes"):
        load_cifar10(small)


def sparse() -> bytes:
    """Pack a batch that is a few bytes and claims a terabyte."""
    member = tarfile.TarInfo("cifar-10-batches-py/test_batch")
    member.pax_headers = {"GNU.sparse.size": str(10**12), "GNU.sparse.map": "0,0", "GNU.sparse.major": "0"}
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz", format=tarfile.PAX_FORMAT) as archive:
        archive.addfile(member)
    return file.getvalue()


def linked() -> bytes:
    """Pack a batch that is a link to a file of the computer."""
    member = tarfile.TarInfo("cifar-10-batches-py/data_batch_1")
    member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        archive.addfile(member)
    return file.getvalue()


OTHERS = {
    "no archive": (b"<html></html>", r"can't be unpacked .BadGzipFile"),
    "no tar": (gzip.compress(b"x" * 5000, mtime=0), r"can't be unpacked .ReadError"),
    "cut within": (packed(batches())[:5000], r"can't be unpacked"),
    "a batch missing": (
        packed({name: content for name, content in batches().items() if name != "test_batch"}),
        "no test_",
    ),
    "another folder": (packed(batches(), folder="../"), "no data_batch_1"),
    "a link": (linked(), "no data_batch_1"),
    "a claim": (sparse(), "no data_batch_1"),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_something_else(small: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no such archive is refused in one line that names it, and nothing is written."""
    content, message = OTHERS[kind]
    take(small, content, monkeypatch)

    with pytest.raises(ValueError, match=rf"small\.tar\.gz is not the original .*{message}") as caught:
        load_cifar10(small)

    assert "\n" not in str(caught.value)
    assert [path.name for path in small.parent.iterdir()] == ["small.tar.gz"]
