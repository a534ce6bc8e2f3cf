"""Keras' side of the comparison: answers the lines epoch and notebook on standard input with seconds.
usage: KERAS_BACKEND=tensorflow|torch keras_peer.py WORKLOAD THREADS SERIES"""
import os
import sys
import time

name, threads, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
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
series = np.fromfile(path, "<f4").reshape(-1, 60)
inputs = series[:, :50, None]
layers = keras.layers
every = name == "W3"
if every:
    targets = np.stack([series[:, k:k + 50] for k in range(1, 11)], -1)
else:
    targets = series[:, 50:51]


def network():
    model = keras.Sequential({
        "W1": lambda: [layers.SimpleRNN(1)],
        "W2": lambda: [layers.SimpleRNN(20, return_sequences=True), layers.SimpleRNN(20), layers.Dense(1)],
        "W3": lambda: [layers.LSTM(20, return_sequences=True), layers.LSTM(20, return_sequences=True), layers.Dense(10)],
    }[name]())
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.001), loss="mse")
    return model


def fit(model, epochs, validation):
    started = time.perf_counter()
    model.fit(inputs[:7000], targets[:7000], epochs=epochs, batch_size=32, verbose=0,
              validation_data=(inputs[7000:9000], targets[7000:9000]) if validation else None)
    return time.perf_counter() - started


trained = network()
for line in sys.stdin:
    print(fit(trained, 1, False) if line.strip() == "epoch" else fit(network(), 20, True), flush=True)
