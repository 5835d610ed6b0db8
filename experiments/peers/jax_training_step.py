"""Microseconds per optimisation step and model in JAX: what `bench-report TrainingStepBenchmark` is compared with.

The same work as TrainingStepBenchmark: batch 32, 64 inputs, 10 classes, tanh, cross-entropy, SGD with momentum .9, in
float32; several models at once by vmap, their steps by scan. Compilation is not timed. Needs jax only:

    python experiments/peers/jax_training_step.py [MODELS] [STEPS]
"""
import sys
import time

import jax
import jax.numpy as jnp

BATCH, INPUTS, CLASSES, POINTS = 32, 64, 10, 1617
SHAPES = {"1x16": [16], "64-32": [64, 32], "8x16": [16] * 8, "1x128": [128]}


def initial(key, widths):
    keys = jax.random.split(key, len(widths) - 1)
    return [
        (jax.random.uniform(k, (n, m), minval=-(n**-0.5), maxval=n**-0.5), jnp.zeros(m))
        for k, n, m in zip(keys, widths[:-1], widths[1:])
    ]


def loss(layers, x, labels):
    for weight, bias in layers[:-1]:
        x = jnp.tanh(x @ weight + bias)
    weight, bias = layers[-1]
    log_p = jax.nn.log_softmax(x @ weight + bias)
    return -jnp.take_along_axis(log_p, labels[:, None], axis=1).mean()


def training(widths, x, labels):
    def train(key, batches):
        layers = initial(key, widths)

        def step(state, batch):
            layers, velocity = state
            gradient = jax.grad(loss)(layers, x[batch], labels[batch])
            velocity = jax.tree.map(lambda v, g: 0.9 * v + g, velocity, gradient)
            layers = jax.tree.map(lambda p, v: p - 0.03 * v, layers, velocity)
            return (layers, velocity), None

        start = (layers, jax.tree.map(jnp.zeros_like, layers))
        return jax.lax.scan(step, start, batches)[0][0]

    return jax.jit(jax.vmap(train))


def main(models=64, steps=1000):
    data, classes, order, start = jax.random.split(jax.random.key(0), 4)
    x = jax.random.uniform(data, (POINTS, INPUTS))
    labels = jax.random.randint(classes, (POINTS,), 0, CLASSES)
    batches = jax.random.randint(order, (models, steps, BATCH), 0, POINTS)
    keys = jax.random.split(start, models)
    print(f"jax {jax.__version__}, {jax.devices()[0]}, {models} models, {steps} steps")
    for name, hidden in SHAPES.items():
        train = training([INPUTS, *hidden, CLASSES], x, labels)
        jax.block_until_ready(train(keys, batches))
        times = []
        for _ in range(3):
            began = time.perf_counter()
            jax.block_until_ready(train(keys, batches))
            times.append(time.perf_counter() - began)
        print(f"{name:6s} {1e6 * min(times) / models / steps:8.2f} us per step and model")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
