"""A copy of MNIST's file and a small CIFAR-10 archive, for tests that read or damage them."""

import shutil
from pathlib import Path

import pytest

import data
from data import cifar
from dojo.tests.ground.cifar_archive import ROWS, batches, packed, take

FILE = data.FILE


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the file, which the loader now reads."""
    path = tmp_path / "mnist.npz"
    shutil.copy(FILE, path)
    monkeypatch.setattr(data, "FILE", path)
    return path


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the path of a small archive that passes for the original, which is 170 MB."""
    monkeypatch.setattr(cifar, "ROWS", ROWS)
    monkeypatch.setattr(cifar, "FILE", tmp_path / "cifar-10-python.tar.gz")
    return take(tmp_path / "small.tar.gz", packed(batches()), monkeypatch)
