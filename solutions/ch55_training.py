"""Training in PyTorch

Optimizers, loaders and checkpoints do what chapter 4.5's gradient_descent did in one function. With them you train a
convolutional network, first on MNIST and then, if you like, on CIFAR-10's photos (nox -s plots -- ch5_5).

    X, y → batches → train_epoch → evaluate → save_checkpoint        load_checkpoint → train_epoch → …

Lesson: lessons/ch55_training.md
"""

import torch
from ch54_convolution import make_cnn
from torch import Tensor, nn
from torch.nn import functional
from torch.types import FileLike
from torch.utils.data import DataLoader, TensorDataset

Loader = DataLoader[tuple[Tensor, ...]]


def batches(X: Tensor, y: Tensor, batch_size: int, generator: torch.Generator, shuffle: bool = True) -> Loader:
    """Make a loader that gives mini-batches (X, y), as chapter 2.3's minibatches does, and can be used again.

    Args:
        X: samples, shape (n, …).
        y: their labels, shape (n,).
        batch_size: samples in a mini-batch, 1 or more.
        generator: the only source of randomness: the same seed gives the same order.
        shuffle: whether each epoch goes over the samples in a new random order; in their own order if not.

    Returns:
        A torch.utils.data.DataLoader. An epoch has every row once, X and y stay paired, and the last batch may be
        smaller.

    Raises:
        ValueError: X and y differ in length, or batch_size is below 1.

    Source:
        PyTorch reference, torch.utils.data.DataLoader.
    """
    if len(X) != len(y):
        raise ValueError(f"X has {len(X)} samples, but y has {len(y)} labels")
    return DataLoader(TensorDataset(X, y), batch_size, shuffle=shuffle, generator=generator)


def train_epoch(model: nn.Module, loader: Loader, optimizer: torch.optim.Optimizer, device: torch.device) -> float:
    """Train a model for one epoch: for each batch one step of the optimizer, down the gradient of its cross-entropy.

    The model is in train mode, so that layers such as dropout do their work, and stays so.

    Args:
        model: on device; it gives scores, shape (n, c).
        loader: gives batches of samples and labels, as batches makes it.
        optimizer: of the model's parameters.
        device: where the model is; the batches are moved there.

    Returns:
        The mean cross-entropy over all samples, each batch's as it was before its step. The last batch may be smaller,
        so this is not the mean over batches.

    Source:
        PyTorch tutorials, "Optimizing Model Parameters".
    """
    model.train()
    total, samples = 0.0, 0
    for X, y in loader:
        X, y = X.to(device), y.to(device)
        loss = functional.cross_entropy(model(X), y)
        optimizer.zero_grad()  # or backward would add this batch's gradients to those of the last
        loss.backward()
        optimizer.step()
        total += loss.item() * len(y)  # a number: the tensor would keep the record of its computation
        samples += len(y)
    return total / samples


def evaluate(model: nn.Module, loader: Loader, device: torch.device) -> tuple[float, float]:
    """Measure a model's loss and accuracy, without training it.

    It runs in eval mode and without a record for gradients; afterwards the model is in the mode in which it was before.

    Args:
        model: on device; it gives scores, shape (n, c).
        loader: gives batches of samples and labels, as batches makes it.
        device: where the model is; the batches are moved there.

    Returns:
        The mean cross-entropy over all samples, and the share of samples whose highest score is that of their label,
        from 0 to 1.

    Source:
        PyTorch notes, "Autograd mechanics", section "Evaluation Mode (nn.Module.eval())".
    """
    was_training = model.training
    model.eval()
    total, right, samples = 0.0, 0, 0
    with torch.no_grad():
        for X, y in loader:
            X, y = X.to(device), y.to(device)
            scores = model(X)
            total += functional.cross_entropy(scores, y).item() * len(y)
            right += int((scores.argmax(dim=1) == y).sum())
            samples += len(y)
    model.train(was_training)
    return total / samples, right / samples


