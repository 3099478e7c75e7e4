"""VGG16 for CIFAR-10: trains it, and writes what its 13 convolutional layers give for the test images.

    python3 vgg16.py train --data FOLDER --out FOLDER
    python3 vgg16.py export FOLDER/vgg16.pt --data FOLDER --out FOLDER

Needs PyTorch and NumPy. The folder of --data has files of the binary version of CIFAR-10, plain or gzipped:
test_batch.bin and at least one of data_batch_1.bin to data_batch_5.bin. `train` writes vgg16.pt and, with the same
weights before training, vgg16-initial.pt. `export` writes conv01.npy to conv13.npy (images x maps x height x width) and
labels.npy. Each option: `vgg16.py train --help`, `vgg16.py export --help`.
"""
from __future__ import annotations

import argparse
import gzip
import json
import math
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

import numpy as np
import torch
from torch import Tensor, nn

# Numbers of maps at width 1; M: maximum over 2 x 2 pixels.
LAYERS = (64, 64, "M", 128, 128, "M", 256, 256, 256, "M", 512, 512, 512, "M", 512, 512, 512, "M")
TRAINING = tuple(f"data_batch_{number}.bin" for number in range(1, 6))
TEST = ("test_batch.bin",)
SHAPE = (3, 32, 32)
CLASSES = 10
# Mean and standard deviation of red, green and blue in the training images, pixels in 0..1.
MEAN = torch.tensor([0.4914, 0.4822, 0.4465]).view(3, 1, 1)
DEVIATION = torch.tensor([0.2470, 0.2435, 0.2616]).view(3, 1, 1)
# Images that go through a network at once where nothing is trained.
BLOCK = 250


class Refusal(Exception):
    """Error: data, a network or an option do not fit; one line says what was attempted, found and needed."""


def vgg16(width: float) -> nn.Sequential:
    """The untrained network, with `width` times the usual numbers of maps."""
    modules: list[nn.Module] = []
    entering = SHAPE[0]
    for layer in LAYERS:
        if layer == "M":
            modules.append(nn.MaxPool2d(2))
            continue
        maps = max(1, round(layer * width))
        # Batch normalisation subtracts the mean: the convolution needs no bias.
        modules += [nn.Conv2d(entering, maps, 3, padding=1, bias=False), nn.BatchNorm2d(maps), nn.ReLU(inplace=True)]
        entering = maps
    model = nn.Sequential(*modules, nn.Flatten(), nn.Linear(entering, CLASSES))
    # Maps of a pixel adjacent in memory: a quarter less time on a CPU; shapes and results are the same.
    return model.to(memory_format=torch.channels_last)


def normalisations(model: nn.Module) -> list[nn.BatchNorm2d]:
    """The batch normalisations, one per convolution, in the order of the layers."""
    return [module for module in model.modules() if isinstance(module, nn.BatchNorm2d)]


def read_images(folder: Path, names: Sequence[str]) -> tuple[Tensor, Tensor]:
    """Images (N x 3 x 32 x 32, uint8) and labels (N, int64) of the files that are there."""
    size = 1 + math.prod(SHAPE)
    candidates = [(folder / name, folder / f"{name}.gz") for name in names]
    paths = [next(filter(Path.is_file, pair)) for pair in candidates if any(map(Path.is_file, pair))]
    if not paths:
        wanted = names[0] if len(names) == 1 else f"at least one of {names[0]} to {names[-1]}"
        state = "no such file in it" if folder.is_dir() else "no such folder"
        raise Refusal(f"Reading images from {folder}: found {state}; needed: {wanted}, plain or with .gz")
    rows = []
    for path in paths:
        try:
            contents = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise Refusal(f"Reading {path}: found damaged gzip data ({error}); needed: an intact file") from error
        if len(contents) == 0 or len(contents) % size != 0:
            raise Refusal(f"Reading {path}: found {len(contents)} bytes; needed: a multiple of {size}, one per image")
        rows.append(np.frombuffer(contents, np.uint8).reshape(-1, size))
        largest = rows[-1][:, 0].max()
        if largest >= CLASSES:
            raise Refusal(f"Reading {path}: found the label {largest}; needed: labels 0 to {CLASSES - 1}")
    whole = np.concatenate(rows)
    images = np.ascontiguousarray(whole[:, 1:]).reshape(-1, *SHAPE)
    return torch.from_numpy(images), torch.from_numpy(whole[:, 0].astype(np.int64))


