"""Measures JAX's segment networks for bench/compare: the measurements epoch, one and many. A whole epoch is one compiled program,
which scans the batches, scans the segments of each batch, and applies AdamW and the averaging of the weights.
Usage: jax_segment_peer.py WORKLOAD THREADS SERIES"""
import os

from workloads import answer, given, median, seconds

workload, threads, path = given()
if threads == 1:
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
import jax
import jax.numpy as jnp
import numpy as np
import optax

jax.config.update("jax_default_prng_impl", "unsafe_rbg")  # the fastest random numbers, for dropout
lookback, shares, series, targets = (jnp.asarray(part) for part in workload.windows(path))
UNITS, WIDTH = workload.units, workload.series_width


def initial(key):
    shapes = {"embedding": (workload.length + 1, UNITS), "kernel": (UNITS, 3 * UNITS), "recurrent": (UNITS, 3 * UNITS),
              "position_kernel": (UNITS, 3 * UNITS), "series_kernel": (WIDTH, 3 * UNITS),
              "decoder_recurrent": (UNITS, 3 * UNITS), "head": (UNITS, workload.length)}
    parameters = {}
    for name, shape in shapes.items():
        key, own = jax.random.split(key)
        parameters[name] = jax.random.uniform(own, shape, minval=-UNITS ** -0.5, maxval=UNITS ** -0.5)
    for name, width in {"embedding_bias": UNITS, "bias": 3 * UNITS, "recurrent_bias": 3 * UNITS, "decoder_bias": 3 * UNITS,
                        "decoder_recurrent_bias": 3 * UNITS, "head_bias": workload.length}.items():
        parameters[name] = jnp.zeros(width)
    one, other = jax.random.split(key)
    return parameters | {"positions": 0.3 * jax.random.normal(one, (workload.horizon_segments, UNITS)),
                         "series": 0.1 * jax.random.normal(other, (workload.series + 1, WIDTH)),
                         "skip": jnp.zeros((workload.lookback, workload.horizon))}


def gru(h, x, r):
    xz, xr, xn = jnp.split(x, 3, -1)
    hz, hr, hn = jnp.split(r, 3, -1)
    z = jax.nn.sigmoid(xz + hz)
    n = jnp.tanh(xn + jax.nn.sigmoid(xr + hr) * hn)
    return (1 - z) * n + z * h


def network(p, x, share, number, key=None):
    segments = jnp.concatenate([x.reshape(len(x), workload.segments, workload.length), share], -1)
    embedded = jax.nn.relu(jnp.swapaxes(segments, 0, 1) @ p["embedding"] + p["embedding_bias"])

    def step(h, row):
        return gru(h, row, h @ p["recurrent"] + p["recurrent_bias"]), None

    h, _ = jax.lax.scan(step, jnp.zeros((len(x), UNITS)), embedded @ p["kernel"] + p["bias"])
    inputs = (p["positions"] @ p["position_kernel"])[None] + (p["series"][number] @ p["series_kernel"])[:, None]
    recurrent = h @ p["decoder_recurrent"] + p["decoder_recurrent_bias"]
    states = gru(h[:, None], inputs + p["decoder_bias"], recurrent[:, None])
    if key is not None:
        kept = jax.random.bernoulli(key, 1 - workload.dropout, states.shape)
        states = jnp.where(kept, states / (1 - workload.dropout), 0)
    return (states @ p["head"] + p["head_bias"]).reshape(len(x), -1) + x @ p["skip"]


adamw = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(1e-3, weight_decay=1e-4))


def step(state, part):
    parameters, moments, averages, key = state
    key, own = jax.random.split(key)

    def loss(p):
        return jnp.abs(network(p, lookback[part], shares[part], series[part], own) - targets[part]).mean()

    updates, moments = adamw.update(jax.grad(loss)(parameters), moments, parameters)
    parameters = optax.apply_updates(parameters, updates)
    averages = jax.tree.map(lambda average, weight: average + 0.01 * (weight - average), averages, parameters)
    return (parameters, moments, averages, key), None


@jax.jit
def train(state, order):
    return jax.lax.scan(step, state, order.reshape(-1, workload.batch))[0]


predict = jax.jit(network)
parameters = initial(jax.random.key(0))
state = (parameters, adamw.init(parameters), parameters, jax.random.key(1))
random = np.random.default_rng(0)


def run(order):
    global state
    state = jax.block_until_ready(train(state, order))


def epoch():
    order = jnp.asarray(random.permutation(workload.count))
    return seconds(lambda: run(order))


def one():
    arrays = [np.asarray(part[:300]) for part in (lookback, shares, series)]
    return median(lambda i=i: np.asarray(predict(parameters, *(part[i:i + 1] for part in arrays))) for i in range(300))


def many():
    arrays = [jax.block_until_ready(part[:2000]) for part in (lookback, shares, series)]
    return seconds(lambda: jax.block_until_ready(predict(parameters, *arrays)))


answer(epoch=epoch, one=one, many=many)