def make_optimizer(model: nn.Module, lr: float, mu: float, lambda_: float) -> torch.optim.SGD:
    """Make an optimizer that takes the steps of chapter 4.5's gradient_descent with chapter 4.4's penalty on weights.

        v ← mu * v + gradient + 2 * lambda_ * weight        weight ← weight - lr * v

    PyTorch's weight_decay w adds w * weight to the gradient, and the gradient of the penalty λ Σ W² is 2λW, so
    weight_decay is 2 * lambda_. Biases have momentum, but no penalty.

    Args:
        model: whose parameters are trained. Parameters of two or more axes are weights, and those of one are biases.
        lr: learning rate, above 0.
        mu: momentum, from 0 to below 1.
        lambda_: the price of a squared weight, 0 or more.

    Returns:
        A torch.optim.SGD of all parameters, each of them once.

    Source:
        PyTorch reference, torch.optim.SGD, and "Per-parameter options" of torch.optim.
    """
    weights = [param for param in model.parameters() if param.ndim > 1]
    biases = [param for param in model.parameters() if param.ndim <= 1]
    groups = [{"params": weights, "weight_decay": 2 * lambda_}, {"params": biases, "weight_decay": 0.0}]
    return torch.optim.SGD(groups, lr=lr, momentum=mu)


def save_checkpoint(path: FileLike, model: nn.Module, optimizer: torch.optim.Optimizer, epoch: int) -> None:
    """Write to a file all that training needs to go on later as if it had not stopped.

    That is the numbers of the model, those of the optimizer (the velocities of momentum are among them), and how many
    epochs are done. The file holds their state_dicts alone, and neither of the objects, because a file with objects can
    be read only with the code that made it, and can run code of its own.

    Args:
        path: of the file; one that is there is overwritten.
        model: on any device.
        optimizer: of its parameters.
        epoch: the number of epochs done, 0 or more.

    Source:
        PyTorch tutorials, "Saving and Loading Models", section "Saving & Loading a General Checkpoint".
    """
    checkpoint = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}
    torch.save(checkpoint, path)


def load_checkpoint(path: FileLike, model: nn.Module, optimizer: torch.optim.Optimizer, device: torch.device) -> int:
    """Read a checkpoint into a model and its optimizer.

    Two epochs, save, load into a new model and optimizer, and two more epochs are four epochs, bit for bit.

    Args:
        path: of a file that save_checkpoint wrote, on whatever device.
        model: of the same layers, on device; its numbers are changed.
        optimizer: of its parameters; its state is changed.
        device: where tensors are read to, which need not be where they were when they were written.

    Returns:
        The number of epochs done, as it was given to save_checkpoint.

    Raises:
        pickle.UnpicklingError: the file holds other objects than tensors, numbers, text, lists and dicts.

    Source:
        PyTorch reference, torch.load, with weights_only and map_location.
    """
    checkpoint = torch.load(path, map_location=device, weights_only=True)
    model.load_state_dict(checkpoint["model"])
    optimizer.load_state_dict(checkpoint["optimizer"])
    return int(checkpoint["epoch"])


def train_capstone(X: Tensor, y: Tensor, generator: torch.Generator, device: torch.device) -> nn.Module:
    """Train a model of your own choice on handwritten digits.

    X and y are not modified. The trained model has to read 98% of the test digits.

    Args:
        X: images, pixels from 0 to 1, float32, shape (n, 1, 28, 28).
        y: the digits, int64 from 0 to 9, shape (n,).
        generator: of the weights and of the order of the digits.
        device: where to train.

    Returns:
        The trained model, on device: from images (n, 1, 28, 28) to scores (n, 10).

    Source:
        LeCun, Bottou, Bengio and Haffner, "Gradient-Based Learning Applied to Document Recognition" (1998),
        section III.
    """
    model = make_cnn([16, 32], (1, 28, 28), 10, generator).to(device)
    optimizer = make_optimizer(model, lr=0.05, mu=0.9, lambda_=0.0001)
    loader = batches(X, y, 64, generator)
    for lr in 0.05, 0.01:  # long steps first, short ones to settle
        for group in optimizer.param_groups:
            group["lr"] = lr
        train_epoch(model, loader, optimizer, device)
    return model
