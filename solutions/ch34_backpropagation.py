"""Backpropagation for Training MLPs

The chain rule, applied from the loss backward, gives every gradient of a network for one or two times the
price of a forward pass. With it the network of chapter 3.3 learns to solve XOR, and to read handwritten digits.

    dZ2 → dW2, db2 → dA1 → dZ1 → dW1, db1

Lesson: lessons/ch34_backpropagation.md
"""

from ch11_arrays import Array
from ch23_minibatches import Params
from ch31_perceptron import Labels
from ch32_activations import relu_derivative
from ch33_mlp_forward import cross_entropy, forward_mlp


def backward_mlp(X: Array, A1: Array, A2: Array, y: Array, W1: Array, W2: Array) -> tuple[Array, Array, Array, Array]:
    """Compute the gradients of the mean cross-entropy, from the last layer back to the first.

        dZ2 = (A2 - y) / n
        dW2 = A1.T @ dZ2            db2 = sum of dZ2's rows
        dZ1 = dZ2 @ W2.T * relu'(Z1)
        dW1 = X.T @ dZ1             db1 = sum of dZ1's rows

    The arrays are not modified. float32 inputs give float32 gradients.

    Args:
        X: samples, shape (n, d).
        A1: the hidden layer, as forward_mlp returned it, shape (n, h).
        A2: the probabilities, as forward_mlp returned them, shape (n, c).
        y: the truth, one-hot rows, shape (n, c).
        W1: shape (d, h). None of the four gradients needs it, because the walk back ends at this layer. It is passed so
            that both layers are passed alike, as in chapter 4.1.
        W2: shape (h, c).

    Returns:
        dW1, db1, dW2, db2, in the shapes of W1, b1, W2, b2.

    Raises:
        ValueError: the shapes do not fit.

    Source:
        Nielsen, "Neural Networks and Deep Learning", chapter 2, equations (BP1) to (BP4), with samples as rows.
    """
    dZ2 = (A2 - y) / len(X)
    # A1 is positive exactly where Z1 is, so it tells the slope as well.
    dZ1 = dZ2 @ W2.T * relu_derivative(A1)
    return X.T @ dZ1, dZ1.sum(axis=0), A1.T @ dZ2, dZ2.sum(axis=0)


def mlp_loss_and_grads(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Compute the loss of the network, and its gradients.

    X, y and params are not modified: taking the step is up to gradient_descent. The loss is finite even where the
    network is certain and wrong. float32 inputs give float32 gradients.

    Args:
        X: samples, shape (n, d), n at least 1.
        y: the truth, one-hot rows, shape (n, c).
        params: "W1", "b1", "W2", "b2", as init_mlp makes them.

    Returns:
        The mean cross-entropy, and one gradient for each parameter, under the same keys and in the same shapes.

    Raises:
        ValueError: the shapes do not fit, even if NumPy would broadcast y; or there are no samples.

    Source:
        Nielsen, "Neural Networks and Deep Learning", chapter 2, "The backpropagation algorithm".
    """
    W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
    A1, A2 = forward_mlp(X, W1, b1, W2, b2)
    loss = cross_entropy(A2, y)
    dW1, db1, dW2, db2 = backward_mlp(X, A1, A2, y, W1, W2)
    return loss, {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


def predict(A: Array) -> Labels:
    """Choose the most probable class of each row. A is not modified.

    Args:
        A: probabilities, shape (n, c).

    Returns:
        Integers from 0 to c - 1, shape (n,); the first of several that are equally probable.

    Source:
        NumPy reference, numpy.argmax.
    """
    return A.argmax(axis=-1)