def normalised(images: Tensor) -> Tensor:
    """Bytes as float32 with mean about 0 and variance about 1 per colour."""
    return (images.float() / 255 - MEAN) / DEVIATION


def augmented(images: Tensor, random: torch.Generator) -> Tensor:
    """Each image moved by up to 4 pixels, with zeros at the border, and mirrored in half of the cases."""
    count, colours, height, width = images.shape
    padded = nn.functional.pad(images, (4, 4, 4, 4))
    rows = torch.randint(9, (count, 1), generator=random) + torch.arange(height)
    columns = torch.randint(9, (count, 1), generator=random) + torch.arange(width)
    mirrored = torch.rand((count, 1), generator=random) < 0.5
    columns = torch.where(mirrored, columns.flip(1), columns)
    which, colour = torch.arange(count).view(-1, 1, 1, 1), torch.arange(colours).view(1, -1, 1, 1)
    return padded[which, colour, rows.view(count, 1, -1, 1), columns.view(count, 1, 1, -1)]


@torch.no_grad()
def estimate_statistics(model: nn.Module, images: Tensor) -> None:
    """Sets means and variances of all batch normalisations to those of a pass over the images."""
    model.train()
    for module in normalisations(model):
        module.reset_running_stats()
        module.momentum = None  # the average over all batches
    for block in images.split(BLOCK):
        model(normalised(block))
    for module in normalisations(model):
        module.momentum = 0.1


@torch.no_grad()
def accuracy(model: nn.Module, images: Tensor, labels: Tensor) -> float:
    """The fraction of images whose class the network finds."""
    model.eval()
    found = torch.cat([model(normalised(block)).argmax(1) for block in images.split(BLOCK)])
    return (found == labels).float().mean().item()


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """A file that gets its name once it is complete; after an error it is removed."""
    unfinished = path.with_name(f"{path.name}.part")
    file = unfinished.open("wb")
    try:
        with file:
            yield file
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def save(model: nn.Module, path: Path, options: dict[str, int | float]) -> None:
    """Writes the parameters of a network, and the options of its training as JSON, which any PyTorch reads."""
    with written(path) as file:
        torch.save({"options": json.dumps(options), "state": model.state_dict()}, file)


def load(path: Path) -> nn.Sequential:
    """A network that `train` saved."""
    try:
        saved = torch.load(path, map_location="cpu", weights_only=True)
        model = vgg16(json.loads(saved["options"])["width"])
        model.load_state_dict(saved["state"])
    except OSError:
        raise
    except Exception as error:  # torch has many kinds for a file that is not its own
        found = f"another file ({type(error).__name__})"
        raise Refusal(f"Reading the network {path}: found {found}; needed: one that `train` saved") from error
    return model


def train(options: argparse.Namespace) -> None:
    """Trains a network; prints the test accuracy after each epoch."""
    images, labels = read_images(options.data, TRAINING)
    test_images, test_labels = read_images(options.data, TEST)
    print(f"{len(images)} training images, {len(test_images)} test images", flush=True)
    options.out.mkdir(parents=True, exist_ok=True)
    kept = {name: getattr(options, name) for name in ("width", "epochs", "batch", "rate", "seed")}
    torch.manual_seed(options.seed)
    random = torch.Generator().manual_seed(options.seed)
    model = vgg16(options.width)

    # New batch normalisations have mean 0 and variance 1, whatever enters them: in eval mode they would not normalise
    # the untrained network, whose outputs would then not be comparable with those of the trained one.
    estimate_statistics(model, images)
    save(model, options.out / "vgg16-initial.pt", kept)

    steps = options.epochs * math.ceil(len(images) / options.batch)
    optimizer = torch.optim.SGD(model.parameters(), options.rate, momentum=0.9, nesterov=True, weight_decay=5e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, options.rate, steps, cycle_momentum=False)
    criterion = nn.CrossEntropyLoss()
    for epoch in range(1, options.epochs + 1):
        started, total = time.perf_counter(), 0.0
        model.train()
        for rows in torch.randperm(len(images), generator=random).split(options.batch):
            optimizer.zero_grad()
            loss = criterion(model(augmented(normalised(images[rows]), random)), labels[rows])
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item() * len(rows)
        seconds = time.perf_counter() - started
        percent = 100 * accuracy(model, test_images, test_labels)
        print(
            f"epoch {epoch} of {options.epochs}: loss {total / len(images):.3f}, "
            f"test accuracy {percent:.2f} %, {seconds:.0f} s",
            flush=True,
        )
    save(model, options.out / "vgg16.pt", kept)


