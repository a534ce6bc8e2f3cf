"""Measures PyTorch's segment networks for bench/compare: the measurements epoch, one and many.
Usage: torch_segment_peer.py WORKLOAD THREADS SERIES"""
import torch
from torch import nn
from torch.nn import functional as F

from workloads import answer, given, median, seconds

workload, threads, path = given()
torch.set_num_threads(threads)
torch.manual_seed(0)
lookback, shares, series, targets = (torch.tensor(part) for part in workload.windows(path))


class Network(nn.Module):
    """Computes the products of the decoder's state and positions once."""

    def __init__(self):
        super().__init__()
        units, width = workload.units, workload.series_width
        self.embedding = nn.Linear(workload.length + 1, units)
        self.encoder = nn.GRU(units, units)
        self.decoder = nn.GRUCell(units + width, units)
        self.positions = nn.Parameter(torch.randn(workload.horizon_segments, units) * 0.3)
        self.series = nn.Embedding(workload.series + 1, width)
        self.dropout = nn.Dropout(workload.dropout)
        self.head = nn.Linear(units, workload.length)
        self.skip = nn.Linear(workload.lookback, workload.horizon, bias=False)
        nn.init.zeros_(self.skip.weight)

    def forward(self, x, shares, series):
        segments = torch.cat([x.view(len(x), workload.segments, workload.length), shares], -1)
        _, h = self.encoder(F.relu(self.embedding(segments.transpose(0, 1))))
        cell = self.decoder
        kernel = cell.weight_ih
        inputs = F.linear(self.positions, kernel[:, :workload.units], cell.bias_ih)[None]
        inputs = inputs + F.linear(self.series(series), kernel[:, workload.units:])[:, None]
        recurrent = F.linear(h[0], cell.weight_hh, cell.bias_hh)[:, None]
        xr, xz, xn = inputs.chunk(3, -1)
        hr, hz, hn = recurrent.chunk(3, -1)
        z = torch.sigmoid(xz + hz)
        n = torch.tanh(xn + torch.sigmoid(xr + hr) * hn)
        states = (1 - z) * n + z * h[0][:, None]
        return self.head(self.dropout(states)).view(len(x), -1) + self.skip(x)


network = Network()
optimizer = torch.optim.AdamW(network.parameters(), lr=1e-3, weight_decay=1e-4)
averages = [parameter.detach().clone() for parameter in network.parameters()]


def train(order):
    network.train()
    for part in order.split(workload.batch):
        loss = (network(lookback[part], shares[part], series[part]) - targets[part]).abs().mean()
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        with torch.no_grad():
            torch._foreach_lerp_(averages, list(network.parameters()), 0.01)


def epoch():
    order = torch.randperm(workload.count)
    return seconds(lambda: train(order))


def predict(part):
    return network(lookback[part], shares[part], series[part])


@torch.no_grad()
def one():
    network.eval()
    return median(lambda i=i: predict(slice(i, i + 1)) for i in range(300))


@torch.no_grad()
def many():
    network.eval()
    return seconds(lambda: predict(slice(0, 2000)))


answer(epoch=epoch, one=one, many=many)
