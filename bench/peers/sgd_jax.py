"""JAX on the CPU, one thread: an epoch is one jitted `lax.scan`, several networks go through it by `vmap`.

    python sgd_jax.py FOLDER NETWORKS
"""
import os
import sys

os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import jax
import jaxlib
import jax.numpy as jnp

from contest import LEARNING_RATE, load, serve

networks = int(sys.argv[2])
images, labels, batches, initial = load(sys.argv[1], networks)
images, labels, batches = jnp.asarray(images), jnp.asarray(labels), jnp.asarray(batches)
# One network without a leading axis: nothing is batched that need not be.
parameters = jax.tree.map(lambda *each: jnp.stack(each), *initial)
if networks == 1:
    parameters = jax.tree.map(lambda stacked: stacked[0], parameters)


def mean_loss(parameters, inputs, targets):
    for weights, biases in parameters[:-1]:
        inputs = jax.nn.relu(inputs @ weights + biases)
    weights, biases = parameters[-1]
    scores = jax.nn.log_softmax(inputs @ weights + biases)
    return -jnp.mean(jnp.take_along_axis(scores, targets[:, None], axis=1))


def step(parameters, inputs, targets):
    loss, gradient = jax.value_and_grad(mean_loss)(parameters, inputs, targets)
    return jax.tree.map(lambda p, g: p - LEARNING_RATE * g, parameters, gradient), loss


if networks > 1:
    step = jax.vmap(step, in_axes=(0, None, None))


def epoch(parameters, images, labels, batches):
    return jax.lax.scan(lambda p, rows: step(p, images[rows], labels[rows]), parameters, batches)


with_losses = jax.jit(epoch)
without_losses = jax.jit(lambda *arguments: epoch(*arguments)[0])

parameters, first = with_losses(parameters, images, labels, batches)


def train_epoch():
    global parameters
    parameters = jax.block_until_ready(without_losses(parameters, images, labels, batches))


serve(
    f"jax {jax.__version__}, jaxlib {jaxlib.__version__}",
    first.reshape(len(batches), networks).T.tolist(),
    train_epoch,
)
