"""What chapter 5.2 means by right."""

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
import torch
from ch11_arrays import Array
from ch22_gradient_descent import linear_loss_and_grad
from ch23_minibatches import Params, gradient_descent
from ch33_mlp_forward import one_hot
from ch34_backpropagation import mlp_loss_and_grads
from ch41_deep_mlp import deep_mlp_loss_and_grads, init_deep_mlp
from ch42_convolution import conv_backward, conv_forward
from ch43_cnn import cnn_loss_and_grads, init_cnn
from ch52_autograd import Conv, ReLU, TorchParams, as_loss_fn, loss_and_grads, mlp_loss, sgd_step
from torch import Tensor

from dojo.verdict.expect import expect_close, expect_number, expect_shape, expect_unchanged
from dojo.verdict.tensors import expect_tensor

NAMES = ("W1", "b1", "W2", "b2")


def network(n: int = 6, d: int = 4, h: int = 5, c: int = 3) -> tuple[Array, Any, Params]:
    """Draw samples, labels, and a network whose biases are not 0, so that no score is on ReLU's kink."""
    rng = np.random.default_rng(0)
    shapes = {"W1": (d, h), "b1": (h,), "W2": (h, c), "b2": (c,)}
    params: Params = {name: 0.5 * rng.standard_normal(shape) for name, shape in shapes.items()}
    return rng.standard_normal((n, d)), rng.integers(0, c, n), params


def leaves(params: Params) -> TorchParams:
    """Make parameters that require gradients."""
    return {name: torch.tensor(param, requires_grad=True) for name, param in params.items()}


