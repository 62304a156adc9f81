"""Chapter 5.2 in one function

X, y, params (arrays) → loss → backward → a step in place, and again
"""

import torch
from ch11_arrays import Array
from ch31_perceptron import Labels


def train_by_autograd(
    X: Array, y: Labels, params: dict[str, Array], lr: float, steps: int
) -> tuple[dict[str, Array], list[float]]:
    """Train chapter 3.4's network on all samples at once, with the gradients of PyTorch's autograd.

        loss = cross_entropy(relu(X @ W1 + b1) @ W2 + b2, y)        param ← param - lr * gradient

    Args:
        X: samples, shape (n, d).
        y: class labels, integers, shape (n,).
        params: where to start, "W1", "b1", "W2", "b2". The dict and its arrays stay as they are.
        lr: learning rate.
        steps: number of steps.

    Returns:
        The trained parameters, arrays under the same names, and a list of the losses before each step, as floats.
    """
    samples, labels, losses = torch.tensor(X), torch.tensor(y, dtype=torch.int64), list[float]()
    leaves = {name: torch.tensor(param, requires_grad=True) for name, param in params.items()}
    for _ in range(steps):
        A1 = torch.relu(samples @ leaves["W1"] + leaves["b1"])
        loss = torch.nn.functional.cross_entropy(A1 @ leaves["W2"] + leaves["b2"], labels)
        grads = torch.autograd.grad(loss, list(leaves.values()))
        with torch.no_grad():
            for leaf, grad in zip(leaves.values(), grads, strict=True):
                leaf -= lr * grad
        losses.append(loss.item())
    return {name: leaf.detach().numpy() for name, leaf in leaves.items()}, losses
