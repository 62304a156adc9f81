"""Chapter 1.3 in one function

Z → ln(1 + e^z), which is a smooth max(0, z), and its slope, the sigmoid
"""

import numpy as np
from ch11_arrays import Array


def softplus_and_slope(Z: Array) -> tuple[Array, Array]:
    """Compute a smooth version of max(0, z), and its slope, at scores of any size.

        softplus = ln(1 + e^z)        slope = 1 / (1 + e^-z)

    Args:
        Z: any shape, numbers up to 1e4 in size. It stays as it is.

    Returns:
        Both, in the shape of Z; neither of them is inf or nan anywhere.
    """
    E = np.exp(-np.abs(Z))
    # ln(1 + e^z) = max(0, z) + ln(1 + e^-|z|), in which no power is above 1.
    return np.maximum(0, Z) + np.log1p(E), np.where(Z >= 0, 1, E) / (1 + E)
