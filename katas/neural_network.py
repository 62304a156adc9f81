"""Your toolkit: what the chapters built, each name in its newest version

from neural_network import gradient_descent, forward_mlp
"""

from ch11_arrays import add_row, batch, flatten_images, normalize, random_matrix
from ch12_matrices import dot, linear, matrix_multiply, matrix_multiply_loops, transpose
from ch13_functions import exponential, positive_part, sigmoid
from ch21_losses import binary_cross_entropy, mse_loss
from ch22_gradient_descent import linear_loss_and_grad
from ch23_minibatches import logistic_loss_and_grads, minibatches
from ch24_numerical_gradients import check_gradients, numerical_gradient, relative_error, wrong_gradients
from ch31_perceptron import forward_perceptron, perceptron_loss_and_grads, predict_binary
from ch32_activations import relu, relu_derivative, sigmoid_derivative, softmax
from ch33_mlp_forward import cross_entropy, init_mlp, one_hot
from ch34_backpropagation import mlp_loss_and_grads, predict
from ch41_deep_mlp import backward_mlp, deep_mlp_loss_and_grads, forward_mlp, gradient_norms, init_deep_mlp
from ch42_convolution import conv2d, conv_backward, conv_forward
from ch43_cnn import cnn_loss_and_grads, forward_cnn, init_cnn, max_pool, max_pool_backward
from ch44_regularization import dropout, dropout_mlp_loss_and_grads, l2_gradient, l2_regularization, regularized
from ch45_capstone import (
    accuracy,
    confusion_matrix,
    gradient_descent,
    momentum_update,
    predict_capstone,
    train_capstone,
)

__all__ = [
    "accuracy",
    "add_row",
    "backward_mlp",
    "batch",
    "binary_cross_entropy",
    "check_gradients",
    "cnn_loss_and_grads",
    "confusion_matrix",
    "conv2d",
    "conv_backward",
    "conv_forward",
    "cross_entropy",
    "deep_mlp_loss_and_grads",
    "dot",
    "dropout",
    "dropout_mlp_loss_and_grads",
    "exponential",
    "flatten_images",
    "forward_cnn",
    "forward_mlp",
    "forward_perceptron",
    "gradient_descent",
    "gradient_norms",
    "init_cnn",
    "init_deep_mlp",
    "init_mlp",
    "l2_gradient",
    "l2_regularization",
    "linear",
    "linear_loss_and_grad",
    "logistic_loss_and_grads",
    "matrix_multiply",
    "matrix_multiply_loops",
    "max_pool",
    "max_pool_backward",
    "minibatches",
    "mlp_loss_and_grads",
    "momentum_update",
    "mse_loss",
    "normalize",
    "numerical_gradient",
    "one_hot",
    "perceptron_loss_and_grads",
    "positive_part",
    "predict",
    "predict_binary",
    "predict_capstone",
    "random_matrix",
    "regularized",
    "relative_error",
    "relu",
    "relu_derivative",
    "sigmoid",
    "sigmoid_derivative",
    "softmax",
    "train_capstone",
    "transpose",
    "wrong_gradients",
]
