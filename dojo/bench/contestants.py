"""The contestants: each trains the same nets on the same digits in float32, with plain gradient descent.

Choose the number of threads before importing this: NumPy reads it when it is imported.
"""

import importlib
import importlib.util
import itertools
import os
import warnings
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from data import Mnist

BATCH, LR = 64, 0.1
NETS = {"mlp": [784, 256, 10], "deep": [784, 256, 128, 10], "cnn": []}
REFERENCE = "NumPy, the reference"

Matrix = NDArray[np.float32]
Epoch = Callable[[int], None]  # trains for one epoch, with a seed for the order of the samples


class Contestant(NamedTuple):
    """Somebody who trains a net, and the number of threads that it computes with."""

    epoch: Epoch
    threads: int


def contestants(net: str, mnist: Mnist) -> dict[str, Contestant]:
    """Return who can train a net on this machine, by name; all with as many threads as NumPy."""
    threads = blas_threads()
    ready = {REFERENCE: Contestant(reference(net, mnist), threads)}
    if net != "cnn":
        ready["scikit-learn"] = Contestant(scikit_learn(NETS[net], mnist), threads)
    if importlib.util.find_spec("torch"):
        ready["PyTorch"] = Contestant(pytorch(net, mnist, threads), importlib.import_module("torch").get_num_threads())
    ready["matrix products alone"] = Contestant(products(net, mnist), threads)
    return ready


def blas_threads() -> int:
    """Return the number of threads that NumPy's products really take, which may be fewer than were asked for."""
    pools: list[dict[str, Any]] = importlib.import_module("threadpoolctl").threadpool_info()
    numbers = [int(pool["num_threads"]) for pool in pools if pool["user_api"] == "blas"]
    # Accelerate, which NumPy has on macOS, is the one that threadpoolctl does not know.
    return max(numbers, default=int(os.environ.get("VECLIB_MAXIMUM_THREADS", "1")))


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
    """Train scikit-learn's MLPClassifier, with momentum and penalty off; its products are NumPy's."""
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


def pytorch(net: str, mnist: Mnist, threads: int) -> Epoch:
    """Train with PyTorch on the CPU, in the plain way that its tutorials show."""
    torch: Any = importlib.import_module("torch")
    torch.set_num_threads(threads)
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
