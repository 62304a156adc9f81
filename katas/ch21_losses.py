"""Understanding Loss Functions

Training needs one number that says how wrong the predictions are. This chapter computes two: the mean squared error
for quantities, and the binary cross-entropy for probabilities.

    y_pred, y → squared errors → mean        A, y → surprise at each answer → mean

Lesson: lessons/ch21_losses.md
"""

from ch11_arrays import Array


def mse_loss(y_pred: Array, y: Array) -> float:
    """Compute the mean squared error, over all entries. The arrays are not modified.

        mse = mean((y_pred - y) ** 2)

    Args:
        y_pred: predictions, any shape, at least one entry.
        y: true values, the same shape.

    Returns:
        The loss, 0 or more.

    Raises:
        ValueError: the shapes differ, or there are no entries.

    Source:
        Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 5.1.4.
    """
    raise NotImplementedError("2.1 mse_loss")


def binary_cross_entropy(A: Array, y: Array) -> float:
    """Compute the mean surprise of predicted probabilities at what was true. The arrays are not modified.

        loss = mean(-y * log(A) - (1 - y) * log(1 - A))

    Args:
        A: predicted probabilities of class 1, from 0 to 1, both included; at least one entry.
        y: the truth, 0 or 1, the same shape.

    Returns:
        The loss in nats, 0 or more. For a sample that is certain and wrong it is 10 or more, but finite, also in
        float32.

    Raises:
        ValueError: the shapes differ, or there are no entries.

    Source:
        Nielsen, "Neural Networks and Deep Learning", chapter 3, equation (57).
    """
    raise NotImplementedError("2.1 binary_cross_entropy")
