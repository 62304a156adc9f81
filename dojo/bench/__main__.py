"""Measure how fast the reference trains on MNIST, beside scikit-learn, PyTorch and bare matrix products.

All train the same nets on the same digits in float32, in batches of 64 with plain gradient descent: one epoch each, in
turn, several times over. The matrix products alone are the floor: no NumPy code can be faster than what BLAS takes
for them. Run by `nox -s bench`:

    python -m dojo.bench [mlp] [deep] [cnn] [--rounds N] [--json]
"""

import argparse
import importlib
import importlib.util
import itertools
import json
import os
import platform
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from data import Mnist, load_mnist
from dojo.ground.chapters import SOLUTIONS

BATCH, LR = 64, 0.1
NETS = {"mlp": [784, 256, 10], "deep": [784, 256, 128, 10], "cnn": []}
TITLES = {"mlp": "MLP 784-256-10", "deep": "MLP 784-256-128-10", "cnn": "CNN: 8 filters 3x3, pool 2x2, dense"}

Matrix = NDArray[np.float32]
Epoch = Callable[[int], None]  # trains for one epoch, with a seed for the order of the samples


def main() -> None:
    """Measure what the command line asks for, and print it."""
    parser = argparse.ArgumentParser(prog="nox -s bench --", description="Time the reference.")
    parser.add_argument("nets", nargs="*", help="mlp, deep, cnn; all three unless named")
    parser.add_argument("--rounds", type=int, default=5, help="epochs of each, of which the median counts")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    unknown = [net for net in options.nets if net not in NETS]
    if unknown or options.rounds < 1:
        parser.error(f"nets are {', '.join(NETS)} and rounds 1 or more; got {unknown or options.rounds}")
    sys.path.insert(0, str(SOLUTIONS))
    mnist = load_mnist()
    results = {net: measure(net, mnist, options.rounds) for net in options.nets or NETS}
    if options.json:
        print(json.dumps({"machine": machine(), "seconds_per_epoch": results}, indent=2))
    else:
        show(results)


def measure(net: str, mnist: Mnist, rounds: int) -> dict[str, list[float]]:
    """Train a net for some epochs with each contestant, in turn; return the seconds that each epoch took."""
    contestants = {"NumPy, the reference": reference(net, mnist)}
    if net != "cnn":
        contestants["scikit-learn"] = scikit_learn(NETS[net], mnist)
    if importlib.util.find_spec("torch"):
        contestants["PyTorch"] = pytorch(net, mnist)
    contestants["matrix products alone"] = products(net, mnist)
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for round in range(-1, rounds):  # the first round warms up, and does not count
        for name, epoch in contestants.items():
            start = time.perf_counter()
            epoch(max(round, 0))
            if round >= 0:
                seconds[name].append(time.perf_counter() - start)
    return seconds


def reference(net: str, mnist: Mnist) -> Epoch:
    """Train with the solutions, as chapters 3.4, 4.1 and 4.3 do."""
    toolkit: Any = importlib.import_module("neural_network")
    gradient_descent: Any = importlib.import_module("ch23_minibatches").gradient_descent
    rng = np.random.default_rng(0)
    X, y = mnist.X_train, toolkit.one_hot(mnist.y_train, 10, dtype=np.float32)
    if net == "cnn":
        X, params, loss_fn = X.reshape(-1, 28, 28), toolkit.init_cnn(rng, dtype=np.float32), toolkit.cnn_loss_and_grads
    elif net == "deep":
        params, loss_fn = toolkit.init_deep_mlp(NETS[net], rng, np.float32), toolkit.deep_mlp_loss_and_grads
    else:
        params, loss_fn = toolkit.init_mlp(*NETS[net], rng, np.float32), toolkit.mlp_loss_and_grads

    def epoch(seed: int) -> None:
        gradient_descent(X, y, params, LR, loss_fn, BATCH, 1, np.random.default_rng(seed))

    return epoch


