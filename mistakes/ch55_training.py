"""Wrong and right answers to chapter 5.5."""

import io
from pathlib import Path
from typing import Any

import torch
from ch55_training import batches, evaluate, load_checkpoint, save_checkpoint, train_capstone
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.data import DataLoader, TensorDataset

Loader = DataLoader[tuple[Tensor, ...]]
Optimizer = torch.optim.Optimizer
Device = torch.device
Generator = torch.Generator


def _step(model: nn.Module, optimizer: Optimizer, X: Tensor, y: Tensor) -> float:
    """Take one step down the gradient of a batch's loss, and return the loss."""
    loss = functional.cross_entropy(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


def _mean(losses: list[tuple[float, int]]) -> float:
    """Return the mean over samples of batches' losses."""
    return sum(loss * size for loss, size in losses) / sum(size for _, size in losses)


def _measured(model: nn.Module, loader: Loader) -> tuple[float, float]:
    """Return the loss and the accuracy of a model as it is."""
    total, right, samples = 0.0, 0, 0
    for X, y in loader:
        scores = model(X)
        total += functional.cross_entropy(scores, y).item() * len(y)
        right += int((scores.argmax(dim=1) == y).sum())
        samples += len(y)
    return total / samples, right / samples


def _groups(model: nn.Module, decay: float) -> list[dict[str, Any]]:
    """Return the groups of a model's parameters: weights, whose weight_decay is given, and biases."""
    weights = [param for param in model.parameters() if param.ndim > 1]
    biases = [param for param in model.parameters() if param.ndim <= 1]
    return [{"params": weights, "weight_decay": decay}, {"params": biases, "weight_decay": 0.0}]


def wrong_batches__never_shuffled(
    X: Tensor, y: Tensor, batch_size: int, generator: Generator, shuffle: bool = True
) -> Loader:
    """Your loader does not shuffle: pass shuffle=shuffle to the DataLoader.

    Breaks: shuffle.
    """
    return batches(X, y, batch_size, generator, shuffle=False)


def wrong_batches__always_shuffled(
    X: Tensor, y: Tensor, batch_size: int, generator: Generator, shuffle: bool = True
) -> Loader:
    """Your loader always shuffles: pass shuffle=shuffle to the DataLoader.

    Breaks: shuffle.
    """
    return batches(X, y, batch_size, generator)


def wrong_batches__no_generator(
    X: Tensor, y: Tensor, batch_size: int, generator: Generator, shuffle: bool = True
) -> Loader:
    """Your order comes from PyTorch's global seed: pass generator=generator to the DataLoader.

    Breaks: generator is the only source of randomness.
    """
    return DataLoader(TensorDataset(X, y), batch_size, shuffle=shuffle)


def wrong_batches__own_seed(
    X: Tensor, y: Tensor, batch_size: int, generator: Generator, shuffle: bool = True
) -> Loader:
    """You seed a generator of your own, so that every training has the same order: use the one that is passed in.

    Breaks: generator is the only source of randomness.
    """
    return DataLoader(TensorDataset(X, y), batch_size, shuffle=shuffle, generator=Generator().manual_seed(0))


def wrong_batches__last_dropped(
    X: Tensor, y: Tensor, batch_size: int, generator: Generator, shuffle: bool = True
) -> Loader:
    """You drop the last batch if it is smaller: leave drop_last as it is, False.

    Breaks: an epoch has every row once.
    """
    return DataLoader(TensorDataset(X, y), batch_size, shuffle=shuffle, generator=generator, drop_last=True)


def wrong_batches__x_alone(X: Tensor, y: Tensor, batch_size: int, generator: Generator, shuffle: bool = True) -> Loader:
    """Your batches have no labels: TensorDataset(X, y) pairs them with the samples.

    Breaks: mini-batches (X, y).
    """
    return DataLoader(TensorDataset(X), batch_size, shuffle=shuffle, generator=generator)


def wrong_batches__y_first(X: Tensor, y: Tensor, batch_size: int, generator: Generator, shuffle: bool = True) -> Loader:
    """Your batches are (y, X): samples come first, then labels.

    Breaks: mini-batches (X, y).
    """
    return batches(y, X, batch_size, generator, shuffle)


def wrong_batches__one_sample(
    X: Tensor, y: Tensor, batch_size: int, generator: Generator, shuffle: bool = True
) -> Loader:
    """Your batches have one sample each: pass batch_size to the DataLoader.

    Breaks: samples in a mini-batch.
    """
    return batches(X, y, 1, generator, shuffle)


def wrong_batches__shuffled_once(
    X: Tensor, y: Tensor, batch_size: int, generator: Generator, shuffle: bool = True
) -> Loader:
    """You shuffle once, before the loader is made, so that each epoch has the same order: let the DataLoader shuffle.

    Breaks: each epoch in a new random order.
    """
    rows = torch.randperm(len(X), generator=generator) if shuffle else torch.arange(len(X))
    return batches(X[rows], y[rows], batch_size, generator, shuffle=False)


def wrong_batches__with_replacement(
    X: Tensor, y: Tensor, batch_size: int, generator: Generator, shuffle: bool = True
) -> Loader:
    """You draw rows with replacement, so that some come twice and others not at all: shuffle instead.

    Breaks: every row once.
    """
    if not shuffle:
        return batches(X, y, batch_size, generator, False)
    data = TensorDataset(X, y)
    sampler = torch.utils.data.RandomSampler(data, replacement=True, generator=generator)
    return DataLoader(data, batch_size, sampler=sampler)


def wrong_batches__unpaired(
    X: Tensor, y: Tensor, batch_size: int, generator: Generator, shuffle: bool = True
) -> Loader:
    """You shuffle X and y separately, so that samples get the labels of others: shuffle them together.

    Breaks: X and y stay paired.
    """
    if shuffle:
        X = X[torch.randperm(len(X), generator=generator)]
    return batches(X, y, batch_size, generator, shuffle)


def wrong_batches__a_list(X: Tensor, y: Tensor, batch_size: int, generator: Generator, shuffle: bool = True) -> Any:
    """You return a list of batches: return the DataLoader, which shuffles again in each epoch.

    Breaks: a torch.utils.data.DataLoader.
    """
    return list(batches(X, y, batch_size, generator, shuffle))


def wrong_batches__iterator(X: Tensor, y: Tensor, batch_size: int, generator: Generator, shuffle: bool = True) -> Any:
    """You return an iterator, which ends after one epoch: return the DataLoader itself.

    Breaks: can be used again.
    """
    return iter(batches(X, y, batch_size, generator, shuffle))


def unpolished_batches__unequal(
    X: Tensor, y: Tensor, batch_size: int, generator: Generator, shuffle: bool = True
) -> Loader:
    """If X and y differ in length, you drop what is left over: raise a ValueError.

    Breaks: X and y that differ in length raise ValueError.
    """
    n = min(len(X), len(y))
    return batches(X[:n], y[:n], batch_size, generator, shuffle)


def plain_batches__a_list_of_pairs(
    X: Tensor, y: Tensor, batch_size: int, generator: Generator, shuffle: bool = True
) -> Any:
    """Give the loader a list of pairs."""
    pairs: Any = list(zip(X, y, strict=True))
    return DataLoader(pairs, batch_size=batch_size, shuffle=shuffle, generator=generator)


def plain_batches__samplers(
    X: Tensor, y: Tensor, batch_size: int, generator: Generator, shuffle: bool = True
) -> Loader:
    """Choose a sampler."""
    data = TensorDataset(X, y)
    if shuffle:
        sampler = torch.utils.data.RandomSampler(data, generator=generator)
        return DataLoader(data, batch_size=batch_size, sampler=sampler, num_workers=0)
    return DataLoader(data, batch_size=batch_size, num_workers=0)


def wrong_train_epoch__no_zero_grad(model: nn.Module, loader: Loader, optimizer: Optimizer, device: Device) -> float:
    """You do not call zero_grad for each batch, so that backward adds its slopes to earlier ones: call it in the loop.

    Breaks: one step for each batch, down its gradient.
    """
    model.train()
    losses = list[tuple[float, int]]()
    for X, y in loader:
        loss = functional.cross_entropy(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append((loss.item(), len(y)))
    return _mean(losses)


def wrong_train_epoch__zeroed_once(model: nn.Module, loader: Loader, optimizer: Optimizer, device: Device) -> float:
    """You do not call zero_grad for each batch, so that backward adds its slopes to earlier ones: call it in the loop.

    Breaks: one step for each batch, down its gradient.
    """
    optimizer.zero_grad()
    return wrong_train_epoch__no_zero_grad(model, loader, optimizer, device)


def wrong_train_epoch__zeroed_before_the_step(
    model: nn.Module, loader: Loader, optimizer: Optimizer, device: Device
) -> float:
    """You call zero_grad between backward and step, so that no gradient is left: call it before backward.

    Breaks: one step for each batch, down its gradient.
    """
    model.train()
    losses = list[tuple[float, int]]()
    for X, y in loader:
        loss = functional.cross_entropy(model(X), y)
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()
        losses.append((loss.item(), len(y)))
    return _mean(losses)


def wrong_train_epoch__no_step(model: nn.Module, loader: Loader, optimizer: Optimizer, device: Device) -> float:
    """Your parameters stay as they are: call optimizer.step() after backward.

    Breaks: one step of the optimizer for each batch.
    """
    model.train()
    losses = list[tuple[float, int]]()
    for X, y in loader:
        loss = functional.cross_entropy(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        losses.append((loss.item(), len(y)))
    return _mean(losses)


def wrong_train_epoch__one_step_an_epoch(
    model: nn.Module, loader: Loader, optimizer: Optimizer, device: Device
) -> float:
    """You take one step an epoch, after the loop: take one for each batch, within it.

    Breaks: one step of the optimizer for each batch.
    """
    model.train()
    losses = list[tuple[float, int]]()
    for X, y in loader:
        loss = functional.cross_entropy(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        losses.append((loss.item(), len(y)))
    optimizer.step()
    return _mean(losses)


def wrong_train_epoch__softmax(model: nn.Module, loader: Loader, optimizer: Optimizer, device: Device) -> float:
    """You apply softmax before cross_entropy, which applies it itself: give it the scores.

    Breaks: cross-entropy of the scores.
    """
    model.train()
    losses = list[tuple[float, int]]()
    for X, y in loader:
        loss = functional.cross_entropy(torch.softmax(model(X), dim=1), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append((loss.item(), len(y)))
    return _mean(losses)


def wrong_train_epoch__mean_of_batch_means(
    model: nn.Module, loader: Loader, optimizer: Optimizer, device: Device
) -> float:
    """You take the mean of the batches' means, so that a smaller batch counts as much: multiply each by its len(y).

    Breaks: the mean over all samples.
    """
    model.train()
    losses = [_step(model, optimizer, X, y) for X, y in loader]
    return sum(losses) / len(losses)


def wrong_train_epoch__sum_over_samples(
    model: nn.Module, loader: Loader, optimizer: Optimizer, device: Device
) -> float:
    """You return the sum over all samples: divide it by their number.

    Breaks: the mean over all samples.
    """
    model.train()
    return sum(_step(model, optimizer, X, y) * len(y) for X, y in loader)


def wrong_train_epoch__sum_of_batch_means(
    model: nn.Module, loader: Loader, optimizer: Optimizer, device: Device
) -> float:
    """You add up the batches' means: multiply each by its len(y), and divide the sum by the number of samples.

    Breaks: the mean over all samples.
    """
    model.train()
    return sum(_step(model, optimizer, X, y) for X, y in loader)


def wrong_train_epoch__divided_by_samples(
    model: nn.Module, loader: Loader, optimizer: Optimizer, device: Device
) -> float:
    """You divide the sum of the batches' means by the number of samples: multiply each by its len(y) first.

    Breaks: the mean over all samples.
    """
    model.train()
    sizes, total = 0, 0.0
    for X, y in loader:
        total += _step(model, optimizer, X, y)
        sizes += len(y)
    return total / sizes


def wrong_train_epoch__last_loss(model: nn.Module, loader: Loader, optimizer: Optimizer, device: Device) -> float:
    """You return the last batch's loss: return the mean over all samples of the epoch.

    Breaks: the mean over all samples.
    """
    model.train()
    return [_step(model, optimizer, X, y) for X, y in loader][-1]


def wrong_train_epoch__graph_kept(model: nn.Module, loader: Loader, optimizer: Optimizer, device: Device) -> Any:
    """Your total is a tensor that keeps the record of every batch, and memory fills up: add loss.item().

    Breaks: -> float.
    """
    model.train()
    total: Any = 0
    samples = 0
    for X, y in loader:
        loss = functional.cross_entropy(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss * len(y)
        samples += len(y)
    return total / samples


def wrong_train_epoch__mode_left(model: nn.Module, loader: Loader, optimizer: Optimizer, device: Device) -> float:
    """You leave the mode as it is: after evaluate, dropout would stay off, so call model.train() first.

    Breaks: the model is in train mode.
    """
    return _mean([(_step(model, optimizer, X, y), len(y)) for X, y in loader])


def wrong_train_epoch__eval_mode(model: nn.Module, loader: Loader, optimizer: Optimizer, device: Device) -> float:
    """You put the model into eval mode, where dropout is off: for training, call model.train().

    Breaks: the model is in train mode.
    """
    model.eval()
    return _mean([(_step(model, optimizer, X, y), len(y)) for X, y in loader])


def wrong_train_epoch__first_batch(model: nn.Module, loader: Loader, optimizer: Optimizer, device: Device) -> float:
    """You stop after the first batch, as a return within the loop does: go over all of them.

    Breaks: for each batch one step.
    """
    model.train()
    X, y = next(iter(loader))
    return _step(model, optimizer, X, y)


def wrong_train_epoch__loss_after_the_step(
    model: nn.Module, loader: Loader, optimizer: Optimizer, device: Device
) -> float:
    """You compute the loss again after the step: keep the one whose gradient was followed.

    Breaks: each batch's loss as it was before its step.
    """
    model.train()
    losses = list[tuple[float, int]]()
    for X, y in loader:
        _step(model, optimizer, X, y)
        losses.append((functional.cross_entropy(model(X), y).item(), len(y)))
    return _mean(losses)


def wrong_train_epoch__summed_loss(model: nn.Module, loader: Loader, optimizer: Optimizer, device: Device) -> float:
    """You follow the gradient of the summed loss, as reduction="sum" has it: a batch's loss is its mean.

    Breaks: the mean cross-entropy.
    """
    model.train()
    total, samples = 0.0, 0
    for X, y in loader:
        loss = functional.cross_entropy(model(X), y, reduction="sum")
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total, samples = total + loss.item(), samples + len(y)
    return total / samples


def wrong_train_epoch__own_optimizer(model: nn.Module, loader: Loader, optimizer: Optimizer, device: Device) -> float:
    """You make a new optimizer, which has no velocities yet: use the one that is passed in.

    Breaks: one step of the optimizer.
    """
    model.train()
    own = type(optimizer)([{**group} for group in optimizer.param_groups], **optimizer.defaults)
    return _mean([(_step(model, own, X, y), len(y)) for X, y in loader])


def wrong_train_epoch__argmax(model: nn.Module, loader: Loader, optimizer: Optimizer, device: Device) -> float:
    """You divide by the number of batches times the size of the first, though the last is smaller: add up len(y).

    Breaks: the mean over all samples.
    """
    model.train()
    losses = [(_step(model, optimizer, X, y), len(y)) for X, y in loader]
    return sum(loss * size for loss, size in losses) / (len(losses) * losses[0][1])


def wrong_train_epoch__nothing_returned(model: nn.Module, loader: Loader, optimizer: Optimizer, device: Device) -> None:
    """You return nothing: return the mean loss.

    Breaks: -> float.
    """
    model.train()
    for X, y in loader:
        _step(model, optimizer, X, y)


def plain_train_epoch__criterion(model: nn.Module, loader: Loader, optimizer: Optimizer, device: Device) -> float:
    """Use nn.CrossEntropyLoss, and the length of the data set."""
    data: Any = loader.dataset
    criterion = nn.CrossEntropyLoss()
    model.train(True)
    running = 0.0
    for inputs, labels in loader:
        inputs = inputs.to(device)
        labels = labels.to(device)
        optimizer.zero_grad(set_to_none=False)
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()
        running += loss.item() * inputs.size(0)
    return running / len(data)


def unpolished_train_epoch__clears_after_step(
    model: nn.Module, loader: Loader, optimizer: Optimizer, device: Device
) -> float:
    """You call zero_grad after step, so the first batch adds to what an earlier backward left: call it before backward.

    Breaks: what an earlier backward left in .grad makes no difference.
    """
    model.train()
    total, samples = 0.0, 0
    for X, y in loader:
        loss = functional.cross_entropy(model(X.to(device)), y.to(device))
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        total += loss.item() * len(y)
        samples += len(y)
    return total / samples


def plain_train_epoch__model_zero_grad(model: nn.Module, loader: Loader, optimizer: Optimizer, device: Device) -> float:
    """Clear gradients through the model, after each step and before the first; sum losses in a tensor."""
    model.train()
    model.zero_grad()
    total, count = torch.zeros(()), 0
    for X, y in loader:
        loss = functional.nll_loss(torch.log_softmax(model(X.to(device)), dim=1), y.to(device))
        loss.backward()
        optimizer.step()
        model.zero_grad()
        total = total.double() + loss.detach() * len(X)
        count += len(X)
    return float(total / count)


def wrong_evaluate__mode_left(model: nn.Module, loader: Loader, device: Device) -> tuple[float, float]:
    """You leave the mode as it is: in train mode dropout drops units, so call model.eval() first.

    Breaks: eval mode.
    """
    with torch.no_grad():
        return _measured(model, loader)


def wrong_evaluate__mode_not_restored(model: nn.Module, loader: Loader, device: Device) -> tuple[float, float]:
    """You leave the model in eval mode: put it back into the mode in which it was.

    Breaks: afterwards the model is in the mode in which it was before.
    """
    model.eval()
    with torch.no_grad():
        return _measured(model, loader)


def wrong_evaluate__train_afterwards(model: nn.Module, loader: Loader, device: Device) -> tuple[float, float]:
    """You put the model into train mode, whatever it was in before: keep model.training, and give it to model.train.

    Breaks: afterwards the model is in the mode in which it was before.
    """
    measured = wrong_evaluate__mode_not_restored(model, loader, device)
    model.train()
    return measured


def wrong_evaluate__train_mode(model: nn.Module, loader: Loader, device: Device) -> tuple[float, float]:
    """You put the model into train mode, where dropout drops units: to measure, call model.eval().

    Breaks: eval mode.
    """
    was = model.training
    model.train()
    with torch.no_grad():
        measured = _measured(model, loader)
    model.train(was)
    return measured


def wrong_evaluate__mean_of_batch_means(model: nn.Module, loader: Loader, device: Device) -> tuple[float, float]:
    """You take the mean of the batches' means, so that a smaller batch counts as much: add up over samples.

    Breaks: the mean over all samples.
    """
    pairs = [evaluate(model, DataLoader(TensorDataset(X, y), len(y)), device) for X, y in loader]
    return sum(loss for loss, _ in pairs) / len(pairs), sum(share for _, share in pairs) / len(pairs)


def wrong_evaluate__mean_of_losses(model: nn.Module, loader: Loader, device: Device) -> tuple[float, float]:
    """Your loss is the mean of the batches' means, so that a smaller batch counts as much: multiply each by its len(y).

    Breaks: the mean over all samples.
    """
    loss, _ = wrong_evaluate__mean_of_batch_means(model, loader, device)
    return loss, evaluate(model, loader, device)[1]


def wrong_evaluate__mean_of_accuracies(model: nn.Module, loader: Loader, device: Device) -> tuple[float, float]:
    """Your accuracy is the mean of the batches' shares, so that a smaller batch counts as much: add up what is right.

    Breaks: the share of samples.
    """
    _, accuracy = wrong_evaluate__mean_of_batch_means(model, loader, device)
    return evaluate(model, loader, device)[0], accuracy


def wrong_evaluate__percent(model: nn.Module, loader: Loader, device: Device) -> tuple[float, float]:
    """Your accuracy is in percent: return a share from 0 to 1.

    Breaks: from 0 to 1.
    """
    loss, accuracy = evaluate(model, loader, device)
    return loss, 100 * accuracy


def wrong_evaluate__count(model: nn.Module, loader: Loader, device: Device) -> tuple[float, float]:
    """You return how many samples are right: divide by the number of samples.

    Breaks: the share of samples.
    """
    loss, accuracy = evaluate(model, loader, device)
    data: Any = loader.dataset
    return loss, accuracy * len(data)


def wrong_evaluate__accuracy_first(model: nn.Module, loader: Loader, device: Device) -> tuple[float, float]:
    """You return the accuracy first: the loss comes first, then the accuracy.

    Breaks: loss and accuracy.
    """
    loss, accuracy = evaluate(model, loader, device)
    return accuracy, loss


def wrong_evaluate__softmax(model: nn.Module, loader: Loader, device: Device) -> tuple[float, float]:
    """You apply softmax before cross_entropy, which applies it itself: give it the scores.

    Breaks: the mean cross-entropy.
    """
    return evaluate(nn.Sequential(model, nn.Softmax(dim=1)).train(model.training), loader, device)


def wrong_evaluate__error(model: nn.Module, loader: Loader, device: Device) -> tuple[float, float]:
    """You return the share of samples that are wrong: count those that are right.

    Breaks: the share of samples whose highest score is that of their label.
    """
    loss, accuracy = evaluate(model, loader, device)
    return loss, 1 - accuracy


def wrong_evaluate__argmax_over_samples(model: nn.Module, loader: Loader, device: Device) -> tuple[float, float]:
    """You take argmax over samples, dim=0: the classes of a sample are in its row, so dim=1.

    Breaks: whose highest score is that of their label.
    """
    loss, _ = evaluate(model, loader, device)
    right, samples = 0, 0
    for X, y in loader:
        best = model(X).argmax(dim=0)
        right += sum(int(a == b) for a, b in zip(best, y, strict=False))
        samples += len(y)
    return loss, right / samples


def wrong_evaluate__last_batch(model: nn.Module, loader: Loader, device: Device) -> tuple[float, float]:
    """You measure the last batch only, as where the results are set in each turn: add up over all batches.

    Breaks: over all samples.
    """
    X, y = list(loader)[-1]
    return evaluate(model, DataLoader(TensorDataset(X, y), len(y)), device)


def wrong_evaluate__first_batch(model: nn.Module, loader: Loader, device: Device) -> tuple[float, float]:
    """You stop after the first batch, as a return within the loop does: go over all of them.

    Breaks: over all samples.
    """
    X, y = next(iter(loader))
    return evaluate(model, DataLoader(TensorDataset(X, y), len(y)), device)


def wrong_evaluate__trains(model: nn.Module, loader: Loader, device: Device) -> tuple[float, float]:
    """You call backward, whose gradients would be added to those of the next training step: evaluate only measures.

    Breaks: without training it.
    """
    measured = evaluate(model, loader, device)
    for X, y in loader:
        functional.cross_entropy(model(X), y).backward()
    return measured


def unpolished_evaluate__with_gradients(model: nn.Module, loader: Loader, device: Device) -> tuple[float, float]:
    """You compute the scores with a record for gradients, which takes time and memory: use torch.no_grad().

    Breaks: without a record for gradients.
    """
    was = model.training
    model.eval()
    measured = _measured(model, loader)
    model.train(was)
    return measured


def plain_evaluate__all_scores(model: nn.Module, loader: Loader, device: Device) -> Any:
    """Collect all scores first, and return tensors."""
    mode = model.training
    model.eval()
    with torch.no_grad():
        scores = torch.cat([model(X.to(device)) for X, _ in loader])
        labels = torch.cat([y.to(device) for _, y in loader])
    model.train(mode)
    loss = functional.cross_entropy(scores, labels)
    return loss.item(), (scores.argmax(1) == labels).float().mean().item()


def plain_evaluate__inference_mode(model: nn.Module, loader: Loader, device: Device) -> tuple[float, float]:
    """Use inference_mode, and sums."""
    before = model.training
    model.eval()
    loss_sum, correct, total = 0.0, 0, 0
    with torch.inference_mode():
        for X, y in loader:
            X, y = X.to(device), y.to(device)
            output = model(X)
            loss_sum += functional.cross_entropy(output, y, reduction="sum").item()
            _, predicted = torch.max(output, 1)
            correct += (predicted == y).sum().item()
            total += y.size(0)
    if before:
        model.train()
    return loss_sum / total, correct / total


def wrong_make_optimizer__lambda(model: nn.Module, lr: float, mu: float, lambda_: float) -> torch.optim.SGD:
    """Your weight_decay is lambda_: the gradient of λ ΣW² is 2λW, so it is 2 * lambda_.

    Breaks: weight_decay = 2 * lambda_.
    """
    return torch.optim.SGD(_groups(model, lambda_), lr=lr, momentum=mu)


def wrong_make_optimizer__half_lambda(model: nn.Module, lr: float, mu: float, lambda_: float) -> torch.optim.SGD:
    """Your weight_decay is lambda_ / 2: the gradient of λ ΣW² is 2λW, so it is 2 * lambda_.

    Breaks: weight_decay = 2 * lambda_.
    """
    return torch.optim.SGD(_groups(model, lambda_ / 2), lr=lr, momentum=mu)


def wrong_make_optimizer__biases_too(model: nn.Module, lr: float, mu: float, lambda_: float) -> torch.optim.SGD:
    """Your biases shrink, too: make two groups, and give that of the biases a weight_decay of 0.

    Breaks: on weights, not biases.
    """
    return torch.optim.SGD(model.parameters(), lr=lr, momentum=mu, weight_decay=2 * lambda_)


def wrong_make_optimizer__lambda_on_all(model: nn.Module, lr: float, mu: float, lambda_: float) -> torch.optim.SGD:
    """Your weight_decay is lambda_, and biases shrink, too: it is 2 * lambda_ for weights, and 0 for biases.

    Breaks: weight_decay = 2 * lambda_ on weights, not biases.
    """
    return torch.optim.SGD(model.parameters(), lr=lr, momentum=mu, weight_decay=lambda_)


def wrong_make_optimizer__biases_alone(model: nn.Module, lr: float, mu: float, lambda_: float) -> torch.optim.SGD:
    """Your biases shrink, and your weights do not: exchange the two groups' weight_decay.

    Breaks: on weights, not biases.
    """
    weights, biases = _groups(model, 0.0)
    return torch.optim.SGD([weights, {**biases, "weight_decay": 2 * lambda_}], lr=lr, momentum=mu)


def wrong_make_optimizer__no_decay(model: nn.Module, lr: float, mu: float, lambda_: float) -> torch.optim.SGD:
    """You leave the penalty out: the weights' weight_decay is 2 * lambda_.

    Breaks: weight_decay = 2 * lambda_.
    """
    return torch.optim.SGD(model.parameters(), lr=lr, momentum=mu)


def wrong_make_optimizer__no_momentum(model: nn.Module, lr: float, mu: float, lambda_: float) -> torch.optim.SGD:
    """You leave momentum out: pass momentum=mu.

    Breaks: v ← mu * v + ….
    """
    return torch.optim.SGD(_groups(model, 2 * lambda_), lr=lr)


def wrong_make_optimizer__nesterov(model: nn.Module, lr: float, mu: float, lambda_: float) -> torch.optim.SGD:
    """Your momentum is Nesterov's, which looks ahead: chapter 4.5's is plain, nesterov=False.

    Breaks: the steps of chapter 4.5's gradient_descent.
    """
    return torch.optim.SGD(_groups(model, 2 * lambda_), lr=lr, momentum=mu, nesterov=mu > 0)


def wrong_make_optimizer__dampened(model: nn.Module, lr: float, mu: float, lambda_: float) -> torch.optim.SGD:
    """You dampen the gradients by 1 - mu: chapter 4.5 adds them whole, so leave dampening as it is, 0.

    Breaks: the steps of chapter 4.5's gradient_descent.
    """
    return torch.optim.SGD(_groups(model, 2 * lambda_), lr=lr, momentum=mu, dampening=mu)


def wrong_make_optimizer__adam(model: nn.Module, lr: float, mu: float, lambda_: float) -> Any:
    """Your optimizer is Adam, which takes other steps: chapter 4.5's are those of torch.optim.SGD.

    Breaks: -> torch.optim.SGD.
    """
    return torch.optim.Adam(_groups(model, 2 * lambda_), lr=lr)


def wrong_make_optimizer__weights_alone(model: nn.Module, lr: float, mu: float, lambda_: float) -> torch.optim.SGD:
    """Your optimizer does not train the biases: give it a second group for them, with a weight_decay of 0.

    Breaks: all parameters, each of them once.
    """
    return torch.optim.SGD(_groups(model, 2 * lambda_)[:1], lr=lr, momentum=mu)


def wrong_make_optimizer__no_momentum_of_biases(
    model: nn.Module, lr: float, mu: float, lambda_: float
) -> torch.optim.SGD:
    """Your biases have no momentum: give both groups momentum=mu.

    Breaks: biases have momentum, but no penalty.
    """
    weights, biases = _groups(model, 2 * lambda_)
    return torch.optim.SGD([{**weights, "momentum": mu}, biases], lr=lr)


def wrong_make_optimizer__lr_and_mu_exchanged(
    model: nn.Module, lr: float, mu: float, lambda_: float
) -> torch.optim.SGD:
    """You exchange lr and momentum: pass them by name, lr=lr and momentum=mu.

    Breaks: lr, mu.
    """
    return torch.optim.SGD(_groups(model, 2 * lambda_), lr=mu, momentum=lr)


def wrong_make_optimizer__dense_alone(model: nn.Module, lr: float, mu: float, lambda_: float) -> torch.optim.SGD:
    """Your filters have no penalty: parameters of two or more axes are weights, and filters have four.

    Breaks: weights are parameters of two or more axes.
    """
    dense = [param for param in model.parameters() if param.ndim == 2]
    others = [param for param in model.parameters() if param.ndim != 2]
    groups = [{"params": dense, "weight_decay": 2 * lambda_}, {"params": others, "weight_decay": 0.0}]
    return torch.optim.SGD(groups, lr=lr, momentum=mu)


def wrong_make_optimizer__lr_in_decay(model: nn.Module, lr: float, mu: float, lambda_: float) -> torch.optim.SGD:
    """Your weight_decay has lr in it: the optimizer multiplies by lr itself, so it is 2 * lambda_.

    Breaks: weight_decay = 2 * lambda_.
    """
    return torch.optim.SGD(_groups(model, 2 * lambda_ * lr), lr=lr, momentum=mu)


def plain_make_optimizer__by_name(model: nn.Module, lr: float, mu: float, lambda_: float) -> torch.optim.SGD:
    """Tell weights and biases by their names."""
    decay, no_decay = [], []
    for name, param in model.named_parameters():
        if name.endswith("bias"):
            no_decay.append(param)
        else:
            decay.append(param)
    return torch.optim.SGD(
        [{"params": decay, "weight_decay": 2 * lambda_}, {"params": no_decay, "weight_decay": 0}], lr, mu
    )


def plain_make_optimizer__group_by_group(model: nn.Module, lr: float, mu: float, lambda_: float) -> torch.optim.SGD:
    """Add the biases later."""
    weights = [p for n, p in model.named_parameters() if "bias" not in n]
    optimizer = torch.optim.SGD(weights, lr=lr, momentum=mu, weight_decay=2 * lambda_)
    optimizer.add_param_group({"params": [p for n, p in model.named_parameters() if "bias" in n], "weight_decay": 0})
    return optimizer


def wrong_save_checkpoint__model_alone(path: str | Path, model: nn.Module, optimizer: Optimizer, epoch: int) -> None:
    """You save the model alone: without the optimizer's state_dict its velocities are lost, and begin again at 0.

    Breaks: all that training needs.
    """
    state = torch.optim.SGD(model.parameters()).state_dict()
    torch.save({"model": model.state_dict(), "optimizer": state, "epoch": epoch}, path)


def wrong_save_checkpoint__whole_model(path: str | Path, model: nn.Module, optimizer: Optimizer, epoch: int) -> None:
    """You save the whole model, an object: save model.state_dict(), which can be read without running code.

    Breaks: state_dicts only.
    """
    torch.save({"model": model, "optimizer": optimizer.state_dict(), "epoch": epoch}, path)


def wrong_save_checkpoint__whole_optimizer(
    path: str | Path, model: nn.Module, optimizer: Optimizer, epoch: int
) -> None:
    """You save the whole optimizer, an object: save optimizer.state_dict(), which can be read without running code.

    Breaks: state_dicts only.
    """
    torch.save({"model": model.state_dict(), "optimizer": optimizer, "epoch": epoch}, path)


def wrong_save_checkpoint__both_whole(path: str | Path, model: nn.Module, optimizer: Optimizer, epoch: int) -> None:
    """You save model and optimizer as objects: save the state_dict of each.

    Breaks: state_dicts only.
    """
    torch.save({"model": model, "optimizer": optimizer, "epoch": epoch}, path)


def wrong_save_checkpoint__no_epoch(path: str | Path, model: nn.Module, optimizer: Optimizer, epoch: int) -> None:
    """You leave the epoch out: save it, too, so that training knows where to go on.

    Breaks: the number of epochs done.
    """
    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": 0}, path)


def wrong_save_checkpoint__next_epoch(path: str | Path, model: nn.Module, optimizer: Optimizer, epoch: int) -> None:
    """You save epoch + 1: epoch is the number of epochs done already, so save it as it is.

    Breaks: the number of epochs done.
    """
    save_checkpoint(path, model, optimizer, epoch + 1)


def wrong_save_checkpoint__no_file(path: str | Path, model: nn.Module, optimizer: Optimizer, epoch: int) -> None:
    """You write no file at path: torch.save takes what to save first, and then the path.

    Breaks: writes to a file.
    """
    save_checkpoint(Path(path).with_name("model.pt"), model, optimizer, epoch)


def wrong_save_checkpoint__parameters_list(
    path: str | Path, model: nn.Module, optimizer: Optimizer, epoch: int
) -> None:
    """You save param_groups, the settings of the optimizer, and not its state: optimizer.state_dict() has both.

    Breaks: all that training needs.
    """
    settings = [{key: value for key, value in group.items() if key != "params"} for group in optimizer.param_groups]
    torch.save({"model": model.state_dict(), "optimizer": settings, "epoch": epoch}, path)


def plain_save_checkpoint__other_names(path: str | Path, model: nn.Module, optimizer: Optimizer, epoch: int) -> None:
    """Copy what is saved; write through an open file."""
    checkpoint = {
        "epoch": epoch,
        "model": {name: tensor.cpu().clone() for name, tensor in model.state_dict().items()},
        "optimizer": optimizer.state_dict(),
    }
    with open(path, "wb") as file:
        torch.save(checkpoint, file)


def wrong_load_checkpoint__no_map_location(
    path: str | Path, model: nn.Module, optimizer: Optimizer, device: Device
) -> int:
    """You read without map_location, so that a file from a graphics card cannot be read without one.

    Breaks: map_location.
    """
    checkpoint = torch.load(path, weights_only=True)
    model.load_state_dict(checkpoint["model"])
    optimizer.load_state_dict(checkpoint["optimizer"])
    return int(checkpoint["epoch"])


def wrong_load_checkpoint__model_alone(path: str | Path, model: nn.Module, optimizer: Optimizer, device: Device) -> int:
    """You load the model alone: load the optimizer's state_dict as well, for its velocities.

    Breaks: bit for bit.
    """
    checkpoint = torch.load(path, map_location=device, weights_only=True)
    model.load_state_dict(checkpoint["model"])
    return int(checkpoint["epoch"])


def wrong_load_checkpoint__optimizer_alone(
    path: str | Path, model: nn.Module, optimizer: Optimizer, device: Device
) -> int:
    """You load the optimizer alone: load the model's state_dict as well.

    Breaks: bit for bit.
    """
    checkpoint = torch.load(path, map_location=device, weights_only=True)
    optimizer.load_state_dict(checkpoint["optimizer"])
    return int(checkpoint["epoch"])


def wrong_load_checkpoint__next_epoch(path: str | Path, model: nn.Module, optimizer: Optimizer, device: Device) -> int:
    """You return epoch + 1: the number of epochs done is what was saved, so return it as it is.

    Breaks: the number of epochs done.
    """
    return load_checkpoint(path, model, optimizer, device) + 1


def wrong_load_checkpoint__no_epoch(path: str | Path, model: nn.Module, optimizer: Optimizer, device: Device) -> None:
    """You return nothing: return the epoch of the checkpoint.

    Breaks: -> int.
    """
    load_checkpoint(path, model, optimizer, device)


def wrong_load_checkpoint__epoch_of_zero(
    path: str | Path, model: nn.Module, optimizer: Optimizer, device: Device
) -> int:
    """You return 0, whatever was saved: return the epoch of the checkpoint.

    Breaks: the number of epochs done.
    """
    load_checkpoint(path, model, optimizer, device)
    return 0


def wrong_load_checkpoint__whole_checkpoint(
    path: str | Path, model: nn.Module, optimizer: Optimizer, device: Device
) -> Any:
    """You return the whole checkpoint: return its epoch, a number.

    Breaks: -> int.
    """
    load_checkpoint(path, model, optimizer, device)
    return torch.load(path, map_location=device, weights_only=True)


def wrong_load_checkpoint__copy_of_the_model(
    path: str | Path, model: nn.Module, optimizer: Optimizer, device: Device
) -> int:
    """You load into copies, and the caller's model and optimizer stay as they were: load into those that you are given.

    Breaks: its numbers are changed.
    """
    checkpoint = torch.load(path, map_location=device, weights_only=True)
    return int(checkpoint["epoch"])


def unpolished_load_checkpoint__any_object(
    path: str | Path, model: nn.Module, optimizer: Optimizer, device: Device
) -> int:
    """You read with weights_only=False, so that a file can run code of its own: pass weights_only=True.

    Breaks: weights_only=True.
    """
    checkpoint = torch.load(path, map_location=device, weights_only=False)
    model.load_state_dict(checkpoint["model"])
    optimizer.load_state_dict(checkpoint["optimizer"])
    return int(checkpoint["epoch"])


def plain_load_checkpoint__to_cpu(path: str | Path, model: nn.Module, optimizer: Optimizer, device: Device) -> int:
    """Read to the CPU; load_state_dict moves what it copies."""
    content = io.BytesIO(Path(path).read_bytes())
    checkpoint = torch.load(content, map_location="cpu")
    optimizer.load_state_dict(checkpoint["optimizer"])
    model.load_state_dict(checkpoint["model"])
    model.to(device)
    epoch: int = checkpoint["epoch"]
    return epoch


def wrong_train_capstone__nothing_returned(X: Tensor, y: Tensor, generator: Generator, device: Device) -> None:
    """You return nothing: return the trained model.

    Breaks: -> nn.Module.
    """
    train_capstone(X, y, generator, device)


def wrong_train_capstone__state_dict(X: Tensor, y: Tensor, generator: Generator, device: Device) -> Any:
    """You return the model's state_dict: return the model itself.

    Breaks: -> nn.Module.
    """
    return train_capstone(X, y, generator, device).state_dict()


def wrong_train_capstone__labels(X: Tensor, y: Tensor, generator: Generator, device: Device) -> nn.Module:
    """Your model gives labels: it gives ten scores for each image, and the label is that of the highest.

    Breaks: from images to scores (n, 10).
    """

    class Labels(nn.Module):
        def __init__(self, net: nn.Module) -> None:
            super().__init__()
            self.net = net

        def forward(self, X: Tensor) -> Tensor:
            labels: Tensor = self.net(X).argmax(dim=1)
            return labels

    return Labels(train_capstone(X, y, generator, device))


def wrong_train_capstone__x_in_place(X: Tensor, y: Tensor, generator: Generator, device: Device) -> nn.Module:
    """You write into X, as X -= X.mean() does: make a new tensor, or normalize within the model.

    Breaks: X and y are not modified.
    """
    X -= X.mean()
    return train_capstone(X, y, generator, device)


def wrong_train_capstone__rows(X: Tensor, y: Tensor, generator: Generator, device: Device) -> nn.Module:
    """Your model takes rows of 784 pixels: it is given images (n, 1, 28, 28), so begin with nn.Flatten().

    Breaks: from images (n, 1, 28, 28).
    """
    return nn.Sequential(nn.Linear(784, 10))


def plain_train_capstone__dropout(X: Tensor, y: Tensor, generator: Generator, device: Device) -> nn.Module:
    """Write the layers out, with dropout and Adam, and leave the weights to PyTorch."""
    model = nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Dropout(0.1), nn.Linear(32 * 7 * 7, 10),
    ).to(device)  # fmt: skip
    optimizer = torch.optim.Adam(model.parameters(), lr=0.002)
    for _ in range(2):
        model.train()
        order = torch.randperm(len(X), generator=generator)
        for rows in order.split(100):
            _step(model, optimizer, X[rows].to(device), y[rows].to(device))
    return model
