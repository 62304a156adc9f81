"""Convolutional Layers for CNNs

A filter of a few weights slides over the image and looks for the same pattern everywhere. This chapter slides it over
one image and over many at once, and computes its gradients. No function modifies an array that is passed to it.

    X (n, H, W) → Z (n, k, oh, ow): one plane per filter        dZ → dX, dF, db

Lesson: lessons/ch42_convolution.md
"""

from ch11_arrays import Array


def conv2d(image: Array, filter: Array, stride: int = 1) -> Array:
    """Slide a filter over an image, and sum up the products at each place where all of it fits.

        Z[p, q] = Σ image[p * stride + r, q * stride + c] * filter[r, c]

    Args:
        image: shape (H, W).
        filter: shape (fh, fw), not larger than the image. It is not flipped: this is cross-correlation, which
            neural networks call convolution.
        stride: from one place to the next, in pixels, 1 or more.

    Returns:
        Shape (oh, ow), with oh = (H - fh) // stride + 1, and the same for ow; float32 for float32 inputs.

    Raises:
        ValueError: the filter is larger than the image, or stride is below 1.

    Source:
        Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 9.1, equation (9.6).
    """
    raise NotImplementedError("4.2 conv2d")


def conv_forward(X: Array, F: Array, b: Array, stride: int = 1) -> Array:
    """Slide k filters over n images at once.

        Z[i, f] = conv2d(X[i], F[f]) + b[f]

    Args:
        X: images, shape (n, H, W).
        F: filters, shape (k, fh, fw), not larger than the images.
        b: biases, shape (k,).
        stride: from one place to the next, in pixels, 1 or more.

    Returns:
        One plane for each image and filter, shape (n, k, oh, ow); float32 for float32 inputs. A loop over every
        place of every image would take hours in chapter 4.3's training; one over a filter's few positions does not.

    Raises:
        ValueError: a filter is larger than the images, stride is below 1, or the shapes do not fit.

    Source:
        Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 9.5, equation (9.8).
    """
    raise NotImplementedError("4.2 conv_forward")


def conv_backward(X: Array, F: Array, dZ: Array, stride: int = 1) -> tuple[Array, Array, Array]:
    """Propagate the gradient back through conv_forward.

        dF[f, r, c] = Σ dZ[i, f, p, q] * X[i, p * stride + r, q * stride + c]
        dX[i, p * stride + r, q * stride + c] += dZ[i, f, p, q] * F[f, r, c]
        db[f] = Σ dZ[i, f]

    Args:
        X: images, shape (n, H, W).
        F: filters, shape (k, fh, fw).
        dZ: the gradient of what conv_forward returned, shape (n, k, oh, ow).
        stride: the one that was passed to conv_forward.

    Returns:
        dX, dF, db, in the shapes of X, F and b; sums, with no 1/n of their own.

    Raises:
        ValueError: a filter is larger than the images, stride is below 1, or the shapes do not fit.

    Source:
        Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 9.5, equations (9.11) and (9.13).
    """
    raise NotImplementedError("4.2 conv_backward")
