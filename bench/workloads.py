"""The workloads of the comparison, and the protocol of its peers: a peer is a program that measures one library."""
import sys
import time
from typing import NamedTuple

import numpy as np

STEPS = 50
LENGTH = 60


class Workload(NamedTuple):
    cell: str
    units: list[int]
    outputs: int  # 0: the state itself is the output
    every: bool  # whether there are outputs at every step, or at the last one only
    batch: int
    count: int  # number of series of an epoch

    @property
    def horizon(self):
        return max(self.outputs, 1)


WORKLOADS = {
    "W1": Workload("rnn", [1], 0, False, 32, 7000),
    "W2": Workload("rnn", [20, 20], 1, False, 32, 7000),
    "W3": Workload("lstm", [20, 20], 10, True, 32, 7000),
    "W4": Workload("gru", [64], 10, False, 256, 7000),
    "W5": Workload("lstm", [128, 128], 10, True, 256, 7000),
    "W6": Workload("lstm", [512], 10, False, 256, 1792),
}


class SegmentWorkload(NamedTuple):
    """A segment network: GRU over 14 segments of 24 values, two segments of horizon, a point forecast."""
    units: int
    length: int = 24
    lookback: int = 336
    horizon: int = 48
    series: int = 414
    series_width: int = 16
    dropout: float = 0.1
    batch: int = 256
    count: int = 7168  # windows of an epoch

    @property
    def segments(self):
        return self.lookback // self.length

    @property
    def horizon_segments(self):
        return self.horizon // self.length

    def windows(self, path):
        """Lookbacks, shares of observed values of the segments, numbers of series, targets: windows of one long series."""
        values = np.fromfile(path, "<f4")
        starts = np.arange(self.count) * 73 % (len(values) - self.lookback - self.horizon)
        rows = values[starts[:, None] + np.arange(self.lookback + self.horizon)]
        shares = np.ones((self.count, self.segments, 1), np.float32)
        return rows[:, :self.lookback], shares, np.arange(self.count) % self.series + 1, rows[:, self.lookback:]


SEGMENT_WORKLOADS = {"S64": SegmentWorkload(64), "S128": SegmentWorkload(128)}


def given():
    """Workload, threads and file of series from the command line."""
    name, threads, path = sys.argv[1:4]
    return (WORKLOADS | SEGMENT_WORKLOADS)[name], int(threads), path


def seconds(call):
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def median(calls):
    times = sorted(seconds(call) for call in calls)
    return times[len(times) // 2]


def answer(**lines):
    """Reads names of measurements from standard input and answers each with the seconds of its function."""
    for line in sys.stdin:
        print(lines[line.strip()](), flush=True)
