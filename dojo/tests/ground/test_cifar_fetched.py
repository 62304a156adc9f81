"""The CIFAR-10 loader where the archive is missing: it is fetched if asked, and kept only if it is the original."""

import os
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from data import cifar
from data.cifar import load_cifar10
from dojo.tests.ground.cifar_archive import LABELS


class Original(BaseHTTPRequestHandler):
    """A server of the archive, or of what a test puts in its place."""

    content: ClassVar[bytes] = b""

    def do_GET(self) -> None:
        """Answer with it."""
        self.send_response(200 if self.content else 404)
        self.end_headers()
        self.wfile.write(self.content)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def served(small: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Original]]:
    """Serve the small archive at the place that the loader asks."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Original)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(cifar, "PLACE", f"http://127.0.0.1:{server.server_port}/")
    monkeypatch.setattr(Original, "content", small.read_bytes())
    yield Original
    server.shutdown()
    server.server_close()


def test_fetched_if_asked(small: Path, served: type[Original], capsys: pytest.CaptureFixture[str]) -> None:
    """Without a path the archive is fetched, checked and kept; what is fetched is said; the next time it is there."""
    assert load_cifar10().X_train.shape == (20, 32, 32, 3)
    assert "cifar-10-python.tar.gz is missing: fetching" in capsys.readouterr().err

    served.content = b""
    assert load_cifar10().y_test.tolist() == LABELS
    assert sorted(path.name for path in small.parent.iterdir()) == ["cifar-10-python.tar.gz", "small.tar.gz"]


def test_nothing_is_fetched_for_a_path(small: Path, served: type[Original]) -> None:
    """A path that is given is the only place where it looks."""
    with pytest.raises(FileNotFoundError):
        load_cifar10(small.with_name("other.tar.gz"))

    assert [path.name for path in small.parent.iterdir()] == ["small.tar.gz"]


Changes = list[tuple[Callable[[bytes], bytes], type[Exception], str]]
WRONG: Changes = [
    (lambda content: content[:-1], ValueError, "gave is not the original .*cut off"),
    (lambda content: content[:-1] + b"x", ValueError, "gave is not the original .*SHA-256"),
    (lambda content: content + bytes(3 * 2**20), ValueError, "gave is not the original .*bytes, not"),
    (lambda _: b"", OSError, "did not give it .HTTPError: HTTP Error 404.*Try again online"),
]


@pytest.mark.parametrize(("change", "error", "message"), WRONG)
def test_wrong_answer_is_not_kept(
    small: Path, served: type[Original], change: Any, error: type[Exception], message: str, monkeypatch: Any
) -> None:
    """What is not the original is refused, and no part of it stays."""
    monkeypatch.setattr(served, "content", change(served.content))

    with pytest.raises(error, match=message):
        load_cifar10()

    assert [path.name for path in small.parent.iterdir()] == ["small.tar.gz"]


def test_answer_that_takes_too_long(small: Path, served: type[Original], monkeypatch: pytest.MonkeyPatch) -> None:
    """Fetching is given up after the time that all of it may take."""
    monkeypatch.setattr(cifar, "SECONDS", -1)

    with pytest.raises(OSError, match="not all of it came within"):
        load_cifar10()

    assert [path.name for path in small.parent.iterdir()] == ["small.tar.gz"]
