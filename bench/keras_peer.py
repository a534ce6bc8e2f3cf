"""Measures Keras for bench/compare: the measurements epoch and notebook.
Usage: KERAS_BACKEND=tensorflow|torch keras_peer.py WORKLOAD THREADS SERIES"""
import os

from workloads import LENGTH, STEPS, answer, given, seconds

workload, threads, path = given()
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
if os.environ["KERAS_BACKEND"] == "torch":
    import torch

    torch.set_num_threads(threads)
else:
    import tensorflow

    tensorflow.config.threading.set_intra_op_parallelism_threads(threads)
    tensorflow.config.threading.set_inter_op_parallelism_threads(threads)
import keras
import numpy as np

keras.utils.set_random_seed(0)
series = np.fromfile(path, "<f4").reshape(-1, LENGTH)
inputs = series[:, :STEPS, None]
if workload.every:
    targets = np.stack([series[:, k:k + STEPS] for k in range(1, workload.horizon + 1)], -1)
else:
    targets = series[:, STEPS:STEPS + workload.horizon]
CELLS = {"rnn": keras.layers.SimpleRNN, "lstm": keras.layers.LSTM, "gru": keras.layers.GRU}


def network():
    last = len(workload.units) - 1
    layers = [CELLS[workload.cell](units, return_sequences=workload.every or i < last) for i, units in enumerate(workload.units)]
    if workload.outputs:
        layers.append(keras.layers.Dense(workload.outputs))
    model = keras.Sequential(layers)
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.001), loss="mse")
    return model


def fit(model, epochs, validation):
    return seconds(lambda: model.fit(
        inputs[:workload.count], targets[:workload.count], epochs=epochs, batch_size=workload.batch, verbose=0,
        validation_data=(inputs[7000:9000], targets[7000:9000]) if validation else None))


trained = network()
answer(epoch=lambda: fit(trained, 1, False), notebook=lambda: fit(network(), 20, True))