@torch.no_grad()
def export(options: argparse.Namespace) -> None:
    """Writes the outputs of all convolutional layers, after batch normalisation and before the ReLU."""
    model = load(options.network).eval()
    images, labels = read_images(options.data, TEST)
    count = options.images or len(images)
    if count > len(images):
        raise Refusal(f"Exporting {count} images: found {len(images)} in {options.data}; needed: --images up to that")
    kind = np.dtype("<f2" if options.half else "<f4")
    options.out.mkdir(parents=True, exist_ok=True)
    with ExitStack() as files:
        for number, module in enumerate(normalisations(model), start=1):
            file = files.enter_context(written(options.out / f"conv{number:02}.npy"))
            module.register_forward_hook(writer(file, count, kind))
        # The outputs of a block are written while it runs: memory does not grow with the number of images.
        for block in images[:count].split(BLOCK):
            model(normalised(block))
        np.save(files.enter_context(written(options.out / "labels.npy")), labels[:count].numpy())
    print(f"{len(normalisations(model))} layers for {count} images in {options.out}")


def writer(file: BinaryIO, count: int, kind: np.dtype) -> Callable[[nn.Module, object, Tensor], None]:
    """A hook that appends what its module gives to a file in NumPy's format, for `count` images in all."""

    def write(_module: nn.Module, _inputs: object, output: Tensor) -> None:
        if file.tell() == 0:
            header = {"descr": kind.str, "fortran_order": False, "shape": (count, *output.shape[1:])}
            np.lib.format.write_array_header_1_0(file, header)
        # Written at once: the ReLU that follows works in place.
        file.write(output.numpy().astype(kind, order="C").data)

    return write


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> None:
        self.exit(2, f"{self.prog}: {message}\n")


def above_zero(kind: Callable[[str], int | float]) -> Callable[[str], int | float]:
    """A reader of numbers above 0."""

    def read(text: str) -> int | float:
        try:
            value = kind(text)
        except ValueError:
            value = 0
        if not 0 < value < math.inf:
            what = "an integer" if kind is int else "a number"
            raise argparse.ArgumentTypeError(f"found {text}; needed: {what} above 0")
        return value

    return read


def parser() -> Parser:
    """The options of both commands."""
    result = Parser(prog="vgg16.py", description="VGG16 for CIFAR-10.")
    commands = result.add_subparsers(required=True, metavar="train|export")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", type=Path, required=True, help="folder with the files of CIFAR-10")
    common.add_argument("--out", type=Path, default=Path(), help="folder of the results; default: the current one")
    common.add_argument("--threads", type=above_zero(int), help="default: chosen by PyTorch")

    training = commands.add_parser("train", parents=[common], help="train a network")
    training.set_defaults(run=train)
    defaults = "default: %(default)s"
    training.add_argument("--width", type=above_zero(float), default=0.25, help=f"factor of the maps; {defaults}")
    training.add_argument("--epochs", type=above_zero(int), default=12, help=defaults)
    training.add_argument("--batch", type=above_zero(int), default=64, help=f"images per step; {defaults}")
    training.add_argument("--rate", type=above_zero(float), default=0.1, help=f"highest learning rate; {defaults}")
    training.add_argument("--seed", type=int, default=1, help=defaults)

    exporting = commands.add_parser("export", parents=[common], help="write the outputs of the layers")
    exporting.set_defaults(run=export)
    exporting.add_argument("network", type=Path, help="vgg16.pt or vgg16-initial.pt")
    exporting.add_argument("--images", type=above_zero(int), help="only the first so many test images")
    exporting.add_argument("--half", action="store_true", help="write float16; rounding makes values equal")
    return result


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a command of the terminal."""
    own = parser()
    options = own.parse_args(arguments)
    if options.threads:
        torch.set_num_threads(options.threads)
    try:
        options.run(options)
    except Refusal as refusal:
        own.error(str(refusal))
    except OSError as error:
        own.error(f"Reading or writing {error.filename or 'a file'}: {error.strerror or error}")


if __name__ == "__main__":
    main()
