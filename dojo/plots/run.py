"""What training for a picture needs: the digits, a progress bar, and a word when the loss is no number any more."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rich.progress import Progress, TaskID

from data import Mnist, load_mnist
from data.cifar import Cifar10, load_cifar10

Array = NDArray[np.floating]
Labels = NDArray[np.integer]
Params = dict[str, Array]


class Diverged(Exception):
    """A number to draw is not finite; the message says which."""


class Score(NamedTuple):
    """How a model does on some samples: its loss, and the share that is right, in %."""

    loss: float
    right: float


History = dict[str, list[Score]]  # "training" and "test", each with a score after each epoch


class Run:
    """One run of the program: all that is passed to the modules of chapters."""

    def __init__(
        self, progress: Progress, samples: int | None = None, epochs: int | None = None, archive: str | None = None
    ) -> None:
        """Take digits and epochs as they come, or at most so many, for a quick try.

        An archive of CIFAR-10 is taken if photos are asked for; an empty one is that in data/.
        """
        self.progress = progress
        self.samples = samples
        self.most = epochs
        self.archive = archive

    @cached_property
    def mnist(self) -> Mnist:
        """MNIST, loaded when a picture first asks for it, and locked: no kata can change the next one's digits."""
        few, whole = slice(self.samples), load_mnist()
        digits = Mnist(whole.X_train[few], whole.y_train[few], whole.X_test[few], whole.y_test[few])
        for array in digits:
            array.flags.writeable = False
        return digits

    @cached_property
    def cifar(self) -> Cifar10 | None:
        """CIFAR-10, if it is asked for."""
        if self.archive is None:
            return None
        few, whole = slice(self.samples), load_cifar10(self.archive or None)
        return Cifar10(whole.X_train[few], whole.y_train[few], whole.X_test[few], whole.y_test[few])

    def at_most(self, count: int) -> int:
        """Return how many epochs to train where so many are usual."""
        return min(count, self.most or count)

    def epochs(self, count: int, what: str) -> Iterator[int]:
        """Count epochs from 1, while a bar shows what is trained and how far it is."""
        total = self.at_most(count)
        with self.bar(what, total) as task:
            for epoch in range(1, total + 1):
                yield epoch
                self.progress.advance(task)

    @contextmanager
    def bar(self, what: str, total: int | None = None) -> Generator[TaskID, None, None]:
        """Show what goes on, without a length where nobody knows it."""
        task = self.progress.add_task(what, total=total)
        try:
            yield task
        finally:
            self.progress.remove_task(task)

    def note(self, text: str) -> None:
        """Tell the learner something."""
        self.progress.console.print(text, highlight=False, markup=False, emoji=False, soft_wrap=True)


def train(
    epochs: Iterable[int],
    what: str,
    params: Params,
    step: Callable[[Params], tuple[Params, list[float]]],
    judges: Mapping[str, Callable[[Params], Score]],
) -> tuple[Params, History]:
    """Train epoch by epoch, and judge the model after each.

    Args:
        epochs: as Run.epochs gives them.
        what: the model's name.
        params: where to start.
        step: takes parameters to those an epoch later, and to the epoch's losses.
        judges: "training" and "test", each taking parameters to a score.

    Returns:
        The trained parameters, and what the judges said.

    Raises:
        Diverged: a loss is not finite.
    """
    history: History = {name: [] for name in judges}
    for epoch in epochs:
        params, losses = step(params)
        require_finite(losses, f"{what} diverges: the loss in epoch {epoch}")
        for name, judge in judges.items():
            score = judge(params)
            require_finite([score.loss], f"{what} diverges: the {name} loss after epoch {epoch}")
            history[name].append(score)
    return params, history


def require_finite(numbers: NDArray[Any] | Sequence[float], what: str) -> None:
    """Refuse inf and nan, of which no picture could be drawn; `what` begins the sentence that says so."""
    odd = np.asarray(numbers)[~np.isfinite(numbers)]
    if odd.size:
        raise Diverged(f"{what} is {odd.flat[0]:g}")


def percent_right(labels: Labels, y: Labels) -> float:
    """Compute how many of the labels are right, in %."""
    if np.shape(labels) != y.shape:
        raise ValueError(f"the predicted labels have shape {np.shape(labels)}, not {y.shape}")
    return 100 * float(np.mean(np.equal(labels, y)))
