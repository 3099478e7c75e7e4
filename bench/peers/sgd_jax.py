"""JAX on the CPU, one thread: the steps of dense networks are one jitted `lax.scan`, several networks go through it by
`vmap`. With convolutions each step is a call of a jitted function: in a scan XLA has slow convolutions (700 ms a step
instead of 14).

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


def larger(one, other):
    """The gradient of equal values goes to the first, as in the other engines; `jnp.maximum` would halve it."""
    return jnp.where(one >= other, one, other)


def convolution(inputs, weights, biases):
    sums = jax.lax.conv_general_dilated(
        inputs, weights, (1, 1), "SAME", dimension_numbers=("NHWC", "HWIO", "NHWC")
    )
    images, height, width, maps = sums.shape
    pairs = jax.nn.relu(sums + biases).reshape(images, height // 2, 2, width // 2, 2 * maps)
    # With `lax.reduce_window` a step takes 60 ms instead of 14.
    rows = larger(pairs[..., :maps], pairs[..., maps:])
    return larger(rows[:, :, 0], rows[:, :, 1])


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


def stepwise(function):
    """The same as a jitted function of one step for each batch."""
    jitted = jax.jit(lambda p, images, labels, rows: function(p, images[rows], labels[rows]))

    def steps(parameters, images, labels, batches):
        losses = []
        for rows in batches:
            parameters, loss = jitted(parameters, images, labels, rows)
            losses.append(loss)
        return parameters, jnp.stack(losses)

    return steps


if training.is_image:
    with_losses = stepwise(step)
    without_losses = lambda *arguments: with_losses(*arguments)[0]
else:
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
