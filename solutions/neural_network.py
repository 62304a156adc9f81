"""Your toolkit: what the chapters built, each name in its newest version

from neural_network import gradient_descent, sigmoid
"""

from ch11_arrays import add_row, batch, flatten_images, normalize, random_matrix
from ch12_matrices import dot, linear, matrix_multiply, matrix_multiply_loops, transpose
from ch13_functions import exponential, positive_part, sigmoid
from ch21_losses import binary_cross_entropy, mse_loss
from ch22_gradient_descent import linear_loss_and_grad
from ch23_minibatches import gradient_descent, logistic_loss_and_grads, minibatches
from ch24_numerical_gradients import check_gradients, numerical_gradient, relative_error, wrong_gradients

__all__ = [
    "add_row",
    "batch",
    "binary_cross_entropy",
    "check_gradients",
    "dot",
    "exponential",
    "flatten_images",
    "gradient_descent",
    "linear",
    "linear_loss_and_grad",
    "logistic_loss_and_grads",
    "matrix_multiply",
    "matrix_multiply_loops",
    "minibatches",
    "mse_loss",
    "normalize",
    "numerical_gradient",
    "positive_part",
    "random_matrix",
    "relative_error",
    "sigmoid",
    "transpose",
    "wrong_gradients",
]
