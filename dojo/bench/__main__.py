"""Measure how fast the reference trains on MNIST, beside scikit-learn, PyTorch and bare matrix products.

All train the same nets on the same digits, in batches of 64 and with the same number of threads: one epoch each, in
turn, several times over. The matrix products alone are the floor: no NumPy code can be faster than what BLAS takes
for them. Run by `nox -s bench`:

    python -m dojo.bench [mlp] [deep] [cnn] [--quick] [--rounds N] [--digits N] [--threads N] [--json]
"""

import argparse
import importlib
import json
import os
import platform
import statistics
import sys
import time
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from dojo.ground.chapters import SOLUTIONS
from dojo.ground.command_line import Parser
from dojo.ground.threads import use_threads

if TYPE_CHECKING:  # they import NumPy, which must wait until the number of threads is set
    from data import Mnist

TITLES = {"mlp": "MLP 784-256-10", "deep": "MLP 784-256-128-10", "cnn": "CNN: 8 filters 3x3, pool 2x2, dense"}

Seconds = dict[str, list[float]]  # what each contestant's epochs took
Threads = dict[str, int]  # what each contestant computes with


def main(arguments: list[str] | None = None) -> None:
    """Measure what the command line asks for, and print it."""
    options = parse(arguments)
    if options.threads:
        use_threads(options.threads)
    sys.path.insert(0, str(SOLUTIONS))
    from data import load_mnist

    mnist = load_mnist()
    mnist = mnist._replace(X_train=mnist.X_train[: options.digits], y_train=mnist.y_train[: options.digits])
    seconds: dict[str, Seconds] = {}
    threads: Threads = {}
    console = Console(stderr=True)  # stdout is for the results alone
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        for net in options.nets:
            seconds[net] = measure(net, mnist, options.rounds, threads, progress)
    if options.json:
        print(json.dumps({"machine": machine(), "threads": threads, "seconds_per_epoch": seconds}, indent=2))
    else:
        show(seconds, threads, len(mnist.X_train))


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """Read the command line, and refuse what makes no sense."""
    parser = Parser("bench", "Time the reference.")
    parser.add_argument("nets", nargs="*", metavar="net", help=f"{', '.join(TITLES)}; all unless named")
    parser.add_argument("--quick", action="store_true", help="one round of 10,000 digits, in less than a minute")
    parser.add_argument("--rounds", type=positive, metavar="N", help="epochs of each, of which the median counts (5)")
    parser.add_argument("--digits", type=positive, metavar="N", help="digits in an epoch (60000)")
    parser.add_argument("--threads", type=positive, metavar="N", help="threads that each computes with (1)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    if unknown := [net for net in options.nets if net not in TITLES]:
        parser.error(f"no net is called {', '.join(unknown)}; there are {', '.join(TITLES)}")
    options.nets = options.nets or list(TITLES)
    options.rounds = options.rounds or (1 if options.quick else 5)
    options.digits = options.digits or (10000 if options.quick else 60000)
    return options


def positive(text: str) -> int:
    """Read a number that is 1 or more."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 on")
    return int(text)


def measure(net: str, mnist: "Mnist", rounds: int, threads: Threads, progress: Progress) -> Seconds:
    """Train a net for some epochs with each contestant, in turn; return the seconds that each epoch took."""
    from dojo.bench.contestants import contestants

    title = TITLES[net]
    if progress.disable:  # without a terminal there is no bar
        progress.console.print(f"timing {title}")
    task = progress.add_task(f"{title}: getting ready", total=None)
    ready = contestants(net, mnist)
    threads.update({name: contestant.threads for name, contestant in ready.items()})
    seconds: Seconds = {name: [] for name in ready}
    progress.update(task, total=(rounds + 1) * len(ready))
    for round in range(-1, rounds):  # the first round warms up, and does not count
        for name, contestant in ready.items():
            progress.update(task, description=f"{title}: {name}")
            start = time.perf_counter()
            contestant.epoch(max(round, 0))
            if round >= 0:
                seconds[name].append(time.perf_counter() - start)
            progress.advance(task)
    return seconds


def machine() -> dict[str, str]:
    """Return what the times depend on besides threads: cores, BLAS and versions."""
    pools: list[dict[str, Any]] = importlib.import_module("threadpoolctl").threadpool_info()
    blas = {" ".join(str(pool.get(key, "")) for key in ("internal_api", "version", "architecture")) for pool in pools}
    versions = {
        name: str(sys.modules[name].__version__) for name in ("numpy", "sklearn", "torch") if name in sys.modules
    }
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {"cores": str(cores), "pools": ", ".join(sorted(blas)), "python": platform.python_version()} | versions


def show(results: dict[str, Seconds], threads: Threads, digits: int) -> None:
    """Print the medians as tables, each beside the reference's."""
    console = Console()
    for net, seconds in results.items():
        own, *_ = medians = [statistics.median(times) for times in seconds.values()]
        table = Table(title=f"{TITLES[net]}, {digits:,} digits")
        table.add_column(no_wrap=True)
        for heading in "threads", "seconds an epoch", "fastest and slowest", "the reference takes":
            table.add_column(heading, justify="right")
        for (name, times), median in zip(seconds.items(), medians, strict=True):
            spread = f"{min(times):.2f} to {max(times):.2f}"
            table.add_row(name, str(threads[name]), f"{median:.2f}", spread, f"{own / median:.2f} of it")
        console.print(table)
    console.print(", ".join(f"{name} {value}" for name, value in machine().items()))


if __name__ == "__main__":
    main()
