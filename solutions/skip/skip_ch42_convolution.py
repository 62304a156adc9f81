"""Chapter 4.2 in one function

X → Z, one plane for each filter → loss → dX, dF, db
"""

import numpy as np
from ch11_arrays import Array


def convolution_loss_and_grads(
    X: Array, F: Array, b: Array, T: Array, stride: int
) -> tuple[float, Array, Array, Array]:
    """Slide filters over images, compare the result with a target, and compute the gradients of the difference.

        Z[i, f, p, q] = Σ X[i, p * stride + r, q * stride + c] * F[f, r, c] + b[f]
        loss = Σ (Z - T) ** 2 / 2

    Args:
        X: images, shape (n, H, W).
        F: filters, shape (k, fh, fw); they are not flipped.
        b: biases, shape (k,).
        T: the target, shape (n, k, oh, ow), with oh = (H - fh) // stride + 1 and ow likewise.
        stride: from one place to the next, in pixels.

    Returns:
        The loss, and its gradients dX, dF and db. A loop over a filter's few positions is fine, one over all images and
        all their places takes too long.
    """
    k, fh, fw = F.shape
    oh, ow = T.shape[2:]
    places = [
        (slice(r, r + stride * (oh - 1) + 1, stride), slice(c, c + stride * (ow - 1) + 1, stride))
        for r, c in np.ndindex(fh, fw)
    ]
    patches = np.stack([X[:, rows, columns] for rows, columns in places])
    E = np.einsum("kp,pnij->nkij", F.reshape(k, -1), patches) + b[:, None, None] - T
    dX = np.zeros_like(X)
    for (rows, columns), weights in zip(places, F.reshape(k, -1).T, strict=True):
        dX[:, rows, columns] += np.einsum("k,nkij->nij", weights, E)
    dF = np.einsum("nkij,pnij->kp", E, patches).reshape(F.shape)
    return float(np.sum(E**2) / 2), dX, dF, E.sum(axis=(0, 2, 3))
