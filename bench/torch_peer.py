"""Measures PyTorch for bench/compare: the measurements epoch, one and many.
Usage: torch_peer.py WORKLOAD THREADS SERIES"""
import numpy as np
import torch

from torch_network import Network
from workloads import LENGTH, STEPS, answer, given, median, seconds

workload, threads, path = given()
torch.set_num_threads(threads)
torch.manual_seed(0)
series = torch.tensor(np.fromfile(path, "<f4").reshape(-1, LENGTH))
inputs = series[:, :STEPS, None].contiguous()
if workload.every:
    targets = torch.stack([series[:, k:k + STEPS] for k in range(1, workload.horizon + 1)], -1)
else:
    targets = series[:, STEPS:STEPS + workload.horizon].contiguous()
network = Network(workload, batch_first=True)
optimizer = torch.optim.Adam(network.parameters(), lr=1e-3)


def train(order):
    for part in order.split(workload.batch):
        loss = ((network(inputs[part]) - targets[part]) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


def epoch():
    order = torch.randperm(workload.count)
    return seconds(lambda: train(order))


@torch.no_grad()
def one():
    return median(lambda i=i: network(inputs[i:i + 1]) for i in range(300))


@torch.no_grad()
def many():
    return seconds(lambda: network(inputs[:2000]))


answer(epoch=epoch, one=one, many=many)
