"""Writes the reference values of the engine's tests, computed by PyTorch and, for the layers' outputs, by Keras.

    pip install torch keras numpy
    KERAS_BACKEND=torch python3 reference.py

One file for each cell and topology, `<cell>-<topology>.txt`, with lines `name value value ...`. Weights stand in the engine's
flat layout (that of Keras: kernel [I, G*H], recurrent kernel [H, G*H], bias [G*H], for the GRU a recurrent bias; gates i f c o
and z r h). Inputs, targets and outputs are time-major with the batch innermost: [steps, features, batch].
"""

import os

os.environ.setdefault("KERAS_BACKEND", "torch")
import keras
import numpy as np
import torch

from layers import GATES, Cursor, run_layer, sizes, write

STEPS, BATCH, INPUTS, FEATURES, HORIZON, UNITS = 6, 5, 3, 2, 3, [4, 3]


def run_stack(cell, cursor, x, inputs, states=None):
    ends = []
    width = inputs
    for l, units in enumerate(UNITS):
        parts = [cursor.take(shape) for shape in sizes(cell, width, units)]
        x, end = run_layer(cell, parts, x, None if states is None else states[l])
        ends.append(end)
        width = units
    return x, ends


def forward(cell, topology, flat, x, targets):
    """x [T, B, I] -> outputs [S, B, O]"""
    cursor = Cursor(flat)
    if topology == "vec2seq":
        x = x[:1].expand(HORIZON, -1, -1)
    h, ends = run_stack(cell, cursor, x, INPUTS)
    outputs = HORIZON * FEATURES if topology.startswith("seq2") else FEATURES
    if topology == "seq2vec":
        h = h[-1:]
    if topology == "encoder-decoder":
        fed = torch.cat([x[-1:, :, :FEATURES], targets[:-1]])
        h, _ = run_stack(cell, cursor, fed, FEATURES, ends)
    kernel, bias = cursor.take((UNITS[-1], outputs)), cursor.take((outputs,))
    assert cursor.at == flat.numel()
    return h @ kernel + bias


def parameter_count(cell, topology):
    def stack(inputs):
        total = 0
        for units in UNITS:
            total += sum(int(np.prod(s)) for s in sizes(cell, inputs, units))
            inputs = units
        return total

    outputs = HORIZON * FEATURES if topology.startswith("seq2") else FEATURES
    decoder = stack(FEATURES) if topology == "encoder-decoder" else 0
    return stack(INPUTS) + decoder + (UNITS[-1] + 1) * outputs


def keras_outputs(cell, flat, x):
    """States of the top layer at every step, from Keras' own layers: [T, B, H]."""
    cursor = Cursor(torch.from_numpy(flat))
    h = x.transpose(1, 0, 2)
    width = INPUTS
    for units in UNITS:
        parts = [p.numpy() for p in (cursor.take(shape) for shape in sizes(cell, width, units))]
        if cell == "lstm":
            layer = keras.layers.LSTM(units, return_sequences=True)
        elif cell == "gru":
            layer = keras.layers.GRU(units, return_sequences=True)
            parts = parts[:2] + [np.stack(parts[2:])]
        else:
            layer = keras.layers.SimpleRNN(
                units, activation=cell.removeprefix("simple-rnn-"), return_sequences=True
            )
        layer.build((BATCH, STEPS, width))
        layer.set_weights(parts)
        h = keras.ops.convert_to_numpy(layer(h))
        width = units
    return h.transpose(1, 0, 2)


def batch_last(array):
    return np.asarray(array.detach() if hasattr(array, "detach") else array).transpose(0, 2, 1)


def main():
    for c, cell in enumerate(GATES):
        for t, topology in enumerate(["seq2vec", "seq2seq", "vec2seq", "encoder-decoder"]):
            random = np.random.default_rng(1000 * c + t)
            flat = random.normal(0, 0.4, parameter_count(cell, topology)).astype(np.float32)
            steps = 1 if topology == "vec2seq" else STEPS
            x = random.normal(0, 1, (steps, BATCH, INPUTS)).astype(np.float32)
            out_steps = {"seq2vec": 1, "seq2seq": STEPS}.get(topology, HORIZON)
            width = HORIZON * FEATURES if topology.startswith("seq2") else FEATURES
            targets = random.normal(0, 1, (out_steps, BATCH, width)).astype(np.float32)
            weights = torch.from_numpy(flat.copy()).requires_grad_()
            optimizer = torch.optim.Adam([weights], lr=0.01, betas=(0.9, 0.999), eps=1e-7)
            inputs, truth = torch.from_numpy(x), torch.from_numpy(targets)
            values = {"weights": flat, "inputs": batch_last(x), "targets": batch_last(targets)}
            for step in range(1, 4):
                optimizer.zero_grad()
                outputs = forward(cell, topology, weights, inputs, truth)
                loss = torch.nn.functional.mse_loss(outputs, truth)
                loss.backward()
                if step == 1:
                    values |= {"outputs": batch_last(outputs), "loss": [loss.item()], "gradient": weights.grad}
                optimizer.step()
                values[f"adam{step}"] = weights.detach().clone()
            if topology == "seq2seq":
                values["keras"] = batch_last(keras_outputs(cell, flat, x))
            write(f"{cell}-{topology}", values)


if __name__ == "__main__":
    main()
