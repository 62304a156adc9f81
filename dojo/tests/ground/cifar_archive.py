"""A CIFAR-10 archive of a few rows, for tests that read or damage it."""

import hashlib
import io
import struct
import tarfile
from pathlib import Path

import numpy as np
import pytest

from data import cifar

ROWS = 4
LABELS = [3, 8, 8, 0]
NAMES = *cifar.TRAINING, cifar.TEST


def text(content: bytes) -> bytes:
    """Pickle a string of Python 2."""
    return b"T" + struct.pack("<i", len(content)) + content


def number(value: int) -> bytes:
    """Pickle an integer."""
    return b"J" + struct.pack("<i", value)


def pickled(pixels: bytes, labels: list[int], rows: int = ROWS) -> bytes:
    """Pickle a batch as Python 2 and NumPy 1 did."""
    dtype = (
        b"cnumpy\ndtype\n" + text(b"u1") + b"K\x00K\x01\x87R(K\x03" + text(b"|") + b"NNN" + number(-1) * 2 + b"K\x00tb"
    )
    array = b"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\x00\x85" + text(b"b") + b"\x87R"
    state = b"(K\x01" + number(rows) + number(3072) + b"\x86" + dtype + b"\x89" + text(pixels) + b"tb"
    items = text(b"labels") + b"](" + b"".join(map(number, labels)) + b"e" + text(b"data") + array + state
    return b"\x80\x02}(" + items + b"u."


def pixels(which: int) -> bytes:
    """Make the pixels of a batch."""
    return np.random.default_rng(which).integers(0, 256, ROWS * 3072, dtype=np.uint8).tobytes()


def batches() -> dict[str, bytes]:
    """Return the six batches."""
    return {name: pickled(pixels(which), LABELS) for which, name in enumerate(NAMES)}


def packed(members: dict[str, bytes], folder: str = "cifar-10-batches-py/") -> bytes:
    """Pack members as the original archive is packed."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz", compresslevel=1) as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(folder + name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return file.getvalue()


def take(path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write an archive, and let it pass for the original, so that what comes after the sum can be tested."""
    path.write_bytes(content)
    monkeypatch.setattr(cifar, "SIZE", len(content))
    monkeypatch.setattr(cifar, "SHA256", hashlib.sha256(content).hexdigest())
    return path