def network_loss(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """Compute the mean cross-entropy of a network of any depth."""
    depth = len(params) // 2
    for layer in range(1, depth):
        X = torch.relu(X @ params[f"W{layer}"] + params[f"b{layer}"])
    return torch.nn.functional.cross_entropy(X @ params[f"W{depth}"] + params[f"b{depth}"], y)


def squares(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """Compute the mean squared error of X @ W."""
    return ((X @ params["W"] - y) ** 2).mean()


def expect_names(grads: Any, names: Iterable[str]) -> None:
    """Fail unless there is a gradient under each name."""
    assert hasattr(grads, "keys"), f"expected  a dict of gradients\ngot       {type(grads).__name__}"
    said = f"expected  gradients under {', '.join(names)}\ngot       {', '.join(map(str, grads))}"
    assert set(grads) == set(names), said
    empty = [name for name in names if grads[name] is None]
    assert not empty, f"expected  a gradient of {empty[0]}\ngot       None: backward fills .grad; read it after that"


def expect_grads(grads: Any, params: Params, right: Params, hint: str = "") -> None:
    """Fail unless there is a gradient for each parameter, equal to the right one to 1e-10; the last layer's first."""
    expect_names(grads, params)
    for name in reversed(list(params)):
        expect_close(grads[name], right[name], atol=1e-10, hint=hint or f"this is the gradient of {name}")


def test_mlp_loss_by_hand() -> None:
    """The inputs 1, 2 and 3 give the hidden unit 1, 2 and 3, and the scores 0 and, with a bias of ln 3, ln 3.

    So the probabilities are 1/4 and 3/4. The labels are 0, 1 and 1: the loss is the mean of ln 4, ln 4/3 and ln 4/3.
    """
    X, y = torch.tensor([[1.0], [2.0], [3.0]], dtype=torch.float64), torch.tensor([0, 1, 1])
    params = {
        "W1": np.array([[1.0]]),
        "b1": np.array([0.0]),
        "W2": np.array([[0.0, 0.0]]),
        "b2": np.array([0.0, math.log(3)]),
    }

    loss = mlp_loss(X, y, leaves(params))

    right = (math.log(4) + 2 * math.log(4 / 3)) / 3
    hint = "the mean over samples; cross_entropy takes scores and applies the softmax itself"
    expect_tensor(loss, ())
    expect_number(loss, right, atol=1e-5, hint=hint)


def test_mlp_loss_is_chapter_3_4s() -> None:
    """From the same numbers it is the loss of your own network, with labels instead of one-hot rows."""
    for n, d, h, c in (6, 4, 5, 3), (1, 3, 2, 2), (7, 2, 8, 10):
        X, y, params = network(n, d, h, c)

        loss = mlp_loss(torch.tensor(X), torch.tensor(y), leaves(params))

        hint = "cross_entropy of relu(X @ W1 + b1) @ W2 + b2: scores, without a softmax of your own"
        expect_number(loss, mlp_loss_and_grads(X, one_hot(y, c), params)[0], atol=1e-5, hint=hint)


def test_mlp_loss_has_chapter_3_4s_gradients() -> None:
    """backward gives what your own backward pass gives, for all four parameters."""
    X, y, params = network()
    tensors = leaves(params)

    loss: Any = mlp_loss(torch.tensor(X), torch.tensor(y), tensors)
    assert loss.requires_grad, "expected  a loss that remembers how it was computed\ngot       one that does not"
    loss.backward()

    right = mlp_loss_and_grads(X, one_hot(y, 3), params)[1]
    for name in reversed(NAMES):
        found = tensors[name].grad
        hint = "what goes through NumPy, .detach() or .item() has none"
        assert found is not None, f"expected  a gradient of {name}\ngot       none: backward does not reach it\n{hint}"
        expect_close(found, right[name], atol=1e-5, hint=f"this is the gradient of {name}")


def test_mlp_loss_stays_finite_at_large_scores() -> None:
    """A sample that is certain and wrong loses 10 or more, and one that is right nothing: the mean is finite, too."""
    X, y = torch.tensor([[1.0], [1.0]], dtype=torch.float64), torch.tensor([1, 0])
    params = leaves(
        {"W1": np.array([[9000.0]]), "b1": np.zeros(1), "W2": np.array([[1.0, -1.0]]), "b2": np.array([1.0, 2.0])}
    )

    loss = mlp_loss(X, y, params)
    loss.backward()

    hint = "torch.nn.functional.cross_entropy takes the logarithm of the softmax without overflow"
    assert 5 <= float(loss) < math.inf, f"expected  a finite loss of 5 or more\ngot       {float(loss)}\n{hint}"
    for name, param in params.items():
        finite = param.grad is not None and bool(torch.isfinite(param.grad).all())
        assert finite, f"expected  finite gradients of {name}\ngot       {param.grad}\n{hint}"


def test_loss_and_grads_by_hand() -> None:
    """With W = 1 the inputs 1 and 2 miss 3 and 5 by -2 and -3: the loss is (4 + 9) / 2, its slope 1 * -2 + 2 * -3."""
    X, y = torch.tensor([[1.0], [2.0]]), torch.tensor([[3.0], [5.0]])

    loss, grads = loss_and_grads(squares, X, y, {"W": torch.tensor([[1.0]], requires_grad=True)})

    expect_number(loss, 6.5, atol=1e-5)
    expect_names(grads, ["W"])
    expect_tensor(grads["W"], (1, 1), "float32", hint="this is the gradient of W")
    expect_close(grads["W"], [[-8]], atol=1e-5, hint="this is the gradient of W")


def test_loss_and_grads_gives_chapter_3_4s() -> None:
    """With chapter 3.4's loss, the gradients are those of your own backward pass, to 1e-10."""
    X, y, params = network()

    loss, grads = loss_and_grads(network_loss, torch.tensor(X), torch.tensor(y), leaves(params))

    right_loss, right = mlp_loss_and_grads(X, one_hot(y, 3), params)
    expect_number(loss, right_loss, atol=1e-5)
    expect_grads(grads, params, right)


def test_loss_and_grads_gives_chapter_4_1s() -> None:
    """With a network of four layers the gradients are those of chapter 4.1, to 1e-10."""
    rng = np.random.default_rng(0)
    X, y, params = rng.standard_normal((8, 4)), rng.integers(0, 3, 8), init_deep_mlp([4, 6, 5, 4, 3], rng)
    for name in "b1", "b2", "b3", "b4":
        params[name] += 0.1 * rng.standard_normal(params[name].shape)

    loss, grads = loss_and_grads(network_loss, torch.tensor(X), torch.tensor(y), leaves(params))

    right_loss, right = deep_mlp_loss_and_grads(X, one_hot(y, 3), params)
    expect_number(loss, right_loss, atol=1e-5)
    expect_grads(grads, params, right)


def test_loss_and_grads_gives_the_same_twice() -> None:
    """A second call gives the same gradients, and leaves those of the first one as they were.

    backward adds to .grad. So it must be empty before, and what is returned must not be the tensor that it adds to.
    """
    X, y, params = network()
    data, tensors = (torch.tensor(X), torch.tensor(y)), leaves(params)
    _, right = mlp_loss_and_grads(X, one_hot(y, 3), params)

    _, first = loss_and_grads(network_loss, *data, tensors)
    _, second = loss_and_grads(network_loss, *data, tensors)

    expect_grads(second, params, right, "these are the second call's: backward adds to the .grad that is there")
    expect_grads(first, params, right, "these are the first call's, after the second: return tensors of their own")


def test_loss_and_grads_leaves_no_grad_behind() -> None:
    """After the call the parameters hold no gradient, to which the next backward would add."""
    tensors = {"W": torch.tensor([[1.0]], requires_grad=True)}

    loss_and_grads(squares, torch.tensor([[1.0], [2.0]]), torch.tensor([[3.0], [5.0]]), tensors)

    grad = tensors["W"].grad
    assert grad is None or not grad.any(), f"expected  W.grad is None\ngot       {grad}: set it to None at the end"


def test_loss_and_grads_keeps_no_record() -> None:
    """The loss is a number and the gradients are plain tensors: none of them keeps the whole computation in memory."""
    X, y, params = network()

    loss, grads = loss_and_grads(network_loss, torch.tensor(X), torch.tensor(y), leaves(params))

    kept = isinstance(loss, Tensor) and loss.requires_grad
    hint = "loss.item() is the number; a list of such losses would keep the record of each batch"
    assert not kept, f"expected  a float\ngot       {loss}\n{hint}"
    for name in NAMES:
        assert not grads[name].requires_grad, f"expected  a gradient of {name} without a record\ngot       one with it"


def test_loss_and_grads_leaves_its_inputs_alone() -> None:
    """X, y and the parameters keep their numbers, and the parameters still require gradients."""
    X, y, params = network()
    data, tensors = (torch.tensor(X), torch.tensor(y)), leaves(params)

    loss_and_grads(network_loss, *data, tensors)

    expect_unchanged(data[0], X, "X")
    expect_unchanged(data[1], y, "y")
    for name in NAMES:
        expect_unchanged(tensors[name], params[name], f"params[{name!r}]")
        assert tensors[name].requires_grad, f"expected  {name} still requires gradients\ngot       it does not"


def test_as_loss_fn_gives_arrays() -> None:
    """Arrays in, arrays out: the loss is one number, and each gradient an array in the shape of its parameter."""
    X, y, params = network()

    loss, grads = as_loss_fn(network_loss)(X, y, params)

    expect_number(float(loss), mlp_loss_and_grads(X, one_hot(y, 3), params)[0], atol=1e-5)
    expect_names(grads, NAMES)
    for name in NAMES:
        got: Any = grads[name]
        assert isinstance(got, np.ndarray), f"expected  an array under {name}\ngot       {type(got).__name__}"
        expect_shape(got, params[name].shape, hint=f"this is the gradient of {name}")


def test_as_loss_fn_gives_chapter_3_4s_gradients() -> None:
    """From chapter 3.4's loss it makes what you wrote there by hand: the same gradients, to 1e-10."""
    X, y, params = network()

    _, grads = as_loss_fn(network_loss)(X, y, params)

    expect_grads(grads, params, mlp_loss_and_grads(X, one_hot(y, 3), params)[1])


def test_as_loss_fn_takes_targets_that_are_floats() -> None:
    """A loss of your own is differentiated, too: the mean squared error, with a column of floats as targets."""
    rng = np.random.default_rng(0)
    X, y, W = rng.standard_normal((5, 3)), rng.standard_normal((5, 1)), rng.standard_normal((3, 1))

    loss, grads = as_loss_fn(squares)(X, y, {"W": W})

    right_loss, right = linear_loss_and_grad(X, y, W)
    hint = "targets that are floats stay floats; only integer labels become int64"
    expect_number(float(loss), right_loss, atol=1e-10, hint=hint)
    expect_close(grads["W"], right, atol=1e-10, hint=hint)


def test_as_loss_fn_trains_by_your_own_gradient_descent() -> None:
    """Chapter 2.3's gradient_descent ends at the same parameters with autograd's gradients as with your own."""
    X, y, params = network(20)

    def train(targets: Any, loss_fn: Any) -> tuple[Params, list[float]]:
        return gradient_descent(X, targets, params, 0.5, loss_fn, 8, 5, np.random.default_rng(0))

    trained, losses = train(y, as_loss_fn(network_loss))

    right, right_losses = train(one_hot(y, 3), mlp_loss_and_grads)
    expect_close(np.array(losses), right_losses, atol=1e-5, hint="the losses of five epochs")
    for name in NAMES:
        expect_close(trained[name], right[name], atol=1e-9, hint=f"this is {name} after five epochs")


def test_as_loss_fn_leaves_its_inputs_alone() -> None:
    """The arrays keep their numbers, and a second call gives the same."""
    X, y, params = network()
    before = {name: param.copy() for name, param in params.items()}
    loss_fn = as_loss_fn(network_loss)

    _, first = loss_fn(X, y, params)
    _, second = loss_fn(X, y, params)

    expect_grads(second, params, first, "these are the second call's; expected are the first one's")
    for name in NAMES:
        expect_unchanged(params[name], before[name], f"params[{name!r}]")


def test_sgd_step_by_hand() -> None:
    """With gradients of 5 and -10 and lr = 0.1, the weights 1 and 2 become 0.5 and 3."""
    params = {"W": torch.tensor([1.0, 2.0], requires_grad=True)}

    sgd_step(params, {"W": torch.tensor([5.0, -10.0])}, 0.1)

    expect_close(params["W"], [0.5, 3], atol=1e-6, hint="param - lr * gradient")


def test_sgd_step_changes_the_tensors_themselves() -> None:
    """The step is taken in place: the tensor has new numbers for all code that holds it, and stays in the dict."""
    W = torch.tensor([1.0, 2.0], requires_grad=True)
    params = {"W": W}

    sgd_step(params, {"W": torch.tensor([5.0, -10.0])}, 0.1)

    hint = "W = W - lr * dW makes another tensor; W -= lr * dW changes this one"
    expect_close(W, [0.5, 3], atol=1e-6, hint=hint)
    assert params["W"] is W, f"expected  the same tensor in params\ngot       another one\n{hint}"


def test_sgd_step_keeps_parameters_as_leaves() -> None:
    """After the step a parameter still requires gradients, and is no result of a computation: backward works again."""
    W = torch.tensor([1.0, -2.0], requires_grad=True)

    sgd_step({"W": W}, {"W": torch.tensor([5.0, -10.0])}, 0.1)

    assert W.requires_grad, "expected  W still requires gradients\ngot       it does not"
    assert W.is_leaf, "expected  W is still a leaf\ngot       a result of a computation: step under torch.no_grad()"
    (W * W).sum().backward()
    expect_close(W.grad, [1, -2], atol=1e-6, hint="the slope of W * W is 2 W")


def test_sgd_step_takes_gradients_by_name() -> None:
    """Each parameter takes its own gradient, in whatever order the two dicts are."""
    params = leaves({"W1": np.ones((2, 2)), "b1": np.zeros(2), "W2": np.ones((2, 2))})
    numbers = {"b1": np.full(2, 2.0), "W2": np.full((2, 2), 3.0), "W1": np.full((2, 2), 1.0)}
    grads = {name: torch.tensor(number) for name, number in numbers.items()}

    sgd_step(params, grads, 0.5)

    for name, right in ("W1", np.full((2, 2), 0.5)), ("b1", np.full(2, -1)), ("W2", np.full((2, 2), -0.5)):
        expect_close(params[name], right, atol=1e-6, hint=f"this is {name}")


def test_sgd_step_descends() -> None:
    """Fifty steps with the gradients of loss_and_grads bring the squared error from 6.5 to below 0.01."""
    X, y = torch.tensor([[1.0], [2.0]]), torch.tensor([[3.0], [6.0]])
    params = {"W": torch.tensor([[1.0]], requires_grad=True)}

    for _ in range(50):
        _, grads = loss_and_grads(squares, X, y, params)
        sgd_step(params, grads, 0.1)

    expect_close(params["W"], [[3]], atol=0.01, hint="3 * 1 = 3 and 3 * 2 = 6")


def test_ReLU_by_hand() -> None:
    """Positive scores stay, all others become 0."""
    A = ReLU.apply(torch.tensor([[-1.0, 0.0, 2.0], [3.0, -0.5, 0.25]], dtype=torch.float64))

    expect_tensor(A, (2, 3))
    expect_close(A, [[0.0, 0.0, 2.0], [3.0, 0.0, 0.25]], atol=0)


def test_ReLU_passes_gradients_where_scores_are_positive() -> None:
    """An upstream gradient of 10, 20, 30, -40 at the scores -1, 0, 2, 3 becomes 0, 0, 30, -40."""
    Z = torch.tensor([-1.0, 0.0, 2.0, 3.0], dtype=torch.float64, requires_grad=True)

    ReLU.apply(Z).backward(torch.tensor([10.0, 20.0, 30.0, -40.0], dtype=torch.float64))

    hint = "dZ = dA * relu'(Z), where relu' is 1 for positive scores, else 0"
    expect_close(Z.grad, [0, 0, 30, -40], atol=1e-6, hint=hint)


def test_ReLU_passes_gradcheck() -> None:
    """PyTorch's own numerical check agrees with its backward; no score is on the kink at 0."""
    Z = torch.tensor([[-1.0, 0.4, 2.0], [3.0, -0.5, 0.25]], dtype=torch.float64, requires_grad=True)

    torch.autograd.gradcheck(ReLU.apply, (Z,))


def test_ReLU_can_be_used_twice() -> None:
    """Two applications, and only then backward: each remembers its own scores."""
    Z1, Z2 = (torch.tensor(z, dtype=torch.float64, requires_grad=True) for z in ([1.0, -1.0], [-1.0, 1.0]))

    (ReLU.apply(Z1) * torch.tensor([2.0, 3.0]) + ReLU.apply(Z2) * torch.tensor([5.0, 7.0])).sum().backward()

    hint = "keep Z in ctx, which each application has for itself, and not in the class or in a global name"
    expect_close(Z1.grad, [2, 0], atol=1e-6, hint=hint)
    expect_close(Z2.grad, [0, 7], atol=1e-6, hint=hint)


def test_ReLU_trains_chapter_3_4s_network() -> None:
    """Used instead of torch.relu, it gives the gradients of chapter 3.4, to 1e-10."""
    X, y, params = network()
    tensors = leaves(params)

    scores = ReLU.apply(torch.tensor(X) @ tensors["W1"] + tensors["b1"]) @ tensors["W2"] + tensors["b2"]
    torch.nn.functional.cross_entropy(scores, torch.tensor(y)).backward()

    right = mlp_loss_and_grads(X, one_hot(y, 3), params)[1]
    for name in reversed(NAMES):
        expect_close(tensors[name].grad, right[name], atol=1e-10, hint=f"this is the gradient of {name}")


def images_and_filters() -> tuple[Array, Array, Array, Array]:
    """Draw images, filters, biases, and a gradient of their convolution: X, F, b, dZ."""
    rng = np.random.default_rng(0)
    return tuple(rng.standard_normal(shape) for shape in ((2, 5, 4), (3, 2, 3), (3,), (2, 3, 4, 2)))  # type: ignore[return-value]


def test_Conv_is_your_convolution() -> None:
    """It gives what chapter 4.2's conv_forward gives, to 1e-10."""
    X, F, b, _ = images_and_filters()

    Z = Conv.apply(torch.tensor(X), torch.tensor(F), torch.tensor(b))

    expect_tensor(Z, (2, 3, 4, 2))
    expect_close(Z, conv_forward(X, F, b), atol=1e-10)


def test_Conv_gives_your_gradients() -> None:
    """With any upstream gradient backward gives conv_backward's dX, dF, db, to 1e-10."""
    X, F, b, dZ = images_and_filters()
    tensors = [torch.tensor(array, requires_grad=True) for array in (X, F, b)]

    Conv.apply(*tensors).backward(torch.tensor(dZ))

    for tensor, right, name in zip(tensors, conv_backward(X, F, dZ), ("X", "F", "b"), strict=True):
        hint = f"this is the gradient of {name}; backward gives one for each input of forward, in its order"
        expect_close(tensor.grad, right, atol=1e-10, hint=hint)


def test_Conv_takes_images_that_need_no_gradient() -> None:
    """The images of a first layer are data: filters and biases get their gradients, and the images none."""
    X, F, b, dZ = images_and_filters()
    images, filters = torch.tensor(X), torch.tensor(F, requires_grad=True)

    Conv.apply(images, filters, torch.tensor(b)).backward(torch.tensor(dZ))

    expect_close(filters.grad, conv_backward(X, F, dZ)[1], atol=1e-10, hint="this is the gradient of F")
    assert images.grad is None, f"expected  X.grad is None\ngot       {images.grad}"


def test_Conv_passes_gradcheck() -> None:
    """PyTorch's own numerical check agrees with its backward, for images, filters and biases."""
    tensors = [torch.tensor(array, requires_grad=True) for array in images_and_filters()[:3]]

    torch.autograd.gradcheck(Conv.apply, tensors)


def test_Conv_agrees_with_pytorchs() -> None:
    """Your convolution and PyTorch's own give the same numbers and gradients, to 1e-10."""
    X, F, b, dZ = images_and_filters()
    mine, theirs = ([torch.tensor(array, requires_grad=True) for array in (X, F, b)] for _ in range(2))

    Z = Conv.apply(*mine)
    Z.backward(torch.tensor(dZ))
    right = torch.nn.functional.conv2d(theirs[0][:, None], theirs[1][:, None], theirs[2])
    right.backward(torch.tensor(dZ))

    expect_close(Z, right.detach().numpy(), atol=1e-10)
    for got, expected, name in zip(mine, theirs, ("X", "F", "b"), strict=True):
        assert expected.grad is not None
        expect_close(got.grad, expected.grad.numpy(), atol=1e-10, hint=f"this is the gradient of {name}")


def test_Conv_can_be_used_twice() -> None:
    """Two applications, and only then backward: each remembers its own images and filters."""
    X, F, b, dZ = images_and_filters()
    tensors = [torch.tensor(array) for array in (X, F, b)]
    first, second = torch.tensor(F, requires_grad=True), torch.tensor(F, requires_grad=True)

    (
        (Conv.apply(tensors[0], first, tensors[2]) + Conv.apply(2 * tensors[0], second, tensors[2])) * torch.tensor(dZ)
    ).sum().backward()

    hint = "keep the tensors in ctx, which each application has for itself"
    expect_close(first.grad, conv_backward(X, F, dZ)[1], atol=1e-10, hint=hint)
    expect_close(second.grad, conv_backward(2 * X, F, dZ)[1], atol=1e-10, hint=hint)


def test_Conv_trains_chapter_4_3s_network() -> None:
    """With PyTorch's pooling and loss it gives the gradients of chapter 4.3's CNN, to 1e-10."""
    rng = np.random.default_rng(0)
    params = init_cnn(rng, filters=2, image_size=7, classes=3)
    params["c"] += 0.1
    X, y = rng.standard_normal((4, 7, 7)), rng.integers(0, 3, 4)
    tensors = leaves(params)

    pooled = torch.nn.functional.max_pool2d(torch.relu(Conv.apply(torch.tensor(X), tensors["F"], tensors["c"])), 2)
    scores = pooled.flatten(1) @ tensors["W"] + tensors["b"]
    loss = torch.nn.functional.cross_entropy(scores, torch.tensor(y))
    loss.backward()

    right_loss, right = cnn_loss_and_grads(X, one_hot(y, 3), params)
    expect_number(loss, right_loss, atol=1e-5)
    for name in reversed(list(params)):
        expect_close(tensors[name].grad, right[name], atol=1e-10, hint=f"this is the gradient of {name}")
