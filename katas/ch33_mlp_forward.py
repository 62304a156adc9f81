"""Multi-Layer Perceptrons and Forward Propagation

Two layers with a bend between them can draw nearly any border, given enough hidden units. This chapter sets up
such a network, sends samples through it, and measures how far its probabilities are from the truth.

    X (n, d) → Z1 → A1 = relu (n, h) → Z2 → A2 = softmax (n, c) → loss

Lesson: lessons/ch33_mlp_forward.md
"""

import numpy as np
from ch11_arrays import Array
from ch23_minibatches import Params
from ch31_perceptron import Labels


def one_hot(labels: Labels, classes: int, dtype: type[np.floating] = np.float64) -> Array:
    """Turn each label into a row with a 1 in the label's column and 0 elsewhere.

        Y[i, j] = 1 if labels[i] == j else 0

    Args:
        labels: integers from 0 to classes - 1, shape (n,).
        classes: number of columns.
        dtype: of the result.

    Returns:
        Shape (n, classes), of that dtype. labels are not modified.

    Raises:
        ValueError: a label is below 0 or not below classes.

    Source:
        Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 5.8.2, "one-hot code".
    """
    raise NotImplementedError("3.3 one_hot")


def init_mlp(
    n_in: int, n_hidden: int, n_out: int, rng: np.random.Generator, dtype: type[np.floating] = np.float64
) -> Params:
    """Draw the weights of a network with one hidden layer, as He et al. do for ReLU, and set its biases to 0.

        W ~ normal(mean 0, variance 2 / fan_in)

    Args:
        n_in: number of inputs, the fan-in of W1.
        n_hidden: number of hidden units, the fan-in of W2.
        n_out: number of classes.
        rng: the only source of randomness, so the same seed gives the same weights.
        dtype: of the parameters.

    Returns:
        "W1", shape (n_in, n_hidden); "b1", shape (n_hidden,); "W2", shape (n_hidden, n_out); "b2", shape (n_out,).

    Source:
        He, Zhang, Ren and Sun, "Delving Deep into Rectifiers" (2015), section 2.2, equation (10).
    """
    raise NotImplementedError("3.3 init_mlp")


def forward_mlp(X: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """Send samples through the network, and keep the output of each layer.

        A1 = relu(X @ W1 + b1)
        A2 = softmax(A1 @ W2 + b2)

    Args:
        X: samples, shape (n, d).
        W1: shape (d, h).
        b1: shape (h,).
        W2: shape (h, c).
        b2: shape (c,).

    Returns:
        A1, the hidden layer, shape (n, h), and A2, the probabilities, shape (n, c): two arrays, in this order. float32
        stays float32. The arrays are not modified.

    Raises:
        ValueError: the shapes do not fit.

    Source:
        Nielsen, "Neural Networks and Deep Learning", chapter 2, equation (25), with samples as rows.
    """
    raise NotImplementedError("3.3 forward_mlp")


def cross_entropy(A: Array, y: Array) -> float:
    """Compute the mean surprise of predicted probabilities at the true classes.

        loss = -mean over rows of Σ y_j * log(a_j)

    Args:
        A: predicted probabilities, from 0 to 1, both included; shape (n, c), n at least 1.
        y: the truth, one-hot rows, the same shape.

    Returns:
        The loss in nats, a float, 0 or more. It is finite even where A gives the true class a probability of 0, and
        10 or more for such a sample. A and y are not modified.

    Raises:
        ValueError: the shapes differ, or there are no samples.

    Source:
        Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 6.2.2.3.
    """
    raise NotImplementedError("3.3 cross_entropy")
