"""PyTorch, eager, one thread: the loop that its tutorials teach, with the data in memory as tensors.

    python sgd_torch.py FOLDER 1 STEPS [channels_last]

With the last word images and convolutions have the channels of a pixel adjacent in memory: an option for more speed,
which is not the default of PyTorch.
"""
import sys

import torch
from torch import nn

from contest import Training, serve

torch.set_num_threads(1)
training = Training(sys.argv[1], 1)
images = torch.from_numpy(training.images)
layout = torch.channels_last if "channels_last" in sys.argv else torch.contiguous_format
if training.is_image:
    # Channels are the second dimension in both layouts.
    images = images.permute(0, 3, 1, 2).contiguous(memory_format=layout)
labels = torch.from_numpy(training.labels).long()


def modules():
    """The layers with their initial parameters."""
    entering = None
    for layer, (weights, biases) in zip(training.layers, training.initial[0]):
        weights = torch.from_numpy(weights)
        if layer["kind"] == "convolution":
            own = nn.Conv2d(weights.shape[2], layer["units"], 3, padding=1)
            weights, entering = weights.permute(3, 2, 0, 1), layer["units"]
        else:
            if entering is not None:
                # From pixels, each with its maps, to maps, each with its pixels.
                yield nn.Flatten()
                weights = weights.reshape(-1, entering, layer["units"]).transpose(0, 1).flatten(0, 1)
                entering = None
            own = nn.Linear(weights.shape[0], layer["units"])
            weights = weights.T
        with torch.no_grad():
            own.weight.copy_(weights)
            own.bias.copy_(torch.from_numpy(biases))
        yield own
        if layer["activation"] == "relu":
            yield nn.ReLU()
        if layer["kind"] == "convolution":
            yield nn.MaxPool2d(2)


model = nn.Sequential(*modules()).to(memory_format=layout)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=training.learning_rate)


def train(batches, losses=None):
    for rows in torch.from_numpy(batches).long():
        optimizer.zero_grad()
        loss = criterion(model(images[rows]), labels[rows])
        loss.backward()
        optimizer.step()
        if losses is not None:
            losses.append(loss.item())


first = []
train(training.batches[:int(sys.argv[3])], first)
serve(training, f"torch {torch.__version__}", [first], train)
