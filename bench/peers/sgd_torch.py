"""PyTorch, eager, one thread: the loop that its tutorials teach, with the data in memory as tensors.

    python sgd_torch.py FOLDER 1
"""
import sys

import torch
from torch import nn

from contest import BATCH, LEARNING_RATE, WIDTHS, load, serve

torch.set_num_threads(1)
images, labels, batches, (initial,) = load(sys.argv[1], 1)
images = torch.from_numpy(images)
labels = torch.from_numpy(labels).long()
order = torch.from_numpy(batches.ravel()).long()

model = nn.Sequential(
    nn.Linear(WIDTHS[0], WIDTHS[1]),
    nn.ReLU(),
    nn.Linear(WIDTHS[1], WIDTHS[2]),
    nn.ReLU(),
    nn.Linear(WIDTHS[2], WIDTHS[3]),
    nn.ReLU(),
    nn.Linear(WIDTHS[3], WIDTHS[4]),
)
with torch.no_grad():
    for layer, (weights, biases) in zip(model[::2], initial):
        layer.weight.copy_(torch.from_numpy(weights.T))
        layer.bias.copy_(torch.from_numpy(biases))
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=LEARNING_RATE)


def train_epoch(losses=None):
    for at in range(0, len(order), BATCH):
        rows = order[at:at + BATCH]
        optimizer.zero_grad()
        loss = criterion(model(images[rows]), labels[rows])
        loss.backward()
        optimizer.step()
        if losses is not None:
            losses.append(loss.item())


first = []
train_epoch(first)
serve(f"torch {torch.__version__}", [first], train_epoch)
