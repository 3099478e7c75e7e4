"""What the Python contestants of `deno task bench:training-peers` share.

A contestant is called with the folder of an exported training and a number of networks. It prints the
loss of every step of its first epoch, then trains as many more epochs as each line of standard
input says and prints how long that took. Other networks than those below are not in the contest.
"""
import json
import sys
import time
from pathlib import Path

import numpy as np

WIDTHS = (784, 20, 20, 20, 10)
BATCH = 32
LEARNING_RATE = 0.01


def load(folder, networks):
    """Images (float32, rows of 784 in 0..1), labels, batches (steps x 32 row numbers) and, for each
    network, its initial (weights [inputs, outputs], biases) by layer."""
    folder = Path(folder)
    images = np.fromfile(folder / "images.u8", np.uint8).reshape(-1, WIDTHS[0])
    labels = np.fromfile(folder / "labels.u8", np.uint8)
    batches = np.fromfile(folder / "order.u32", np.uint32).reshape(-1, BATCH)
    parameters = np.fromfile(folder / "initial.f32", np.float32)
    initial, at = [], 0
    for _ in range(networks):
        layers = []
        for inputs, outputs in zip(WIDTHS, WIDTHS[1:]):
            end = at + inputs * outputs
            layers.append((parameters[at:end].reshape(inputs, outputs), parameters[end:end + outputs]))
            at = end + outputs
        initial.append(layers)
    return images.astype(np.float32) / np.float32(255), labels, batches, initial


def serve(version, losses, train_epoch):
    """`losses`: networks x steps, mean cross-entropy of each batch before its step."""
    print(json.dumps({"version": version, "losses": losses}), flush=True)
    for line in sys.stdin:
        started = time.perf_counter()
        for _ in range(int(line)):
            train_epoch()
        print(json.dumps({"seconds": time.perf_counter() - started}), flush=True)
