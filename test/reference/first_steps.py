"""The first 100 steps of a seeded training run, written independently in numpy (float64).

Needs numpy only. Reads the digits as IDX files, draws the same seeds, initial weights and batch
order as the library from their published definitions, and does plain SGD on the mean softmax
cross-entropy. Prints JSON: the loss of every batch before its step, and sums over each parameter
array after the last step.

    deno run -A test/reference/export_digits.ts DIGITS
    python3 test/reference/first_steps.py DIGITS > test/reference/first_steps.json
"""
import hashlib
import json
import sys

import numpy as np

WIDTHS = [784, 20, 20, 20, 10]
BATCH, RATE, INIT_SEED, BATCH_SEED, STEPS = 32, 0.1, 11, 12, 100


def read_idx(path, offset):
    return np.frombuffer(open(path, "rb").read()[offset:], np.uint8)


labels = read_idx(sys.argv[1] + "/labels.idx", 8)
images = read_idx(sys.argv[1] + "/images.idx", 16).reshape(len(labels), 784) / 255.0


def uint32_stream(seed):
    state = np.random.RandomState(seed)
    while True:
        yield int(state.randint(0, 2**32, dtype=np.uint64))


def below(stream, bound):
    limit = 2**32 - 2**32 % bound
    while True:
        value = next(stream)
        if value < limit:
            return value % bound


def batch_order(count, epoch):
    digest = hashlib.sha256(f"{BATCH_SEED}/epoch/{epoch}".encode()).digest()
    stream = uint32_stream(int.from_bytes(digest[:4], "big"))
    order = list(range(count))
    for i in range(count - 1, 0, -1):
        j = below(stream, i + 1)
        order[i], order[j] = order[j], order[i]
    return np.array(order)


def initial():
    stream = uint32_stream(INIT_SEED)
    layers = []
    for inputs, outputs in zip(WIDTHS, WIDTHS[1:]):
        bound = 1 / np.sqrt(inputs)
        draw = lambda: np.float32((2 * ((next(stream) >> 8) / 2**24) - 1) * bound)
        weights = np.array([draw() for _ in range(inputs * outputs)]).reshape(inputs, outputs)
        layers.append([weights.astype(float), np.array([draw() for _ in range(outputs)], float)])
    return layers


layers = initial()
losses = []
epoch, order, at = 0, None, len(labels)
for _ in range(STEPS):
    if at >= len(labels):
        epoch += 1
        order, at = batch_order(len(labels), epoch), 0
    rows = order[at:at + BATCH]
    at += BATCH
    values = [images[rows]]
    for l, (weights, biases) in enumerate(layers):
        z = values[-1] @ weights + biases
        values.append(np.maximum(z, 0) if l < len(layers) - 1 else z)
    z = values[-1] - values[-1].max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    losses.append(-log_p[np.arange(len(rows)), labels[rows]].mean())
    delta = np.exp(log_p)
    delta[np.arange(len(rows)), labels[rows]] -= 1
    delta /= len(rows)
    for l in range(len(layers) - 1, -1, -1):
        weights, biases = layers[l]
        back = (delta @ weights.T) * (values[l] > 0) if l > 0 else None
        layers[l] = [weights - RATE * values[l].T @ delta, biases - RATE * delta.sum(axis=0)]
        delta = back

print(json.dumps({
    "generator": "test/reference/first_steps.py, numpy " + np.__version__ + ", float64",
    "losses": losses,
    "sums": [
        {"weights": w.sum(), "absoluteWeights": np.abs(w).sum(), "biases": b.sum()}
        for w, b in layers
    ],
}, indent=1))
