"""Measures JAX for bench/compare: the measurements epoch, one and many. A whole epoch is one compiled program, which scans the
batches, scans the steps of each batch, and applies Adam.
Usage: jax_peer.py WORKLOAD THREADS SERIES"""
import os

from workloads import LENGTH, STEPS, answer, given, median, seconds

workload, threads, path = given()
if threads == 1:
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
import jax
import jax.numpy as jnp
import numpy as np
import optax

series = jnp.asarray(np.fromfile(path, "<f4").reshape(-1, LENGTH))
inputs = series[:, :STEPS, None]
if workload.every:
    targets = jnp.stack([series[:, k:k + STEPS] for k in range(1, workload.horizon + 1)], -1)
else:
    targets = series[:, STEPS:STEPS + workload.horizon]
GATES = {"rnn": 1, "lstm": 4, "gru": 3}[workload.cell]


def uniform(key, *shape, bound):
    return jax.random.uniform(key, shape, minval=-bound, maxval=bound)


def initial(key):
    """Initial parameters: kernel, recurrent kernel, bias and recurrent bias of each layer, and kernel and bias of the head."""
    layers, width = [], 1
    for units in workload.units:
        key, one, other = jax.random.split(key, 3)
        bound = units ** -0.5
        layers.append((uniform(one, width, GATES * units, bound=bound), uniform(other, units, GATES * units, bound=bound),
                       jnp.zeros(GATES * units), jnp.zeros(GATES * units)))
        width = units
    if not workload.outputs:
        return layers, None
    return layers, (uniform(key, width, workload.outputs, bound=width ** -0.5), jnp.zeros(workload.outputs))


def rnn(h, x, r):
    h = jnp.tanh(x + r(h))
    return h, h


def lstm(state, x, r):
    h, c = state
    i, f, g, o = jnp.split(x + r(h), 4, 1)
    c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
    h = jax.nn.sigmoid(o) * jnp.tanh(c)
    return (h, c), h


def gru(h, x, r):
    xz, xr, xn = jnp.split(x, 3, 1)
    hz, hr, hn = jnp.split(r(h), 3, 1)
    z = jax.nn.sigmoid(xz + hz)
    n = jnp.tanh(xn + jax.nn.sigmoid(xr + hr) * hn)
    h = (1 - z) * n + z * h
    return h, h


def layer(parameters, x, units):
    """Computes the states of all steps, [steps, batch, units], from inputs [steps, batch, width]."""
    kernel, recurrent, bias, recurrent_bias = parameters
    zero = jnp.zeros((x.shape[1], units))
    cell, start = {"rnn": (rnn, zero), "lstm": (lstm, (zero, zero)), "gru": (gru, zero)}[workload.cell]
    return jax.lax.scan(lambda state, row: cell(state, row, lambda h: h @ recurrent + recurrent_bias), start, x @ kernel + bias)[1]


def network(parameters, x):
    layers, head = parameters
    h = jnp.swapaxes(x, 0, 1)
    for each, units in zip(layers, workload.units):
        h = layer(each, h, units)
    h = jnp.swapaxes(h, 0, 1) if workload.every else h[-1]
    return h if head is None else h @ head[0] + head[1]


adam = optax.adam(1e-3)


def step(state, part):
    parameters, moments = state
    gradient = jax.grad(lambda p: ((network(p, inputs[part]) - targets[part]) ** 2).mean())(parameters)
    updates, moments = adam.update(gradient, moments)
    return (optax.apply_updates(parameters, updates), moments), None


@jax.jit
def train(state, order):
    whole = workload.count // workload.batch * workload.batch
    state, _ = jax.lax.scan(step, state, order[:whole].reshape(-1, workload.batch))
    return step(state, order[whole:])[0] if whole < workload.count else state


predict = jax.jit(network)
parameters = initial(jax.random.key(0))
state = (parameters, adam.init(parameters))
random = np.random.default_rng(0)


def run(order):
    global state
    state = jax.block_until_ready(train(state, order))


def epoch():
    order = jnp.asarray(random.permutation(workload.count))
    return seconds(lambda: run(order))


def one():
    singles = np.asarray(inputs[:300])
    return median(lambda i=i: np.asarray(predict(parameters, singles[i:i + 1])) for i in range(300))


def many():
    x = jax.block_until_ready(inputs[:2000])
    return seconds(lambda: jax.block_until_ready(predict(parameters, x)))


answer(epoch=epoch, one=one, many=many)
