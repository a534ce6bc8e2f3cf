"""PyTorch's side of the comparison: answers the lines epoch, one and many on standard input with seconds.
usage: torch_peer.py WORKLOAD THREADS SERIES"""
import sys
import time

import numpy as np
import torch
from torch import nn

name, threads, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
torch.set_num_threads(threads)
torch.manual_seed(0)
STEPS = 50
series = torch.tensor(np.fromfile(path, "<f4").reshape(-1, 60))
CELLS = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}
# cell, units, outputs (0: the state itself), at every step, batch, series
WORKLOADS = {
    "W1": ("rnn", [1], 0, False, 32, 7000),
    "W2": ("rnn", [20, 20], 1, False, 32, 7000),
    "W3": ("lstm", [20, 20], 10, True, 32, 7000),
    "W4": ("gru", [64], 10, False, 256, 7000),
    "W5": ("lstm", [128, 128], 10, True, 256, 7000),
    "W6": ("lstm", [512], 10, False, 256, 1792),
}
cell, units, outputs, every, batch, count = WORKLOADS[name]
horizon = max(outputs, 1)
inputs = series[:, :STEPS, None].contiguous()
if every:
    targets = torch.stack([series[:, k:k + STEPS] for k in range(1, horizon + 1)], -1)
else:
    targets = series[:, STEPS:STEPS + horizon].contiguous()


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        widths = [1] + units
        self.layers = nn.ModuleList(CELLS[cell](i, o, batch_first=True) for i, o in zip(widths, units))
        self.head = nn.Linear(units[-1], outputs) if outputs else None

    def forward(self, x):
        for layer in self.layers:
            x, _ = layer(x)
        if not every:
            x = x[:, -1]
        return self.head(x) if self.head else x


net = Net()
optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)


def epoch():
    order = torch.randperm(count)
    started = time.perf_counter()
    for i in range(0, count, batch):
        part = order[i:i + batch]
        loss = ((net(inputs[part]) - targets[part]) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return time.perf_counter() - started


def one():
    times = []
    with torch.no_grad():
        for i in range(300):
            started = time.perf_counter()
            net(inputs[i:i + 1])
            times.append(time.perf_counter() - started)
    return sorted(times)[150]


def many():
    with torch.no_grad():
        started = time.perf_counter()
        net(inputs[:2000])
        return time.perf_counter() - started


for line in sys.stdin:
    print({"epoch": epoch, "one": one, "many": many}[line.strip()](), flush=True)
