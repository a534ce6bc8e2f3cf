"""Recurrent layers in PyTorch with the weights of the engine's flat layout, and the files of reference values."""

import pathlib

import numpy as np
import torch

HERE = pathlib.Path(__file__).parent
GATES = {"simple-rnn-tanh": 1, "simple-rnn-relu": 1, "lstm": 4, "gru": 3}


def sizes(cell, inputs, units):
    width = GATES[cell] * units
    shapes = [(inputs, width), (units, width), (width,)]
    return shapes + ([(width,)] if cell == "gru" else [])


def module(cell, inputs, units):
    if cell == "lstm":
        return torch.nn.LSTM(inputs, units)
    if cell == "gru":
        return torch.nn.GRU(inputs, units)
    return torch.nn.RNN(inputs, units, nonlinearity=cell.removeprefix("simple-rnn-"))


def torch_order(cell, matrix):
    """Gates z r h of Keras become r z n of PyTorch; the others agree."""
    if cell != "gru":
        return matrix
    z, r, h = matrix.chunk(3, dim=-1)
    return torch.cat([r, z, h], dim=-1)


def run_layer(cell, parts, x, state=None):
    kernel, recurrent, bias = parts[:3]
    layer = module(cell, kernel.shape[0], recurrent.shape[0])
    hidden = parts[3] if cell == "gru" else torch.zeros_like(bias)
    values = {
        "weight_ih_l0": torch_order(cell, kernel).T,
        "weight_hh_l0": torch_order(cell, recurrent).T,
        "bias_ih_l0": torch_order(cell, bias),
        "bias_hh_l0": torch_order(cell, hidden),
    }
    return torch.func.functional_call(layer, values, (x, state) if state is not None else (x,))


class Cursor:
    def __init__(self, flat):
        self.flat, self.at = flat, 0

    def take(self, shape):
        count = int(np.prod(shape))
        part = self.flat[self.at : self.at + count].reshape(shape)
        self.at += count
        return part


def write(name, values):
    lines = []
    for key, value in values.items():
        array = np.asarray(value, dtype=np.float32).ravel()
        lines.append(" ".join([key] + [repr(float(v)) for v in array]))
    (HERE / f"{name}.txt").write_text("\n".join(lines) + "\n")
