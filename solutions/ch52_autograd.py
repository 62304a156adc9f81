"""Autograd: Gradients Without a Backward Pass of Your Own

While tensors are computed, PyTorch records every step; backward then goes through the record from the loss to the
parameters, as you did by hand in chapter 3.4. This chapter trains with its gradients, and teaches it your own
functions.

    X, y, params → loss (0-d tensor) → backward → grads → params - lr * grads

Lesson: lessons/ch52_autograd.md
"""

from collections.abc import Callable
from typing import Any

import torch
from ch11_arrays import Array
from ch23_minibatches import LossFn, Params
from ch32_activations import relu, relu_derivative
from ch42_convolution import conv_backward, conv_forward
from ch51_tensors import linear, to_array, to_tensor
from torch import Tensor

TorchParams = dict[str, Tensor]
TorchLoss = Callable[[Tensor, Tensor, TorchParams], Tensor]


def mlp_loss(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """Compute the loss of chapter 3.4's network from its scores, and leave the gradients to PyTorch.

        Z = relu(X @ W1 + b1) @ W2 + b2
        loss = torch.nn.functional.cross_entropy(Z, y)

    cross_entropy applies the softmax itself, so it is given scores and not probabilities.

    Args:
        X: samples, shape (n, d).
        y: class labels, int64, shape (n,).
        params: "W1" (d, h), "b1" (h,), "W2" (h, c), "b2" (c,), in the shapes of chapter 3.3's init_mlp.

    Returns:
        The mean cross-entropy, a tensor without axes, through which backward can go to the parameters.

    Source:
        PyTorch reference, torch.nn.functional.cross_entropy.
    """
    A1 = torch.relu(linear(X, params["W1"], params["b1"]))
    return torch.nn.functional.cross_entropy(linear(A1, params["W2"], params["b2"]), y)


def loss_and_grads(loss: TorchLoss, X: Tensor, y: Tensor, params: TorchParams) -> tuple[float, TorchParams]:
    """Compute a loss, and with backward its gradients.

    A second call gives the same again. No .grad is left in params, because backward would add the next gradients to it.
    X, y and the numbers in params are not modified.

    Args:
        loss: maps (X, y, params) to the loss, a tensor without axes.
        X: samples, as loss takes them.
        y: their targets, as loss takes them.
        params: tensors by name, which require gradients.

    Returns:
        The loss, a float; and one gradient for each parameter, under the same keys and in the same shapes: tensors of
        their own, which require no gradients. A parameter that the loss does not use has gradient 0.

    Source:
        PyTorch reference, torch.Tensor.backward.
    """
    # A detached tensor has the same numbers in the same memory, and a .grad of its own.
    leaves = {name: param.detach().requires_grad_() for name, param in params.items()}
    value = loss(X, y, leaves)
    value.backward()
    grads = {name: torch.zeros_like(leaf) if leaf.grad is None else leaf.grad for name, leaf in leaves.items()}
    return value.item(), grads


def as_loss_fn(loss: TorchLoss) -> LossFn:
    """Turn a loss of tensors into a function for chapter 2.3's gradient_descent: arrays in, loss and gradients out.

    Args:
        loss: maps tensors (X, y, params) to the loss, a tensor without axes.

    Returns:
        A function that maps arrays (X, y, params) to the loss, a float, and one gradient for each parameter, an array
        under the same key and of the same shape and dtype. It gives loss integer labels as int64, and all other
        targets, such as a column of floats, in their own dtype. It modifies none of its arguments.

    Source:
        PyTorch reference, torch.Tensor.backward.
    """

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        targets = to_tensor(y) if y.dtype.kind == "f" else to_tensor(y).to(torch.int64)
        tensors = {name: to_tensor(param).requires_grad_() for name, param in params.items()}
        value, grads = loss_and_grads(loss, to_tensor(X), targets, tensors)
        return value, {name: to_array(grad) for name, grad in grads.items()}

    return loss_fn


def sgd_step(params: TorchParams, grads: TorchParams, lr: float) -> None:
    """Take one step of gradient descent in place, without a record of it.

        param ← param - lr * gradient

    The tensors in params stay the same objects, and those that required gradients still do. grads is not modified.

    Args:
        params: tensors by name; their numbers are changed.
        grads: one gradient for each of them, under the same keys and in the same shapes.
        lr: learning rate.

    Source:
        PyTorch reference, torch.no_grad.
    """
    with torch.no_grad():
        for name, param in params.items():
            param -= lr * grads[name]


class ReLU(torch.autograd.Function):
    """Let autograd go through your own relu: ReLU.apply(Z).

        A = relu(Z)
        dZ = dA * relu'(Z)

    Source:
        PyTorch notes, "Extending PyTorch", section "Extending torch.autograd".
    """

    @staticmethod
    def forward(ctx: Any, Z: Tensor) -> Tensor:
        """Compute relu with chapter 3.2's function, and keep what backward needs.

        Args:
            ctx: what backward will get, too: ctx.save_for_backward(Z) keeps Z for it.
            Z: scores, any shape.

        Returns:
            A, the same shape and dtype. Z is not modified.
        """
        ctx.save_for_backward(Z)
        return to_tensor(relu(to_array(Z)))

    @staticmethod
    def backward(ctx: Any, dA: Tensor) -> Tensor:
        """Propagate a gradient back through relu, with chapter 3.2's relu_derivative.

        Args:
            ctx: what forward got; ctx.saved_tensors holds what it saved, as a tuple.
            dA: the gradient of what forward returned, in its shape.

        Returns:
            dZ, the same shape. dA is not modified.
        """
        (Z,) = ctx.saved_tensors
        return dA * to_tensor(relu_derivative(to_array(Z)))


class Conv(torch.autograd.Function):
    """Let autograd go through your own convolution: Conv.apply(X, F, b).

        Z = conv_forward(X, F, b)
        dX, dF, db = conv_backward(X, F, dZ)

    Source:
        PyTorch notes, "Extending PyTorch", section "Extending torch.autograd".
    """

    @staticmethod
    def forward(ctx: Any, X: Tensor, F: Tensor, b: Tensor) -> Tensor:
        """Slide filters over images with chapter 4.2's conv_forward, and keep what backward needs.

        Args:
            ctx: what backward will get, too: ctx.save_for_backward(X, F) keeps both for it.
            X: images, shape (n, H, W).
            F: filters, shape (k, fh, fw).
            b: biases, shape (k,).

        Returns:
            Z, one plane for each image and filter, shape (n, k, oh, ow).
        """
        ctx.save_for_backward(X, F)
        return to_tensor(conv_forward(to_array(X), to_array(F), to_array(b)))

    @staticmethod
    def backward(ctx: Any, dZ: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Propagate a gradient back through the convolution, with chapter 4.2's conv_backward.

        Args:
            ctx: what forward got; ctx.saved_tensors holds what it saved, as a tuple.
            dZ: the gradient of what forward returned, shape (n, k, oh, ow).

        Returns:
            dX, dF, db, one gradient for each tensor that forward took, in this order and in their shapes.
        """
        X, F = map(to_array, ctx.saved_tensors)
        dX, dF, db = conv_backward(X, F, to_array(dZ))
        return to_tensor(dX), to_tensor(dF), to_tensor(db)
