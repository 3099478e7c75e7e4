"""What the Python contestants of `deno task bench:training-peers` share.

A contestant is called with the folder of an exported training (see exported_training.ts), a number of networks and a
number of steps. It prints the loss of each of so many first steps, then does as many more steps as each line of
standard input says and prints how long they took. Batches follow one after the other, those of an epoch again and
again.
"""
import json
import math
import sys
import time
from pathlib import Path

import numpy as np


class Training:
    """An exported training; `initial` has for each network its (weights, biases) by layer."""

    def __init__(self, folder, networks):
        folder = Path(folder)
        protocol = json.loads((folder / "protocol.json").read_text())
        self.layers, source = protocol["spec"]["layers"], protocol["spec"]["input"]
        self.batch, self.learning_rate = protocol["batchSize"], protocol["learningRate"]
        self.is_image = not isinstance(source, int)
        shape = [source[size] for size in ("height", "width", "channels")] if self.is_image else [source]
        images = np.fromfile(folder / "images.u8", np.uint8).reshape(-1, *shape)
        # float32 in 0..1: rows, or rows x height x width x channels.
        self.images = images.astype(np.float32) / np.float32(255)
        self.labels = np.fromfile(folder / "labels.u8", np.uint8)
        # Steps x rows of a batch.
        self.batches = np.fromfile(folder / "order.u32", np.uint32).reshape(-1, self.batch)
        parameters = np.fromfile(folder / "initial.f32", np.float32)
        self.initial, at = [], 0
        for _ in range(networks):
            network, entering = [], shape
            for layer in self.layers:
                weights, entering = self._shapes(layer, entering)
                end = at + math.prod(weights)
                network.append((parameters[at:end].reshape(weights), parameters[end:end + layer["units"]]))
                at = end + layer["units"]
            self.initial.append(network)

    @staticmethod
    def _shapes(layer, entering):
        """Shape of the weights of a layer, and of what leaves it. Other layers are not in the contest."""
        units = layer["units"]
        assert layer["bias"]
        if layer["kind"] == "convolution":
            assert layer["activation"] == "relu" and layer["pooling"] == "max"
            height, width, channels = entering
            return [3, 3, channels, units], [height // 2, width // 2, units]
        assert layer["kind"] == "dense"
        return [math.prod(entering), units], [units]


def serve(training, version, losses, train):
    """`losses`: networks x steps, mean cross-entropy of each batch before its step; `train` takes steps x rows."""
    print(json.dumps({"version": version, "losses": losses}), flush=True)
    batches, at = training.batches, 0
    for line in sys.stdin:
        steps = int(line)
        started = time.perf_counter()
        train(batches[(at + np.arange(steps)) % len(batches)])
        print(json.dumps({"seconds": time.perf_counter() - started}), flush=True)
        at = (at + steps) % len(batches)
