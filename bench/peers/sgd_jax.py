"""JAX on the CPU, one thread: all steps are one jitted `lax.scan`, several networks go through it by `vmap`.

    python sgd_jax.py FOLDER NETWORKS STEPS
"""
import os
import sys

os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import jax
import jaxlib
import jax.numpy as jnp

from contest import Training, serve

networks = int(sys.argv[2])
training = Training(sys.argv[1], networks)
images, labels = jnp.asarray(training.images), jnp.asarray(training.labels)
# One network without a leading axis: nothing is batched that need not be.
parameters = jax.tree.map(lambda *each: jnp.stack(each), *training.initial)
if networks == 1:
    parameters = jax.tree.map(lambda stacked: stacked[0], parameters)


def convolution(inputs, weights, biases):
    sums = jax.lax.conv_general_dilated(
        inputs, weights, (1, 1), "SAME", dimension_numbers=("NHWC", "HWIO", "NHWC")
    )
    rectified = jax.nn.relu(sums + biases)
    return jax.lax.reduce_window(rectified, -jnp.inf, jax.lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")


def mean_loss(parameters, inputs, targets):
    for layer, (weights, biases) in zip(training.layers, parameters):
        if layer["kind"] == "convolution":
            inputs = convolution(inputs, weights, biases)
            continue
        inputs = inputs.reshape(len(inputs), -1) @ weights + biases
        if layer["activation"] == "relu":
            inputs = jax.nn.relu(inputs)
    scores = jax.nn.log_softmax(inputs)
    return -jnp.mean(jnp.take_along_axis(scores, targets[:, None], axis=1))


def step(parameters, inputs, targets):
    loss, gradient = jax.value_and_grad(mean_loss)(parameters, inputs, targets)
    return jax.tree.map(lambda p, g: p - training.learning_rate * g, parameters, gradient), loss


if networks > 1:
    step = jax.vmap(step, in_axes=(0, None, None))


def steps(parameters, images, labels, batches):
    return jax.lax.scan(lambda p, rows: step(p, images[rows], labels[rows]), parameters, batches)


with_losses = jax.jit(steps)
without_losses = jax.jit(lambda *arguments: steps(*arguments)[0])

batches = training.batches[:int(sys.argv[3])]
parameters, first = with_losses(parameters, images, labels, batches)


def train(batches):
    global parameters
    parameters = jax.block_until_ready(without_losses(parameters, images, labels, batches))


serve(
    training,
    f"jax {jax.__version__}, jaxlib {jaxlib.__version__}",
    first.reshape(len(batches), networks).T.tolist(),
    train,
)
