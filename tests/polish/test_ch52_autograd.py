"""What the author of a library also minds in chapter 5.2."""

from typing import Any

import numpy as np
import torch
from ch52_autograd import Conv, ReLU, TorchParams, as_loss_fn, loss_and_grads, mlp_loss, sgd_step
from torch import Tensor

from dojo.verdict.expect import expect_close, expect_dtype, expect_float
from dojo.verdict.tensors import expect_tensor


def squares(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """Compute the mean squared error of X @ W."""
    return ((X @ params["W"] - y) ** 2).mean()


def example() -> tuple[Tensor, Tensor, TorchParams]:
    """Return two samples, their targets and one weight: the loss is 6.5, and its slope -8."""
    return (
        torch.tensor([[1.0], [2.0]]),
        torch.tensor([[3.0], [5.0]]),
        {"W": torch.tensor([[1.0]], requires_grad=True)},
    )


def network(dtype: type[np.floating]) -> tuple[Any, Any, Any]:
    """Draw samples, labels, and a network."""
    rng = np.random.default_rng(0)
    shapes = {"W1": (4, 5), "b1": (5,), "W2": (5, 3), "b2": (3,)}
    params = {name: rng.standard_normal(shape).astype(dtype) for name, shape in shapes.items()}
    return rng.standard_normal((6, 4)).astype(dtype), rng.integers(0, 3, 6), params


def test_mlp_loss_is_exact_where_the_network_is_certain() -> None:
    """A loss of exactly 9,000 stays 9,000: cross_entropy never computes the logarithm of 0.

    return torch.nn.functional.cross_entropy(scores, y)
    """
    X, y = torch.tensor([[1.0]], dtype=torch.float64), torch.tensor([1])
    numbers = {"W1": [[9000.0]], "b1": [0.0], "W2": [[1.0, 0.0]], "b2": [0.0, 0.0]}
    params = {name: torch.tensor(number, dtype=torch.float64) for name, number in numbers.items()}

    expect_close(mlp_loss(X, y, params), 9000, atol=1e-6)


def test_mlp_loss_is_exact_everywhere() -> None:
    """Loss and gradients are those of cross_entropy to 1e-10: a guard in the logarithm, such as 1e-8, would show.

    return torch.nn.functional.cross_entropy(scores, y)
    """
    X, y, params = network(np.float64)
    tensors = {name: torch.tensor(param, requires_grad=True) for name, param in params.items()}
    A1 = np.maximum(X @ params["W1"] + params["b1"], 0)
    E = np.exp(A1 @ params["W2"] + params["b2"])
    A2 = E / E.sum(axis=1, keepdims=True)

    loss: Any = mlp_loss(torch.tensor(X), torch.tensor(y), tensors)
    loss.backward()

    expect_close(loss, -np.log(A2[range(6), y]).mean(), atol=1e-10)
    expect_close(tensors["b2"].grad, (A2 - np.eye(3)[y]).mean(axis=0), atol=1e-10)


def test_mlp_loss_keeps_float32() -> None:
    """float32 in, float32 out, which is what training uses.

    return torch.nn.functional.cross_entropy(scores, y)
    """
    X, y, params = network(np.float32)

    loss = mlp_loss(torch.tensor(X), torch.tensor(y), {name: torch.tensor(param) for name, param in params.items()})

    expect_tensor(loss, (), "float32")


def test_loss_and_grads_gives_a_float() -> None:
    """The loss is a float, for lists of losses and for plots, and not a tensor without axes.

    return value.item(), grads
    """
    loss, _ = loss_and_grads(squares, *example())

    expect_float(loss)


def test_loss_and_grads_leaves_grad_empty() -> None:
    """Afterwards .grad is None, as before: zeros there would take as much memory as the parameter.

    leaves = {name: param.detach().requires_grad_() for name, param in params.items()}  # with a .grad of their own
    """
    X, y, params = example()

    loss_and_grads(squares, X, y, params)

    assert params["W"].grad is None, f"expected  W.grad is None\ngot       {params['W'].grad}"


def test_loss_and_grads_ignores_what_others_left() -> None:
    """A .grad that an earlier backward left in the parameters does not count.

    leaves = {name: param.detach().requires_grad_() for name, param in params.items()}  # with a .grad of their own
    """
    X, y, params = example()
    params["W"].grad = torch.tensor([[100.0]])

    _, grads = loss_and_grads(squares, X, y, params)

    expect_close(grads["W"], [[-8]], atol=1e-5)


def test_loss_and_grads_gives_0_where_the_loss_does_not_depend() -> None:
    """The gradient of a parameter that the loss does not use is 0, and not None.

    torch.zeros_like(param) if param.grad is None else param.grad
    """
    X, y, params = example()
    params["b"] = torch.zeros(3, requires_grad=True)

    _, grads = loss_and_grads(squares, X, y, params)

    expect_close(grads["b"], [0, 0, 0], atol=0)


def test_loss_and_grads_leaves_the_dict_alone() -> None:
    """params holds the same tensors as before.

    leaves = {name: param.detach().requires_grad_() for name, param in params.items()}  # a dict of its own
    """
    X, y, params = example()
    before = dict(params)

    loss_and_grads(squares, X, y, params)

    same = set(params) == set(before) and all(params[name] is before[name] for name in before)
    assert same, "expected  the same tensors in params\ngot       others"


def test_as_loss_fn_keeps_float32() -> None:
    """float32 arrays give float32 gradients, so that training goes on in float32.

    tensors = {name: to_tensor(param).requires_grad_() for name, param in params.items()}  # each in its own dtype
    """
    X, y, params = network(np.float32)

    _, grads = as_loss_fn(mlp_loss)(X, y, params)

    for grad in grads.values():
        expect_dtype(grad, np.float32)


def test_as_loss_fn_gives_a_float() -> None:
    """The loss is a float, Python's or NumPy's.

    return value, {name: to_array(grad) for name, grad in grads.items()}
    """
    loss, _ = as_loss_fn(mlp_loss)(*network(np.float64))

    expect_float(loss)


def test_as_loss_fn_takes_labels_of_any_integer() -> None:
    """Labels of int32 or of one byte reach the loss as int64.

    targets = to_tensor(y) if y.dtype.kind == "f" else to_tensor(y).to(torch.int64)
    """
    X, y, params = network(np.float64)
    right, _ = as_loss_fn(mlp_loss)(X, y, params)

    for dtype in np.int32, np.uint8, np.int16:
        loss, _ = as_loss_fn(mlp_loss)(X, y.astype(dtype), params)
        expect_close(np.array(loss), right, atol=1e-10)


def test_as_loss_fn_shares_no_memory() -> None:
    """A loss that writes into its tensors does not write into the caller's arrays, and locked arrays are fine.

    to_tensor(X)  # a copy
    """
    X, y, W = np.ones((2, 1)), np.ones((2, 1)), np.ones((1, 1))

    def rude(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
        X.mul_(2)
        return squares(X, y, params)

    as_loss_fn(rude)(X, y, {"W": W})

    expect_close(X, [[1], [1]], atol=0)


def test_sgd_step_leaves_the_gradients_alone() -> None:
    """grads keep their numbers: the caller may still want to look at them.

    param -= lr * grads[name]  # a new tensor; grads[name] *= lr would write into the caller's
    """
    grads = {"W": torch.tensor([5.0, -10.0])}

    sgd_step({"W": torch.tensor([1.0, 2.0], requires_grad=True)}, grads, 0.1)

    expect_close(grads["W"], [5, -10], atol=0)


def test_sgd_step_gives_nothing_back() -> None:
    """What changes its arguments returns None, as list.sort does, so that nobody takes the result for a copy.

    def sgd_step(params: TorchParams, grads: TorchParams, lr: float) -> None:
    """
    step: Any = sgd_step

    result = step({"W": torch.ones(2, requires_grad=True)}, {"W": torch.ones(2)}, 0.1)

    assert result is None, f"expected  None\ngot       {result}"


def test_sgd_step_is_seen_by_autograd() -> None:
    """A backward through a record from before the step is an error, not a wrong gradient: PyTorch counts changes.

    with torch.no_grad():
        param -= lr * grads[name]  # param.data -= … would hide the change
    """
    W = torch.tensor([1.0, 2.0], requires_grad=True)
    version = W._version

    sgd_step({"W": W}, {"W": torch.ones(2)}, 0.1)

    assert W._version > version, "expected  a change that autograd knows of\ngot       one that it does not"


def test_ReLU_leaves_its_input_alone() -> None:
    """Z keeps its numbers, and so does the gradient that comes in.

    return to_tensor(relu(to_array(Z)))  # to_array copies
    """
    Z, dA = torch.tensor([-1.0, 2.0], requires_grad=True), torch.tensor([3.0, 4.0])

    ReLU.apply(Z).backward(dA)

    expect_close(Z, [-1, 2], atol=0)
    expect_close(dA, [3, 4], atol=0)


def test_ReLU_keeps_the_dtype() -> None:
    """float32 in, float32 out, forward and backward, and the same for float64.

    return dA * to_tensor(relu_derivative(to_array(Z)))  # 3.2's slopes have the dtype of Z
    """
    for dtype, name in (torch.float32, "float32"), (torch.float64, "float64"):
        Z = torch.ones(3, dtype=dtype, requires_grad=True)
        A = ReLU.apply(Z)
        A.sum().backward()
        expect_tensor(A, (3,), name)
        expect_tensor(Z.grad, (3,), name)


def test_ReLU_saves_for_backward() -> None:
    """Tensors that backward needs go through save_for_backward: it notices if somebody changes them in between.

    ctx.save_for_backward(Z)  # ctx.Z = Z would not notice
    """
    Z = torch.tensor([1.0, -1.0], requires_grad=True)
    A = ReLU.apply(Z * 1)

    saved = getattr(A.grad_fn, "saved_tensors", ())

    assert saved, "expected  a tensor in ctx.saved_tensors\ngot       none"


def test_Conv_saves_for_backward() -> None:
    """Tensors that backward needs go through save_for_backward: it notices if somebody changes them in between.

    ctx.save_for_backward(X, F)
    """
    X, F = torch.ones(1, 3, 3, requires_grad=True), torch.ones(1, 2, 2, requires_grad=True)

    saved = getattr(Conv.apply(X, F, torch.zeros(1)).grad_fn, "saved_tensors", ())

    assert len(saved) >= 2, f"expected  X and F in ctx.saved_tensors\ngot       {len(saved)} tensors"


def test_Conv_keeps_float32() -> None:
    """float32 in, float32 out, forward and backward.

    return to_tensor(dX), to_tensor(dF), to_tensor(db)
    """
    X, F = torch.ones(1, 3, 3, requires_grad=True), torch.ones(1, 2, 2, requires_grad=True)
    Z = Conv.apply(X, F, torch.zeros(1))
    Z.sum().backward()

    expect_tensor(Z, (1, 1, 2, 2), "float32")
    expect_tensor(X.grad, (1, 3, 3), "float32")
    expect_tensor(F.grad, (1, 2, 2), "float32")