def scikit_learn(sizes: Sequence[int], mnist: Mnist) -> Epoch:
    """Train scikit-learn's MLPClassifier, with momentum and penalty off."""
    MLPClassifier: Any = importlib.import_module("sklearn.neural_network").MLPClassifier

    def epoch(seed: int) -> None:
        model = MLPClassifier(
            sizes[1:-1], solver="sgd", batch_size=BATCH, learning_rate_init=LR, max_iter=1,
            momentum=0, nesterovs_momentum=False, alpha=0, random_state=seed,
        )  # fmt: skip
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # one epoch is too few to converge: so it is meant
            model.fit(mnist.X_train, mnist.y_train)

    return epoch


def pytorch(net: str, mnist: Mnist) -> Epoch:
    """Train with PyTorch on the CPU, in the plain way that its tutorials show."""
    torch: Any = importlib.import_module("torch")
    nn = torch.nn
    torch.manual_seed(0)
    X, y = torch.from_numpy(mnist.X_train), torch.from_numpy(mnist.y_train)
    if net == "cnn":
        X = X.reshape(-1, 1, 28, 28)
        model = nn.Sequential(nn.Conv2d(1, 8, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(1352, 10))
    else:
        layers = [nn.Linear(a, b) for a, b in itertools.pairwise(NETS[net])]
        model = nn.Sequential(layers[0], *(part for layer in layers[1:] for part in (nn.ReLU(), layer)))
    optimizer, loss_fn = torch.optim.SGD(model.parameters(), lr=LR), nn.CrossEntropyLoss()

    def epoch(seed: int) -> None:
        order = torch.from_numpy(np.random.default_rng(seed).permutation(len(X)))
        for start in range(0, len(X), BATCH):
            rows = order[start : start + BATCH]
            optimizer.zero_grad()
            loss_fn(model(X[rows]), y[rows]).backward()
            optimizer.step()

    return epoch


def products(net: str, mnist: Mnist) -> Epoch:
    """Compute only the matrix products of an epoch: for each layer forward, for its weights, and for its inputs."""
    rng = np.random.default_rng(0)

    def matrix(*shape: int) -> Matrix:
        return rng.random(shape, dtype=np.float32)

    pairs: list[tuple[Matrix, Matrix]] = []
    for d, k in [(1352, 10)] if net == "cnn" else itertools.pairwise(NETS[net]):
        A, W, dZ = matrix(BATCH, d), matrix(d, k), matrix(BATCH, k)
        pairs += [(A, W), (A.T, dZ)] + ([(dZ, W.T)] if d != 784 else [])  # the images need no gradient
    if net == "cnn":
        F, patches, dZ = matrix(8, 9), matrix(9, BATCH * 26 * 26), matrix(8, BATCH * 26 * 26)
        pairs += [(F, patches), (dZ, patches.T)]

    def epoch(seed: int) -> None:
        for _ in range(0, len(mnist.X_train), BATCH):
            for left, right in pairs:
                np.matmul(left, right)

    return epoch


def machine() -> dict[str, str]:
    """Return what the times depend on: cores, BLAS and versions."""
    threadpoolctl: Any = importlib.import_module("threadpoolctl")
    pools: list[dict[str, Any]] = threadpoolctl.threadpool_info()
    blas = {" ".join(str(pool.get(key, "")) for key in ("internal_api", "version", "architecture")) for pool in pools}
    versions = {
        name: str(sys.modules[name].__version__) for name in ("numpy", "sklearn", "torch") if name in sys.modules
    }
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {"cores": str(cores), "threads": ", ".join(sorted(blas)), "python": platform.python_version()} | versions


def show(results: dict[str, dict[str, list[float]]]) -> None:
    """Print the medians as tables, each beside the reference's."""
    console = Console()
    for net, seconds in results.items():
        own = statistics.median(seconds["NumPy, the reference"])
        table = Table("", title=TITLES[net])
        for heading in "seconds an epoch", "fastest and slowest", "the reference takes":
            table.add_column(heading, justify="right")
        for name, times in seconds.items():
            median = statistics.median(times)
            table.add_row(name, f"{median:.2f}", f"{min(times):.2f} to {max(times):.2f}", f"{own / median:.2f} of it")
        console.print(table)
    console.print(", ".join(f"{name} {value}" for name, value in machine().items()))


if __name__ == "__main__":
    main()
