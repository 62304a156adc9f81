"""Wrong and right answers to chapter 5.2."""

from typing import Any, cast

import numpy as np
import torch
from ch11_arrays import Array
from ch23_minibatches import LossFn, Params
from ch32_activations import relu, relu_derivative
from ch42_convolution import conv_backward, conv_forward
from ch51_tensors import linear, to_array, to_tensor
from ch52_autograd import TorchLoss, TorchParams, loss_and_grads
from torch import Tensor

functional = torch.nn.functional


def _hidden(X: Tensor, params: TorchParams) -> Tensor:
    """Compute the hidden layer."""
    return torch.relu(linear(X, params["W1"], params["b1"]))


def _scores(X: Tensor, params: TorchParams) -> Tensor:
    """Compute the scores."""
    return linear(_hidden(X, params), params["W2"], params["b2"])


def wrong_mlp_loss__softmax_first(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """cross_entropy applies the softmax itself: give it scores, without torch.softmax before.

    Breaks: cross_entropy on scores.
    """
    return functional.cross_entropy(torch.softmax(_scores(X, params), dim=1), y)


def wrong_mlp_loss__log_of_softmax_of_softmax(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """nll_loss takes logarithms of probabilities: use log_softmax before it, or cross_entropy, which does both.

    Breaks: 3.4's loss.
    """
    return functional.nll_loss(torch.softmax(_scores(X, params), dim=1), y)


def wrong_mlp_loss__no_relu(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """Your network has no ReLU between its layers: A1 = relu(X @ W1 + b1).

    Breaks: 3.4's network.
    """
    A1 = linear(X, params["W1"], params["b1"])
    return functional.cross_entropy(linear(A1, params["W2"], params["b2"]), y)


def wrong_mlp_loss__relu_twice(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """Your scores go through ReLU: only the hidden layer does.

    Breaks: scores.
    """
    return functional.cross_entropy(torch.relu(_scores(X, params)), y)


def wrong_mlp_loss__sigmoid(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """Your hidden layer is a sigmoid: chapter 3.4's is ReLU.

    Breaks: 3.4's network.
    """
    A1 = torch.sigmoid(linear(X, params["W1"], params["b1"]))
    return functional.cross_entropy(linear(A1, params["W2"], params["b2"]), y)


def wrong_mlp_loss__tanh(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """Your hidden layer is a tanh: chapter 3.4's is ReLU.

    Breaks: 3.4's network.
    """
    A1 = torch.tanh(linear(X, params["W1"], params["b1"]))
    return functional.cross_entropy(linear(A1, params["W2"], params["b2"]), y)


def wrong_mlp_loss__sum(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """Your loss is a sum over samples: it is their mean, which is what cross_entropy gives without reduction="sum".

    Breaks: the mean.
    """
    return functional.cross_entropy(_scores(X, params), y, reduction="sum")


def wrong_mlp_loss__mean_of_all_entries(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """Your loss is divided by the number of classes, too: it is the mean over samples alone.

    Breaks: the mean over samples.
    """
    Z = _scores(X, params)
    return -(torch.log_softmax(Z, dim=1) * functional.one_hot(y, Z.shape[1])).mean()


def wrong_mlp_loss__per_sample(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """You return a loss for each sample: return their mean, one number without axes.

    Breaks: 0-d.
    """
    return functional.cross_entropy(_scores(X, params), y, reduction="none")


def wrong_mlp_loss__softmax_over_samples(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """Your softmax is over samples: the classes are dim=1, and each row is a distribution of its own.

    Breaks: 3.4's loss.
    """
    return functional.nll_loss(torch.log_softmax(_scores(X, params), dim=0), y)


def wrong_mlp_loss__number(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """You return a number, through which no backward can go: return the tensor, without .item().

    Breaks: a 0-d tensor.
    """
    return cast(Tensor, functional.cross_entropy(_scores(X, params), y).item())


def wrong_mlp_loss__detached(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """Your loss has no record of how it was computed: no .detach(), .data, .item() or no_grad here.

    Breaks: backward can go through it.
    """
    return functional.cross_entropy(_scores(X, params), y).detach()


def wrong_mlp_loss__copies_parameters(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """Your parameters are new tensors without a connection to those in params: compute with params itself.

    Breaks: backward reaches the parameters.
    """
    return functional.cross_entropy(_scores(X, {name: param.detach() for name, param in params.items()}), y) + 0 * sum(
        param.detach().requires_grad_().sum() for param in params.values()
    )


def wrong_mlp_loss__hidden_layer_detached(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """No gradient reaches the first layer: keep A1 a tensor with its record, without .detach() and NumPy.

    Breaks: backward reaches all parameters.
    """
    A1 = to_tensor(relu(to_array(linear(X, params["W1"], params["b1"]))))
    return functional.cross_entropy(linear(A1, params["W2"], params["b2"]), y)


def wrong_mlp_loss__negative(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """Your loss has the wrong sign: -log(a) is positive.

    Breaks: 3.4's loss.
    """
    return -functional.cross_entropy(_scores(X, params), y)


def wrong_mlp_loss__squared_error(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """Your loss is a squared error: chapter 3.4's is the cross-entropy.

    Breaks: 3.4's loss.
    """
    Z = _scores(X, params)
    return functional.mse_loss(torch.softmax(Z, dim=1), functional.one_hot(y, Z.shape[1]).to(Z.dtype))


def wrong_mlp_loss__unstable(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """The logarithm of a softmax that is 0 is -inf: cross_entropy, or log_softmax, computes it without overflow.

    Breaks: finite at large scores.
    """
    A = torch.softmax(_scores(X, params), dim=1)
    return -torch.log(A[torch.arange(len(y)), y]).mean()


def unpolished_mlp_loss__guarded(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """A guard inside the logarithm keeps a large loss at about 35: cross_entropy is exact at any score.

    Breaks: exactness where the network is certain.
    """
    A = torch.softmax(_scores(X, params), dim=1)
    return -torch.log(A[torch.arange(len(y)), y].clamp(min=1e-15)).mean()


def unpolished_mlp_loss__float64(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """Your loss is float64 whatever comes in: leave the dtype to the caller.

    Breaks: float32 in, float32 out.
    """
    return functional.cross_entropy(_scores(X, params), y).double()


def plain_mlp_loss__in_steps(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """Write every step."""
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    Z1 = X @ W1 + b1
    A1 = torch.clamp(Z1, min=0)
    Z2 = A1 @ W2 + b2
    loss = functional.cross_entropy(Z2, y)
    return loss


def plain_mlp_loss__criterion(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """Use the module, and a maximum by hand."""
    criterion = torch.nn.CrossEntropyLoss()
    Z1 = torch.matmul(X, params["W1"]) + params["b1"]
    A1 = torch.maximum(Z1, torch.zeros_like(Z1))
    output = torch.matmul(A1, params["W2"]) + params["b2"]
    return cast(Tensor, criterion(output, y))


def plain_mlp_loss__one_hot(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """Make one-hot rows as in chapter 3.4."""
    Z = _scores(X, params)
    Y = torch.zeros_like(Z)
    Y[torch.arange(len(y)), y] = 1
    return -(Y * torch.log_softmax(Z, dim=1)).sum() / len(X)


def plain_mlp_loss__values(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """Unpack the values."""
    W1, b1, W2, b2 = params.values()
    return functional.cross_entropy((X.mm(W1) + b1).relu().mm(W2) + b2, y, reduction="mean")


def plain_mlp_loss__where(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """Write ReLU with where, and sum the logarithms in a loop."""
    Z1 = X @ params["W1"] + params["b1"]
    logs = torch.log_softmax(torch.where(Z1 > 0, Z1, torch.zeros_like(Z1)) @ params["W2"] + params["b2"], dim=-1)
    total: Any = 0
    for i in range(len(y)):
        total = total - logs[i, y[i]]
    return cast(Tensor, total / len(y))


def right_mlp_loss__nll(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """Take the two halves of cross_entropy."""
    return functional.nll_loss(torch.log_softmax(_scores(X, params), dim=-1), y)


def right_mlp_loss__logsumexp(X: Tensor, y: Tensor, params: TorchParams) -> Tensor:
    """Write the logarithm of the softmax out."""
    Z = _scores(X, params)
    return (torch.logsumexp(Z, dim=1) - Z.gather(1, y[:, None])[:, 0]).mean()


def wrong_loss_and_grads__no_zero_grad(
    loss: TorchLoss, X: Tensor, y: Tensor, params: TorchParams
) -> tuple[float, TorchParams]:
    """backward adds to .grad, and you never empty it: set param.grad = None after you have copied it.

    Breaks: called twice it gives the same.
    """
    value = loss(X, y, params)
    value.backward()
    return value.item(), {name: cast(Tensor, param.grad).clone() for name, param in params.items()}


def wrong_loss_and_grads__grad_itself(
    loss: TorchLoss, X: Tensor, y: Tensor, params: TorchParams
) -> tuple[float, TorchParams]:
    """backward adds to .grad, and you never empty it: set param.grad = None after you have copied it.

    Breaks: called twice it gives the same.
    """
    value = loss(X, y, params)
    value.backward()
    return value.item(), {name: cast(Tensor, param.grad) for name, param in params.items()}


def wrong_loss_and_grads__empties_before_only(
    loss: TorchLoss, X: Tensor, y: Tensor, params: TorchParams
) -> tuple[float, TorchParams]:
    """Your gradients stay in .grad, to which the next backward of somebody else adds: empty it at the end, too.

    Breaks: leaves no .grad behind.
    """
    for param in params.values():
        param.grad = None
    value = loss(X, y, params)
    value.backward()
    return value.item(), {name: cast(Tensor, param.grad) for name, param in params.items()}


def wrong_loss_and_grads__zeroes_in_place_before(
    loss: TorchLoss, X: Tensor, y: Tensor, params: TorchParams
) -> tuple[float, TorchParams]:
    """Your gradients stay in .grad, to which the next backward of somebody else adds: empty it at the end, too.

    Breaks: leaves no .grad behind; and the next call changes what this one returned.
    """
    for param in params.values():
        if param.grad is not None:
            param.grad.zero_()
    value = loss(X, y, params)
    value.backward()
    return value.item(), {name: cast(Tensor, param.grad) for name, param in params.items()}


def wrong_loss_and_grads__zeroes_what_it_returns(
    loss: TorchLoss, X: Tensor, y: Tensor, params: TorchParams
) -> tuple[float, TorchParams]:
    """Your gradients are 0: .grad.zero_() empties the very tensors that you return; copy them before, or set None.

    Breaks: the gradients.
    """
    value = loss(X, y, params)
    value.backward()
    grads = {name: cast(Tensor, param.grad) for name, param in params.items()}
    for grad in grads.values():
        grad.zero_()
    return value.item(), grads


def wrong_loss_and_grads__zeroes_before_reading(
    loss: TorchLoss, X: Tensor, y: Tensor, params: TorchParams
) -> tuple[float, TorchParams]:
    """Your gradients are None: call backward on the loss, then read .grad, and only then empty it.

    Breaks: the gradients.
    """
    value = loss(X, y, params)
    value.backward()
    for param in params.values():
        param.grad = None
    return value.item(), {name: cast(Tensor, param.grad) for name, param in params.items()}


def wrong_loss_and_grads__no_backward(
    loss: TorchLoss, X: Tensor, y: Tensor, params: TorchParams
) -> tuple[float, TorchParams]:
    """Your gradients are None: call backward on the loss, then read .grad, and only then empty it.

    Breaks: the gradients.
    """
    value = loss(X, y, params)
    return value.item(), {name: cast(Tensor, param.grad) for name, param in params.items()}


def wrong_loss_and_grads__keeps_the_record(
    loss: TorchLoss, X: Tensor, y: Tensor, params: TorchParams
) -> tuple[float, TorchParams]:
    """You return the loss with the record of its whole computation, which stays in memory: return loss.item().

    Breaks: a float.
    """
    leaves = {name: param.detach().requires_grad_() for name, param in params.items()}
    value = loss(X, y, leaves)
    value.backward()
    return cast(float, value), {name: cast(Tensor, leaf.grad) for name, leaf in leaves.items()}


def wrong_loss_and_grads__sums_batches(
    loss: TorchLoss, X: Tensor, y: Tensor, params: TorchParams
) -> tuple[float, TorchParams]:
    """Your gradients are those of a sum over samples: backward gives the mean's, so do not multiply by n.

    Breaks: the gradients of the loss.
    """
    value, grads = loss_and_grads(loss, X, y, params)
    return value, {name: grad * len(X) for name, grad in grads.items()}


def wrong_loss_and_grads__divides_again(
    loss: TorchLoss, X: Tensor, y: Tensor, params: TorchParams
) -> tuple[float, TorchParams]:
    """Your gradients are divided by n once too often: the mean is in the loss already.

    Breaks: the gradients of the loss.
    """
    value, grads = loss_and_grads(loss, X, y, params)
    return value, {name: grad / len(X) for name, grad in grads.items()}


def wrong_loss_and_grads__arrays(
    loss: TorchLoss, X: Tensor, y: Tensor, params: TorchParams
) -> tuple[float, TorchParams]:
    """Your gradients are arrays: return tensors here, as sgd_step needs them.

    Breaks: TorchParams.
    """
    value, grads = loss_and_grads(loss, X, y, params)
    return value, cast(TorchParams, {name: to_array(grad) for name, grad in grads.items()})


def wrong_loss_and_grads__tuple(
    loss: TorchLoss, X: Tensor, y: Tensor, params: TorchParams
) -> tuple[float, TorchParams]:
    """Your gradients are a tuple, as torch.autograd.grad gives them: return a dict with the keys of params.

    Breaks: under the same keys.
    """
    value = loss(X, y, params)
    return value.item(), cast(TorchParams, torch.autograd.grad(value, list(params.values())))


def wrong_loss_and_grads__takes_a_step(
    loss: TorchLoss, X: Tensor, y: Tensor, params: TorchParams
) -> tuple[float, TorchParams]:
    """You change the parameters: taking the step is up to sgd_step.

    Breaks: the numbers in params are not modified.
    """
    value, grads = loss_and_grads(loss, X, y, params)
    with torch.no_grad():
        for name, param in params.items():
            param -= 0.1 * grads[name]
    return value, grads


def wrong_loss_and_grads__gradients_with_a_record(
    loss: TorchLoss, X: Tensor, y: Tensor, params: TorchParams
) -> tuple[float, TorchParams]:
    """Your gradients keep a record of their own computation: leave out create_graph=True.

    Breaks: detached.
    """
    value = loss(X, y, params)
    grads = torch.autograd.grad(value, list(params.values()), create_graph=True)
    return value.item(), dict(zip(params, grads, strict=True))


def wrong_loss_and_grads__turns_gradients_off(
    loss: TorchLoss, X: Tensor, y: Tensor, params: TorchParams
) -> tuple[float, TorchParams]:
    """Afterwards the parameters no longer require gradients: leave requires_grad as it is.

    Breaks: the parameters still require gradients.
    """
    value, grads = loss_and_grads(loss, X, y, params)
    for param in params.values():
        param.requires_grad_(False)
    return value, grads


def unpolished_loss_and_grads__tensor(
    loss: TorchLoss, X: Tensor, y: Tensor, params: TorchParams
) -> tuple[float, TorchParams]:
    """Your loss is a tensor without axes: value.item() is the float.

    Breaks: a float.
    """
    leaves = {name: param.detach().requires_grad_() for name, param in params.items()}
    value = loss(X, y, leaves)
    value.backward()
    grads = {name: torch.zeros_like(leaf) if leaf.grad is None else leaf.grad for name, leaf in leaves.items()}
    return cast(float, value.detach()), grads


def unpolished_loss_and_grads__leaves_zeros(
    loss: TorchLoss, X: Tensor, y: Tensor, params: TorchParams
) -> tuple[float, TorchParams]:
    """Zeros stay in .grad, as large as the parameters themselves: set it to None.

    Breaks: leaves no .grad behind.
    """
    for param in params.values():
        param.grad = None
    value = loss(X, y, params)
    value.backward()
    grads = {}
    for name, param in params.items():
        param.grad = torch.zeros_like(param) if param.grad is None else param.grad
        grads[name] = param.grad.clone()
        param.grad.zero_()
    return value.item(), grads


def unpolished_loss_and_grads__none_for_unused(
    loss: TorchLoss, X: Tensor, y: Tensor, params: TorchParams
) -> tuple[float, TorchParams]:
    """A parameter that the loss does not use has None for a gradient: it is 0.

    Breaks: gradient 0.
    """
    leaves = {name: param.detach().requires_grad_() for name, param in params.items()}
    value = loss(X, y, leaves)
    value.backward()
    return value.item(), {name: cast(Tensor, leaf.grad) for name, leaf in leaves.items()}


def plain_loss_and_grads__none_afterwards(
    loss: TorchLoss, X: Tensor, y: Tensor, params: TorchParams
) -> tuple[float, TorchParams]:
    """Read .grad, and set it to None."""
    value = loss(X, y, params)
    value.backward()
    grads = {}
    for name in params:
        grads[name] = cast(Tensor, params[name].grad)
        params[name].grad = None
    return value.item(), grads


def plain_loss_and_grads__zero_and_clone(
    loss: TorchLoss, X: Tensor, y: Tensor, params: TorchParams
) -> tuple[float, TorchParams]:
    """Set to 0 before, clone, and set to 0 afterwards."""
    for p in params.values():
        if p.grad is not None:
            p.grad.zero_()
    L = loss(X, y, params)
    L.backward()
    grads = {name: p.grad.clone() for name, p in params.items() if p.grad is not None}
    for p in params.values():
        if p.grad is not None:
            p.grad.zero_()
    return float(L), grads


def plain_loss_and_grads__optimizer(
    loss: TorchLoss, X: Tensor, y: Tensor, params: TorchParams
) -> tuple[float, TorchParams]:
    """Let an optimizer empty .grad."""
    optimizer = torch.optim.SGD(list(params.values()), lr=0.1)
    optimizer.zero_grad()
    value = loss(X, y, params)
    value.backward()
    grads = {name: cast(Tensor, param.grad).detach().clone() for name, param in params.items()}
    optimizer.zero_grad()
    return value.item(), grads


def plain_loss_and_grads__autograd_grad(
    loss: TorchLoss, X: Tensor, y: Tensor, params: TorchParams
) -> tuple[float, TorchParams]:
    """Ask for the gradients directly."""
    value = loss(X, y, params)
    grads = torch.autograd.grad(value, list(params.values()))
    return value.item(), dict(zip(params.keys(), grads, strict=True))


def plain_loss_and_grads__detached_loss(
    loss: TorchLoss, X: Tensor, y: Tensor, params: TorchParams
) -> tuple[float, TorchParams]:
    """Return the loss as a detached tensor, and copies for parameters."""
    copies = {}
    for name, param in params.items():
        copies[name] = param.clone().detach()
        copies[name].requires_grad = True
    value = loss(X, y, copies)
    value.backward()
    return cast(float, value.detach()), {name: cast(Tensor, copies[name].grad) for name in copies}


def plain_loss_and_grads__retained(
    loss: TorchLoss, X: Tensor, y: Tensor, params: TorchParams
) -> tuple[float, TorchParams]:
    """Keep the record, for no reason."""
    value = loss(X, y, params)
    value.backward(retain_graph=True)
    grads = {key: torch.tensor(cast(Tensor, p.grad).numpy()) for key, p in params.items()}
    for p in params.values():
        p.grad = None
    return value.detach().numpy().item(), grads


def right_loss_and_grads__materialized(
    loss: TorchLoss, X: Tensor, y: Tensor, params: TorchParams
) -> tuple[float, TorchParams]:
    """Ask for the gradients directly, with 0 for what is not used."""
    value = loss(X, y, params)
    grads = torch.autograd.grad(value, list(params.values()), materialize_grads=True)
    return value.item(), dict(zip(params, grads, strict=True))


def wrong_as_loss_fn__tensors(loss: TorchLoss) -> LossFn:
    """Your gradients are tensors: gradient_descent computes with arrays, so use to_array.

    Breaks: NumPy in and out.
    """

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        targets = to_tensor(y) if y.dtype.kind == "f" else to_tensor(y).long()
        tensors = {name: to_tensor(param).requires_grad_() for name, param in params.items()}
        return cast(tuple[float, Params], loss_and_grads(loss, to_tensor(X), targets, tensors))

    return loss_fn


def wrong_as_loss_fn__float32(loss: TorchLoss) -> LossFn:
    """You convert to float32, which loses digits: keep the dtype of the arrays.

    Breaks: 1e-10 in float64.
    """

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        targets = to_tensor(y).float() if y.dtype.kind == "f" else to_tensor(y).long()
        tensors = {name: to_tensor(param).float().requires_grad_() for name, param in params.items()}
        value, grads = loss_and_grads(loss, to_tensor(X).float(), targets, tensors)
        return value, {name: to_array(grad) for name, grad in grads.items()}

    return loss_fn


def wrong_as_loss_fn__float_labels(loss: TorchLoss) -> LossFn:
    """Your labels become floats, which cross_entropy refuses or takes for probabilities: keep integers integers.

    Breaks: integer labels as int64.
    """

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        tensors = {name: to_tensor(param).requires_grad_() for name, param in params.items()}
        value, grads = loss_and_grads(loss, to_tensor(X), to_tensor(y).double(), tensors)
        return value, {name: to_array(grad) for name, grad in grads.items()}

    return loss_fn


def wrong_as_loss_fn__all_labels(loss: TorchLoss) -> LossFn:
    """All targets become int64, which cuts off their fractions: only labels are integers, floats stay floats.

    Breaks: all other targets in their own dtype.
    """

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        tensors = {name: to_tensor(param).requires_grad_() for name, param in params.items()}
        value, grads = loss_and_grads(loss, to_tensor(X), to_tensor(y).long(), tensors)
        return value, {name: to_array(grad) for name, grad in grads.items()}

    return loss_fn


def wrong_as_loss_fn__no_gradients_required(loss: TorchLoss) -> LossFn:
    """backward finds nothing to differentiate: the tensors of params need .requires_grad_().

    Breaks: gradients.
    """

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        targets = to_tensor(y) if y.dtype.kind == "f" else to_tensor(y).long()
        tensors = {name: to_tensor(param) for name, param in params.items()}
        value = loss(to_tensor(X), targets, tensors)
        value.backward()
        return value.item(), {name: to_array(cast(Tensor, tensor.grad)) for name, tensor in tensors.items()}

    return loss_fn


def wrong_as_loss_fn__keeps_first_parameters(loss: TorchLoss) -> LossFn:
    """Your function keeps the parameters of its first call: turn params into tensors at each call.

    Breaks: the parameters that it is given.
    """
    tensors: TorchParams = {}

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        targets = to_tensor(y) if y.dtype.kind == "f" else to_tensor(y).long()
        for name, param in params.items():
            tensors.setdefault(name, to_tensor(param).requires_grad_())
        value, grads = loss_and_grads(loss, to_tensor(X), targets, tensors)
        return value, {name: to_array(grad) for name, grad in grads.items()}

    return loss_fn


def wrong_as_loss_fn__steps_in_place(loss: TorchLoss) -> LossFn:
    """You change the parameters: the step is up to gradient_descent.

    Breaks: it modifies none of its arguments.
    """

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        targets = to_tensor(y) if y.dtype.kind == "f" else to_tensor(y).long()
        tensors = {name: to_tensor(param).requires_grad_() for name, param in params.items()}
        value, grads = loss_and_grads(loss, to_tensor(X), targets, tensors)
        for name in params:
            params[name] -= 0.1 * to_array(grads[name])
        return value, {name: to_array(grad) for name, grad in grads.items()}

    return loss_fn


def wrong_as_loss_fn__only_gradients(loss: TorchLoss) -> LossFn:
    """Your function gives the gradients alone: it returns the loss and the gradients.

    Breaks: the loss and the gradients.
    """

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        targets = to_tensor(y) if y.dtype.kind == "f" else to_tensor(y).long()
        tensors = {name: to_tensor(param).requires_grad_() for name, param in params.items()}
        _, grads = loss_and_grads(loss, to_tensor(X), targets, tensors)
        return cast(tuple[float, Params], {name: to_array(grad) for name, grad in grads.items()})

    return loss_fn


def wrong_as_loss_fn__gradients_of_the_data(loss: TorchLoss) -> LossFn:
    """backward adds to .grad, and your tensors live on from call to call: make new ones each time.

    Breaks: called twice it gives the same.
    """
    kept: TorchParams = {}

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        targets = to_tensor(y) if y.dtype.kind == "f" else to_tensor(y).long()
        for name, param in params.items():
            if name not in kept:
                kept[name] = to_tensor(param).requires_grad_()
            kept[name].data = to_tensor(param)
        value = loss(to_tensor(X), targets, kept)
        value.backward()
        return value.item(), {name: to_array(cast(Tensor, tensor.grad)) for name, tensor in kept.items()}

    return loss_fn


def unpolished_as_loss_fn__int32(loss: TorchLoss) -> LossFn:
    """Labels of int32 reach cross_entropy, which refuses them: convert integers to int64.

    Breaks: integer labels as int64.
    """

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        tensors = {name: to_tensor(param).requires_grad_() for name, param in params.items()}
        value, grads = loss_and_grads(loss, to_tensor(X), to_tensor(y), tensors)
        return value, {name: to_array(grad) for name, grad in grads.items()}

    return loss_fn


def unpolished_as_loss_fn__shares(loss: TorchLoss) -> LossFn:
    """Your tensors share their memory with the caller's arrays, which a loss may change: copy them.

    Breaks: it modifies none of its arguments.
    """

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        targets = to_tensor(y) if y.dtype.kind == "f" else to_tensor(y).long()
        tensors = {name: to_tensor(param).requires_grad_() for name, param in params.items()}
        value, grads = loss_and_grads(loss, torch.from_numpy(X), targets, tensors)
        return value, {name: to_array(grad) for name, grad in grads.items()}

    return loss_fn


def plain_as_loss_fn__from_numpy(loss: TorchLoss) -> LossFn:
    """Share the memory."""

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        params_t = {k: torch.from_numpy(v).requires_grad_(True) for k, v in params.items()}
        value, grads = loss_and_grads(loss, torch.from_numpy(X), torch.from_numpy(y), params_t)
        return value, {k: v.numpy() for k, v in grads.items()}

    return loss_fn


def plain_as_loss_fn__tensor(loss: TorchLoss) -> LossFn:
    """Use torch.tensor for all."""

    def inner(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        tensors = {}
        for name in params:
            tensors[name] = torch.tensor(params[name], requires_grad=True)
        value = loss(torch.tensor(X), torch.tensor(y), tensors)
        value.backward()
        grads = {}
        for name in params:
            grads[name] = cast(Tensor, tensors[name].grad).numpy()
        return value.item(), grads

    return inner


def plain_as_loss_fn__lambda(loss: TorchLoss) -> LossFn:
    """Write it in two lambdas."""
    arrays = lambda result: (result[0], {k: to_array(g) for k, g in result[1].items()})  # noqa: E731
    return lambda X, y, params: arrays(
        loss_and_grads(loss, to_tensor(X), to_tensor(y), {k: to_tensor(p).requires_grad_() for k, p in params.items()})
    )


def plain_as_loss_fn__array_loss(loss: TorchLoss) -> LossFn:
    """Return the loss as an array without axes."""

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        ps = {k: torch.nn.Parameter(torch.tensor(v)) for k, v in params.items()}
        value = loss(torch.tensor(X), torch.tensor(y), dict(ps))
        value.backward()
        return cast(float, value.detach().numpy()), {k: cast(Tensor, p.grad).numpy().copy() for k, p in ps.items()}

    return loss_fn


def right_as_loss_fn__class(loss: TorchLoss) -> LossFn:
    """Ask for the gradients directly."""

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        leaves = [to_tensor(param).requires_grad_() for param in params.values()]
        targets = torch.tensor(y) if np.issubdtype(y.dtype, np.floating) else torch.tensor(y, dtype=torch.int64)
        value = loss(torch.tensor(X), targets, dict(zip(params, leaves, strict=True)))
        grads = torch.autograd.grad(value, leaves)
        return float(value), dict(zip(params, map(to_array, grads), strict=True))

    return loss_fn


def wrong_sgd_step__rebinds(params: TorchParams, grads: TorchParams, lr: float) -> None:
    """The parameters stay as they were, since W = W - lr * dW makes another tensor: W -= lr * dW changes this one.

    Breaks: in place.
    """
    for name, W in params.items():
        W = W - lr * grads[name]


def wrong_sgd_step__replaces_in_the_dict(params: TorchParams, grads: TorchParams, lr: float) -> None:
    """Afterwards the parameters require no gradients, so they learn no more: use -= within `with torch.no_grad():`.

    Breaks: in place; parameters stay leaves.
    """
    with torch.no_grad():
        for name in params:
            params[name] = params[name] - lr * grads[name]


def wrong_sgd_step__records_the_step(params: TorchParams, grads: TorchParams, lr: float) -> None:
    """Your parameters have become results of a computation, and get no .grad: step in place, under torch.no_grad().

    Breaks: parameters stay leaves.
    """
    for name in params:
        params[name] = params[name] - lr * grads[name]


def wrong_sgd_step__new_leaves(params: TorchParams, grads: TorchParams, lr: float) -> None:
    """You put new parameters into params, but other code still has the old ones: change them in place, with -=.

    Breaks: in place.
    """
    for name in params:
        params[name] = (params[name] - lr * grads[name]).detach().requires_grad_()


def wrong_sgd_step__outside_no_grad(params: TorchParams, grads: TorchParams, lr: float) -> None:
    """PyTorch refuses to change a parameter in place while it records: step within `with torch.no_grad():`.

    Breaks: under no_grad.
    """
    for name, param in params.items():
        param -= lr * grads[name]


def wrong_sgd_step__uphill(params: TorchParams, grads: TorchParams, lr: float) -> None:
    """Your step goes uphill: subtract lr * gradient.

    Breaks: param - lr * gradient.
    """
    with torch.no_grad():
        for name, param in params.items():
            param += lr * grads[name]


def wrong_sgd_step__no_lr(params: TorchParams, grads: TorchParams, lr: float) -> None:
    """Your step has no learning rate: subtract lr * gradient.

    Breaks: param - lr * gradient.
    """
    with torch.no_grad():
        for name, param in params.items():
            param -= grads[name]


def wrong_sgd_step__own_grad(params: TorchParams, grads: TorchParams, lr: float) -> None:
    """You take param.grad, which is empty here: the gradients are in grads.

    Breaks: grads.
    """
    with torch.no_grad():
        for param in params.values():
            param -= lr * cast(Tensor, param.grad)


def wrong_sgd_step__by_position(params: TorchParams, grads: TorchParams, lr: float) -> None:
    """The two dicts may differ in order: take the gradients by name.

    Breaks: under the same keys.
    """
    with torch.no_grad():
        for param, grad in zip(params.values(), grads.values(), strict=True):
            param.data = param.data - lr * grad


def wrong_sgd_step__turns_gradients_off(params: TorchParams, grads: TorchParams, lr: float) -> None:
    """Afterwards the parameters require no gradients, so they learn no more: use -= within `with torch.no_grad():`.

    Breaks: parameters stay leaves that require gradients.
    """
    for name, param in params.items():
        param.requires_grad_(False)
        param -= lr * grads[name]


def wrong_sgd_step__detached_copy(params: TorchParams, grads: TorchParams, lr: float) -> None:
    """The parameters stay as they were, since W = W - lr * dW makes another tensor: W -= lr * dW changes this one.

    Breaks: in place.
    """
    for name, param in params.items():
        copy = param.detach().clone()
        copy -= lr * grads[name]


def wrong_sgd_step__weights_only(params: TorchParams, grads: TorchParams, lr: float) -> None:
    """Your biases stay as they are: they take a step as well.

    Breaks: each parameter.
    """
    with torch.no_grad():
        for name, param in params.items():
            if name.startswith("W"):
                param -= lr * grads[name]


def unpolished_sgd_step__changes_gradients(params: TorchParams, grads: TorchParams, lr: float) -> None:
    """You multiply the caller's gradients by lr in place: lr * grads[name] is a new tensor.

    Breaks: grads is not modified.
    """
    with torch.no_grad():
        for name, param in params.items():
            param -= grads[name].mul_(lr)


def unpolished_sgd_step__data(params: TorchParams, grads: TorchParams, lr: float) -> None:
    """.data hides the change from autograd, which then cannot warn: use torch.no_grad().

    Breaks: under no_grad.
    """
    for name, param in params.items():
        param.data -= lr * grads[name]


def plain_sgd_step__data(params: TorchParams, grads: TorchParams, lr: float) -> None:
    """Use .data, as in old books."""
    for name in params:
        params[name].data = params[name].data - lr * grads[name]


def plain_sgd_step__sub(params: TorchParams, grads: TorchParams, lr: float) -> None:
    """Subtract by a method."""
    with torch.no_grad():
        for key in params:
            params[key].sub_(grads[key], alpha=lr)


def plain_sgd_step__copy(params: TorchParams, grads: TorchParams, lr: float) -> None:
    """Compute the new numbers, and copy them."""
    with torch.no_grad():
        for key in params.keys():
            new = params[key] - lr * grads[key]
            params[key].copy_(new)


def plain_sgd_step__optimizer(params: TorchParams, grads: TorchParams, lr: float) -> None:
    """Leave it to an optimizer."""
    optimizer = torch.optim.SGD(list(params.values()), lr=lr)
    for name, param in params.items():
        param.grad = grads[name].clone()
    optimizer.step()
    optimizer.zero_grad()


def plain_sgd_step__item(params: TorchParams, grads: TorchParams, lr: float) -> None:
    """Assign to the item, in place."""
    with torch.no_grad():
        for name in params:
            params[name] -= lr * grads[name]


@torch.no_grad()
def plain_sgd_step__decorated(params: TorchParams, grads: TorchParams, lr: float) -> None:
    """Turn the record off for all of it."""
    for name, grad in grads.items():
        params[name] -= lr * grad


def right_sgd_step__slice(params: TorchParams, grads: TorchParams, lr: float) -> None:
    """Write into all entries."""
    with torch.no_grad():
        for name, param in params.items():
            param[...] = param - lr * grads[name]


class wrong_ReLU__no_upstream(torch.autograd.Function):
    """Your backward forgets the gradient that comes in: multiply the slope by dA.

    Breaks: dZ = dA * relu'(Z).
    """

    @staticmethod
    def forward(ctx: Any, Z: Tensor) -> Tensor:
        ctx.save_for_backward(Z)
        return to_tensor(relu(to_array(Z)))

    @staticmethod
    def backward(ctx: Any, dA: Tensor) -> Tensor:
        (Z,) = ctx.saved_tensors
        return to_tensor(relu_derivative(to_array(Z)))


class wrong_ReLU__no_mask(torch.autograd.Function):
    """Your backward passes the gradient on as it comes: it is 0 where the score was not positive.

    Breaks: dZ = dA * relu'(Z).
    """

    @staticmethod
    def forward(ctx: Any, Z: Tensor) -> Tensor:
        return to_tensor(relu(to_array(Z)))

    @staticmethod
    def backward(ctx: Any, dA: Tensor) -> Tensor:
        return dA.clone()


class wrong_ReLU__slope_of_the_gradient(torch.autograd.Function):
    """Your slope is that of the gradient: relu' is taken at the scores, so save Z in forward.

    Breaks: dZ = dA * relu'(Z).
    """

    @staticmethod
    def forward(ctx: Any, Z: Tensor) -> Tensor:
        return to_tensor(relu(to_array(Z)))

    @staticmethod
    def backward(ctx: Any, dA: Tensor) -> Tensor:
        return dA * to_tensor(relu_derivative(to_array(dA)))


class wrong_ReLU__relu_of_the_gradient(torch.autograd.Function):
    """Your backward applies relu to the gradient: it multiplies the gradient by relu's slope at the scores.

    Breaks: dZ = dA * relu'(Z).
    """

    @staticmethod
    def forward(ctx: Any, Z: Tensor) -> Tensor:
        return to_tensor(relu(to_array(Z)))

    @staticmethod
    def backward(ctx: Any, dA: Tensor) -> Tensor:
        return to_tensor(relu(to_array(dA)))


class wrong_ReLU__times_relu(torch.autograd.Function):
    """Your backward multiplies by what relu gave: multiply by its slope, 1 where the score is positive, else 0.

    Breaks: dZ = dA * relu'(Z).
    """

    @staticmethod
    def forward(ctx: Any, Z: Tensor) -> Tensor:
        ctx.save_for_backward(Z)
        return to_tensor(relu(to_array(Z)))

    @staticmethod
    def backward(ctx: Any, dA: Tensor) -> Tensor:
        (Z,) = ctx.saved_tensors
        return dA * to_tensor(relu(to_array(Z)))


class wrong_ReLU__kept_in_the_class(torch.autograd.Function):
    """You keep Z in the class, where the second application overwrites it: keep it in ctx.

    Breaks: each application remembers its own scores.
    """

    Z: Any = None

    @staticmethod
    def forward(ctx: Any, Z: Tensor) -> Tensor:
        wrong_ReLU__kept_in_the_class.Z = Z.detach()
        return to_tensor(relu(to_array(Z)))

    @staticmethod
    def backward(ctx: Any, dA: Tensor) -> Tensor:
        Z = wrong_ReLU__kept_in_the_class.Z
        return dA * (Z > 0) if Z.shape == dA.shape else dA


class wrong_ReLU__derivative_forward(torch.autograd.Function):
    """Your forward gives the slope: it gives relu(Z), and backward the slope.

    Breaks: A = relu(Z).
    """

    @staticmethod
    def forward(ctx: Any, Z: Tensor) -> Tensor:
        ctx.save_for_backward(Z)
        return to_tensor(relu_derivative(to_array(Z)))

    @staticmethod
    def backward(ctx: Any, dA: Tensor) -> Tensor:
        (Z,) = ctx.saved_tensors
        return dA * to_tensor(relu_derivative(to_array(Z)))


class wrong_ReLU__array(torch.autograd.Function):
    """Your forward returns an array: apply wants tensors, so use to_tensor.

    Breaks: a tensor.
    """

    @staticmethod
    def forward(ctx: Any, Z: Tensor) -> Tensor:
        ctx.save_for_backward(Z)
        return cast(Tensor, relu(to_array(Z)))

    @staticmethod
    def backward(ctx: Any, dA: Tensor) -> Tensor:
        (Z,) = ctx.saved_tensors
        return dA * to_tensor(relu_derivative(to_array(Z)))


class wrong_ReLU__slope_1_at_0(torch.autograd.Function):
    """At a score of exactly 0 your slope is 1: chapter 3.2 takes it to be 0, so it is Z > 0 and not Z >= 0.

    Breaks: relu' is 0 at 0.
    """

    @staticmethod
    def forward(ctx: Any, Z: Tensor) -> Tensor:
        ctx.save_for_backward(Z)
        return to_tensor(relu(to_array(Z)))

    @staticmethod
    def backward(ctx: Any, dA: Tensor) -> Tensor:
        (Z,) = ctx.saved_tensors
        return dA * (Z >= 0)


class wrong_ReLU__in_place(torch.autograd.Function):
    """Your forward writes zeros into the scores that it was given: make a new tensor.

    Breaks: Z is not modified.
    """

    @staticmethod
    def forward(ctx: Any, Z: Tensor) -> Tensor:
        Z[Z < 0] = 0
        ctx.save_for_backward(Z)
        return Z

    @staticmethod
    def backward(ctx: Any, dA: Tensor) -> Tensor:
        (Z,) = ctx.saved_tensors
        return dA * (Z > 0)


class wrong_ReLU__nothing_saved(torch.autograd.Function):
    """Your backward finds no tensor in ctx.saved_tensors: forward has to call ctx.save_for_backward(Z).

    Breaks: keep what backward needs.
    """

    @staticmethod
    def forward(ctx: Any, Z: Tensor) -> Tensor:
        return to_tensor(relu(to_array(Z)))

    @staticmethod
    def backward(ctx: Any, dA: Tensor) -> Tensor:
        (Z,) = ctx.saved_tensors
        return dA * to_tensor(relu_derivative(to_array(Z)))


class unpolished_ReLU__keeps_z_in_ctx(torch.autograd.Function):
    """ctx.Z = Z works, but does not notice if somebody changes Z before backward: use ctx.save_for_backward(Z).

    Breaks: save_for_backward.
    """

    @staticmethod
    def forward(ctx: Any, Z: Tensor) -> Tensor:
        ctx.Z = Z
        return to_tensor(relu(to_array(Z)))

    @staticmethod
    def backward(ctx: Any, dA: Tensor) -> Tensor:
        return dA * to_tensor(relu_derivative(to_array(ctx.Z)))


class plain_ReLU__by_numpy(torch.autograd.Function):
    """Go through .numpy() and from_numpy, and keep Z in ctx."""

    @staticmethod
    def forward(ctx: Any, Z: Tensor) -> Tensor:
        Z_np = Z.detach().numpy()
        ctx.Z = Z_np
        return torch.from_numpy(relu(Z_np))

    @staticmethod
    def backward(ctx: Any, dA: Tensor) -> Tensor:
        dZ = dA.numpy() * relu_derivative(ctx.Z)
        return torch.from_numpy(dZ)


class plain_ReLU__mask(torch.autograd.Function):
    """Keep the slope instead of the scores."""

    @staticmethod
    def forward(ctx: Any, Z: Tensor) -> Tensor:
        mask = to_tensor(relu_derivative(to_array(Z)))
        ctx.save_for_backward(mask)
        return to_tensor(relu(to_array(Z)))

    @staticmethod
    def backward(ctx: Any, dA: Tensor) -> Tensor:
        (mask,) = ctx.saved_tensors
        return cast(Tensor, dA * mask)


class plain_ReLU__in_torch(torch.autograd.Function):
    """Stay in PyTorch, as in its own tutorial."""

    @staticmethod
    def forward(ctx: Any, input: Tensor) -> Tensor:
        ctx.save_for_backward(input)
        return input.clamp(min=0)

    @staticmethod
    def backward(ctx: Any, grad_output: Tensor) -> Tensor:
        (input,) = ctx.saved_tensors
        grad_input = grad_output.clone()
        grad_input[input <= 0] = 0
        return grad_input


class plain_ReLU__where(torch.autograd.Function):
    """Choose by where."""

    @staticmethod
    def forward(ctx: Any, Z: Tensor) -> Tensor:
        A = torch.where(Z > 0, Z, torch.zeros_like(Z))
        ctx.save_for_backward(A)
        return A

    @staticmethod
    def backward(ctx: Any, dA: Tensor) -> Tensor:
        (A,) = ctx.saved_tensors
        return torch.where(A > 0, dA, torch.zeros_like(dA))


class right_ReLU__by_the_result(torch.autograd.Function):
    """Keep A, which is positive exactly where Z is."""

    @staticmethod
    def forward(ctx: Any, Z: Tensor) -> Tensor:
        A = to_tensor(relu(to_array(Z)))
        ctx.save_for_backward(A)
        return A

    @staticmethod
    def backward(ctx: Any, dA: Tensor) -> Tensor:
        return dA * to_tensor(relu_derivative(to_array(ctx.saved_tensors[0])))


class wrong_Conv__order(torch.autograd.Function):
    """Your gradients are in another order than the inputs of forward: X, F, b have dX, dF, db.

    Breaks: one gradient for each input, in this order.
    """

    @staticmethod
    def forward(ctx: Any, X: Tensor, F: Tensor, b: Tensor) -> Tensor:
        ctx.save_for_backward(X, F)
        return to_tensor(conv_forward(to_array(X), to_array(F), to_array(b)))

    @staticmethod
    def backward(ctx: Any, dZ: Tensor) -> Any:
        X, F = map(to_array, ctx.saved_tensors)
        dX, dF, db = map(to_tensor, conv_backward(X, F, to_array(dZ)))
        return dF, dX, db


class wrong_Conv__two_gradients(torch.autograd.Function):
    """Your backward returns too few gradients: one for each of the three inputs of forward, dX, dF, db.

    Breaks: one gradient for each input.
    """

    @staticmethod
    def forward(ctx: Any, X: Tensor, F: Tensor, b: Tensor) -> Tensor:
        ctx.save_for_backward(X, F)
        return to_tensor(conv_forward(to_array(X), to_array(F), to_array(b)))

    @staticmethod
    def backward(ctx: Any, dZ: Tensor) -> Any:
        X, F = map(to_array, ctx.saved_tensors)
        _, dF, db = map(to_tensor, conv_backward(X, F, to_array(dZ)))
        return dF, db


class wrong_Conv__no_image_gradient(torch.autograd.Function):
    """Your images get no gradient: a layer before this one needs it, so return dX and not None.

    Breaks: dX.
    """

    @staticmethod
    def forward(ctx: Any, X: Tensor, F: Tensor, b: Tensor) -> Tensor:
        ctx.save_for_backward(X, F)
        return to_tensor(conv_forward(to_array(X), to_array(F), to_array(b)))

    @staticmethod
    def backward(ctx: Any, dZ: Tensor) -> Any:
        X, F = map(to_array, ctx.saved_tensors)
        _, dF, db = map(to_tensor, conv_backward(X, F, to_array(dZ)))
        return None, dF, db


class wrong_Conv__mean(torch.autograd.Function):
    """Your gradients have a 1/n of their own: a layer passes on what comes in, and the mean is in the loss.

    Breaks: no further 1/n.
    """

    @staticmethod
    def forward(ctx: Any, X: Tensor, F: Tensor, b: Tensor) -> Tensor:
        ctx.save_for_backward(X, F)
        return to_tensor(conv_forward(to_array(X), to_array(F), to_array(b)))

    @staticmethod
    def backward(ctx: Any, dZ: Tensor) -> Any:
        X, F = map(to_array, ctx.saved_tensors)
        dX, dF, db = map(to_tensor, conv_backward(X, F, to_array(dZ) / len(X)))
        return dX, dF, db


class wrong_Conv__ones(torch.autograd.Function):
    """Your backward forgets the gradient that comes in: it takes dZ, and not ones.

    Breaks: with any upstream gradient.
    """

    @staticmethod
    def forward(ctx: Any, X: Tensor, F: Tensor, b: Tensor) -> Tensor:
        ctx.save_for_backward(X, F)
        return to_tensor(conv_forward(to_array(X), to_array(F), to_array(b)))

    @staticmethod
    def backward(ctx: Any, dZ: Tensor) -> Any:
        X, F = map(to_array, ctx.saved_tensors)
        dX, dF, db = map(to_tensor, conv_backward(X, F, np.ones(dZ.shape)))
        return dX, dF, db


class wrong_Conv__kept_in_the_class(torch.autograd.Function):
    """You keep the tensors in the class, where the second application overwrites them: keep them in ctx.

    Breaks: each application remembers its own.
    """

    kept: Any = None

    @staticmethod
    def forward(ctx: Any, X: Tensor, F: Tensor, b: Tensor) -> Tensor:
        wrong_Conv__kept_in_the_class.kept = to_array(X), to_array(F)
        return to_tensor(conv_forward(to_array(X), to_array(F), to_array(b)))

    @staticmethod
    def backward(ctx: Any, dZ: Tensor) -> Any:
        X, F = wrong_Conv__kept_in_the_class.kept
        dX, dF, db = map(to_tensor, conv_backward(X, F, to_array(dZ)))
        return dX, dF, db


class wrong_Conv__flipped(torch.autograd.Function):
    """Your filter is flipped: neural networks do not flip it, as chapter 4.2 says.

    Breaks: conv_forward.
    """

    @staticmethod
    def forward(ctx: Any, X: Tensor, F: Tensor, b: Tensor) -> Tensor:
        ctx.save_for_backward(X, F)
        return to_tensor(conv_forward(to_array(X), to_array(F)[:, ::-1, ::-1], to_array(b)))

    @staticmethod
    def backward(ctx: Any, dZ: Tensor) -> Any:
        X, F = map(to_array, ctx.saved_tensors)
        dX, dF, db = map(to_tensor, conv_backward(X, F[:, ::-1, ::-1], to_array(dZ)))
        return dX, dF.flip(1, 2), db


class wrong_Conv__no_bias(torch.autograd.Function):
    """Your result lacks the biases: conv_forward(X, F, b) adds them.

    Breaks: Z = conv_forward(X, F, b).
    """

    @staticmethod
    def forward(ctx: Any, X: Tensor, F: Tensor, b: Tensor) -> Tensor:
        ctx.save_for_backward(X, F)
        return to_tensor(conv_forward(to_array(X), to_array(F), 0 * to_array(b)))

    @staticmethod
    def backward(ctx: Any, dZ: Tensor) -> Any:
        X, F = map(to_array, ctx.saved_tensors)
        dX, dF, db = map(to_tensor, conv_backward(X, F, to_array(dZ)))
        return dX, dF, db


class wrong_Conv__arrays(torch.autograd.Function):
    """Your backward returns arrays: autograd wants tensors, so use to_tensor.

    Breaks: tensors.
    """

    @staticmethod
    def forward(ctx: Any, X: Tensor, F: Tensor, b: Tensor) -> Tensor:
        ctx.save_for_backward(X, F)
        return to_tensor(conv_forward(to_array(X), to_array(F), to_array(b)))

    @staticmethod
    def backward(ctx: Any, dZ: Tensor) -> Any:
        X, F = map(to_array, ctx.saved_tensors)
        return conv_backward(X, F, to_array(dZ))


class unpolished_Conv__kept_in_ctx(torch.autograd.Function):
    """ctx.X = X works, but does not notice if somebody changes X before backward: use ctx.save_for_backward(X, F).

    Breaks: save_for_backward.
    """

    @staticmethod
    def forward(ctx: Any, X: Tensor, F: Tensor, b: Tensor) -> Tensor:
        ctx.X, ctx.F = X, F
        return to_tensor(conv_forward(to_array(X), to_array(F), to_array(b)))

    @staticmethod
    def backward(ctx: Any, dZ: Tensor) -> Any:
        dX, dF, db = map(to_tensor, conv_backward(to_array(ctx.X), to_array(ctx.F), to_array(dZ)))
        return dX, dF, db


class plain_Conv__by_numpy(torch.autograd.Function):
    """Keep the arrays in ctx."""

    @staticmethod
    def forward(ctx: Any, X: Tensor, F: Tensor, b: Tensor) -> Tensor:
        ctx.X = X.detach().numpy()
        ctx.F = F.detach().numpy()
        out = conv_forward(ctx.X, ctx.F, b.detach().numpy())
        return torch.from_numpy(out)

    @staticmethod
    def backward(ctx: Any, dZ: Tensor) -> Any:
        dX, dF, db = conv_backward(ctx.X, ctx.F, dZ.numpy())
        return torch.from_numpy(dX), torch.from_numpy(dF), torch.from_numpy(db)


class plain_Conv__saves_all(torch.autograd.Function):
    """Save all three, and return a list in a tuple."""

    @staticmethod
    def forward(ctx: Any, X: Tensor, F: Tensor, b: Tensor) -> Tensor:
        ctx.save_for_backward(X, F, b)
        Z = conv_forward(to_array(X), to_array(F), to_array(b))
        return torch.tensor(Z)

    @staticmethod
    def backward(ctx: Any, dZ: Tensor) -> Any:
        X, F, b = ctx.saved_tensors
        grads = conv_backward(to_array(X), to_array(F), to_array(dZ))
        return tuple([torch.tensor(g) for g in grads])


class plain_Conv__in_torch(torch.autograd.Function):
    """Use PyTorch's own convolution forward, and the learner's backward."""

    @staticmethod
    def forward(ctx: Any, X: Tensor, F: Tensor, b: Tensor) -> Tensor:
        ctx.save_for_backward(X, F)
        return functional.conv2d(X.unsqueeze(1), F.unsqueeze(1), b)

    @staticmethod
    def backward(ctx: Any, dZ: Tensor) -> Any:
        X, F = ctx.saved_tensors
        dX, dF, db = conv_backward(X.numpy(), F.numpy(), dZ.numpy())
        return to_tensor(dX), to_tensor(dF), dZ.sum(dim=(0, 2, 3))


class right_Conv__only_what_is_needed(torch.autograd.Function):
    """Return None for inputs that need no gradient."""

    @staticmethod
    def forward(ctx: Any, X: Tensor, F: Tensor, b: Tensor) -> Tensor:
        ctx.save_for_backward(X, F)
        return to_tensor(conv_forward(to_array(X), to_array(F), to_array(b)))

    @staticmethod
    def backward(ctx: Any, dZ: Tensor) -> Any:
        X, F = map(to_array, ctx.saved_tensors)
        grads = conv_backward(X, F, to_array(dZ))
        pairs = zip(grads, ctx.needs_input_grad, strict=True)
        return tuple(to_tensor(grad) if needed else None for grad, needed in pairs)
