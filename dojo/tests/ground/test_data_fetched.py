"""The MNIST loader where its file is missing: the originals are fetched whole, or an error says what to do."""

import contextlib
import gzip
import hashlib
import os
import struct
import threading
import time
from collections.abc import Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest

import data
from data import load_mnist

FILE = data.FILE


class Originals(BaseHTTPRequestHandler):
    """A server of the original files, or of what a test puts in their place."""

    files: ClassVar[dict[str, bytes]] = {}
    pause: ClassVar[float] = 0  # seconds after each byte

    def do_GET(self) -> None:
        """Answer with a file."""
        content = self.files.get(self.path.removeprefix("/"))
        self.send_response(200 if content else 404)
        self.end_headers()
        with contextlib.suppress(OSError):  # who asked has given up
            for start in range(0, len(content or b""), 1 if self.pause else 2**20):
                self.wfile.write((content or b"")[start : start + (1 if self.pause else 2**20)])
                time.sleep(self.pause)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def originals(copy: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Originals]]:
    """Serve the original files at the place that the loader asks, and remove its own file."""
    copy.unlink()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Originals)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(data, "PLACE", f"http://127.0.0.1:{server.server_port}/")
    monkeypatch.setattr(Originals, "files", dict(packed_originals()))
    yield Originals
    server.shutdown()
    server.server_close()


@cache
def packed_originals() -> dict[str, bytes]:
    """Return the original files, packed, by their names."""
    with np.load(FILE) as file:
        arrays = {name: file[name] for name in data.ORIGINALS}
    headers = {name: struct.pack(f">{1 + a.ndim}I", 0x800 + a.ndim, *a.shape) for name, a in arrays.items()}
    return {
        file: gzip.compress(headers[name] + arrays[name].tobytes(), compresslevel=1, mtime=0)
        for name, file in data.ORIGINALS.items()
    }


def test_no_file_at_all(copy: Path) -> None:
    """A folder of that name is not fetched over, nor is a file that is too large opened."""
    copy.unlink()
    copy.mkdir()

    with pytest.raises(ValueError, match=r"damaged \(it is no file of at most 56,000,000 bytes\)"):
        load_mnist()


def test_missing_file_is_fetched(copy: Path, originals: type[Originals], capsys: pytest.CaptureFixture[str]) -> None:
    """The original files are packed into the file, whole, and give the same digits; what is tried is said."""
    mnist = load_mnist()

    assert mnist.X_train.shape == (60000, 784)
    assert [path.name for path in copy.parent.iterdir()] == ["mnist.npz"], "something else is left behind"
    assert "mnist.npz is missing: trying http://127.0.0.1" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        (b"<html>Sign in to this network</html>", OSError, "Not a gzipped file"),
        (gzip.compress(bytes(10**7), mtime=0), OSError, "does not hold 10,008 bytes"),
        (gzip.compress(bytes(10008), mtime=0), ValueError, "not the original MNIST .y_test does not have the SHA-256"),
        (b"", OSError, "404"),
    ],
)
def test_wrong_answer_is_refused(
    copy: Path, originals: type[Originals], content: bytes, error: type[Exception], message: str
) -> None:
    """What is not MNIST is not kept."""
    originals.files["t10k-labels-idx1-ubyte.gz"] = content

    with pytest.raises(error, match=message):
        load_mnist()

    assert list(copy.parent.iterdir()) == []


def test_no_network(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a network the error says what is missing, why, and how to fix it."""
    copy.unlink()
    monkeypatch.setattr(data, "PLACE", "http://127.0.0.1:9/")

    with pytest.raises(
        OSError, match=r"mnist\.npz is missing, and http://127.*URLError.*git checkout.*try again online"
    ):
        load_mnist()


def test_answer_in_drops(originals: type[Originals], monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that never stops coming, a byte at a time, is given up after the time that all of it may take."""
    monkeypatch.setattr(originals, "pause", 0.05)
    monkeypatch.setattr(data, "SECONDS", 0.5)
    start = time.monotonic()

    with pytest.raises(OSError, match=r"not all of it came within 0\.5 seconds.*git checkout"):
        load_mnist()

    assert time.monotonic() - start < 5


def test_interrupted_write_leaves_nothing(
    copy: Path, originals: type[Originals], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C while the file is packed leaves no part of it."""

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
