"""Advanced Optimization and Capstone

Momentum lets training roll on where the slope keeps its direction. With it, and with everything that you have built in
earlier chapters, you train a model of your own choice to read handwritten digits.

    grads → v ← mu * v - lr * grads → params ← params + v        X (n, 784) → train_capstone → labels (n,)

Lesson: lessons/ch45_capstone.md
"""

from collections.abc import Callable

import numpy as np
from ch11_arrays import Array
from ch23_minibatches import LossFn, Params, minibatches
from ch31_perceptron import Labels
from ch32_activations import relu, relu_derivative
from ch33_mlp_forward import cross_entropy, one_hot
from ch34_backpropagation import predict
from ch41_deep_mlp import backward_mlp, forward_mlp, init_deep_mlp
from ch42_convolution import conv_backward, conv_forward
from ch43_cnn import init_cnn


def momentum_update(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """Compute the next velocity: what is left of the last one, and a push downhill.

        v_new = mu * v - lr * grad

    v and grad are not modified. float32 arrays give a float32 result.

    Args:
        v: the velocity so far, any shape.
        grad: the gradient, the same shape.
        mu: momentum, from 0 to below 1: how much of the velocity is kept.
        lr: learning rate, above 0.

    Returns:
        The new velocity, a new array; the caller adds it to the parameter.

    Source:
        Sutskever, Martens, Dahl and Hinton, "On the importance of initialization and momentum in deep learning" (2013),
        equation (1).
    """
    return mu * v - lr * grad


def accuracy(y_pred: Labels, y: Labels) -> float:
    """Compute the share of labels that are right.

    y_pred and y are not modified.

    Args:
        y_pred: predicted labels, shape (n,), n at least 1.
        y: true labels, shape (n,).

    Returns:
        From 0 to 1.

    Raises:
        ValueError: the shapes differ, or there are no samples.

    Source:
        scikit-learn user guide, "Accuracy score".
    """
    if y_pred.shape != y.shape:
        raise ValueError(f"predicted labels have shape {y_pred.shape}, but y has shape {y.shape}")
    if y.size == 0:
        raise ValueError(f"no samples: labels have shape {y.shape}")
    return float(np.mean(np.equal(y_pred, y)))


def confusion_matrix(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """Count for each true class which classes it was called.

        counts[i, j] = number of samples of class i that were called j

    y_pred and y are not modified.

    Args:
        y_pred: predicted labels, integers from 0 to classes - 1, shape (n,).
        y: true labels, the same.
        classes: number of classes.

    Returns:
        Integers, shape (classes, classes): rows are true classes, columns predicted ones.

    Raises:
        ValueError: the shapes differ, or a label is below 0 or not below classes.

    Source:
        scikit-learn user guide, "Confusion matrix".
    """
    if y_pred.shape != y.shape:
        raise ValueError(f"predicted labels have shape {y_pred.shape}, but y has shape {y.shape}")
    for labels in y_pred, y:
        if labels.size and not 0 <= labels.min() <= labels.max() < classes:
            raise ValueError(f"labels go from {labels.min()} to {labels.max()}, expected 0 to {classes - 1}")
    counts = np.zeros((classes, classes), dtype=np.int64)
    # Not counts[y, y_pred] += 1: that would count each pair only once, however often it comes.
    np.add.at(counts, (y, y_pred), 1)
    return counts


def gradient_descent(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """Train any model by mini-batches with momentum.

        v ← mu * v - lr * gradient        param ← param + v

    X, y, params and the gradients that loss_fn returns are not modified.

    Args:
        X: samples, shape (n, …).
        y: their targets, shape (n, …).
        params: where to start, arrays by name.
        lr: learning rate, above 0.
        loss_fn: maps (X, y, params) to the loss and one gradient for each parameter, under the same keys.
        batch_size: samples in a mini-batch, 1 or more.
        epochs: how often to go over all samples, 0 or more.
        rng: the only source of randomness; if it is None, make a fresh generator.
        mu: momentum, from 0 to below 1; 0 is chapter 2.3's gradient descent.
        on_epoch: called with (epoch, loss, params) after each epoch, epochs counted from 0; params are the live ones.
            What it returns does not matter.

    Returns:
        The trained parameters, arrays of their own in the same order, shapes and dtypes; and a list of each epoch's
        mean loss: the mean of its batch losses, each as it was before the batch's step, weighted by batch size.

    Raises:
        ValueError: X and y differ in length, or batch_size is below 1.

    Source:
        Sutskever, Martens, Dahl and Hinton, "On the importance of initialization and momentum in deep learning" (2013),
        equations (1) and (2).
    """
    rng = np.random.default_rng() if rng is None else rng
    params = {name: param.copy() for name, param in params.items()}
    velocities = {name: np.zeros_like(param) for name, param in params.items()}
    losses: list[float] = []
    for epoch in range(epochs):
        total = 0.0
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            loss, grads = loss_fn(X_batch, y_batch, params)
            for name in params:
                velocities[name] = momentum_update(velocities[name], grads[name], mu, lr)
                params[name] += velocities[name]
            total += float(loss) * len(X_batch)
        losses.append(total / len(X))
        if on_epoch:
            on_epoch(epoch, losses[-1], params)
    return params, losses


def train_capstone(X: Array, y: Labels, rng: np.random.Generator) -> Params:
    """Train a model of your own choice on handwritten digits.

    X and y are not modified. The trained model has to read 97% of the test digits.

    Args:
        X: images as rows, pixels from 0 to 1, shape (n, 784).
        y: the digits, integers from 0 to 9, shape (n,).
        rng: the only source of randomness.

    Returns:
        Whatever parameters predict_capstone needs, arrays by name, all of finite numbers.

    Source:
        LeCun, Bottou, Bengio and Haffner, "Gradient-Based Learning Applied to Document Recognition" (1998),
        section III.
    """
    images, targets = X.astype(np.float32, copy=False), one_hot(y, 10, dtype=np.float32)
    cnn = init_cnn(rng, filters=8, filter_size=5, dtype=np.float32)
    params = {"F": cnn["F"], "c": cnn["c"], **init_deep_mlp([8 * 12 * 12, 128, 10], rng, np.float32)}

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        # Digits moved by a pixel are still the same digits, and make the training set nine times as large.
        down, right = rng.integers(-1, 2, size=2)
        return _loss_and_grads(np.roll(X, 28 * down + right, axis=1), y, params)

    for lr in 0.05, 0.05, 0.03, 0.02, 0.01, 0.003:  # long steps first, short ones to settle
        params, _ = gradient_descent(images, targets, params, lr, loss_fn, batch_size=64, rng=rng)
    return params


def predict_capstone(X: Array, params: Params) -> Labels:
    """Read digits with the trained model.

    X and params are not modified, and nothing is random: the same image gets the same label each time.

    Args:
        X: images as rows, pixels from 0 to 1, shape (n, 784).
        params: what train_capstone returned.

    Returns:
        The digits, integers from 0 to 9, shape (n,).

    Source:
        LeCun, Bottou, Bengio and Haffner, "Gradient-Based Learning Applied to Document Recognition" (1998),
        section III.
    """
    *_, A = _forward(X, params)
    return predict(A)


def _forward(X: Array, params: Params) -> tuple[Array, Array, Array]:
    """Convolve with a stride of 2 instead of pooling; then one hidden layer, and softmax."""
    A = relu(conv_forward(X.reshape(-1, 28, 28), params["F"], params["c"], stride=2))
    A1, A2 = forward_mlp(A.reshape(len(A), -1), *(params[name] for name in ("W1", "b1", "W2", "b2")))
    return A, A1, A2


def _loss_and_grads(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    A, A1, A2 = _forward(X, params)
    flat, weights = A.reshape(len(A), -1), [params[name] for name in ("W1", "b1", "W2", "b2")]
    dW1, db1, dW2, db2 = backward_mlp(flat, (A1, A2), y, *weights)
    # The same chain rule goes on below the first dense layer, to what the convolution gave.
    dZ1 = (A2 - y) / len(X) @ params["W2"].T * relu_derivative(A1)
    dZ = (dZ1 @ params["W1"].T).reshape(A.shape) * relu_derivative(A)
    _, dF, dc = conv_backward(X.reshape(-1, 28, 28), params["F"], dZ, stride=2)
    return cross_entropy(A2, y), {"F": dF, "c": dc, "W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
