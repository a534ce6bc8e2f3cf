"""The workloads of the comparison, and the protocol of its peers: a peer is a program that measures one library."""
import sys
import time
from typing import NamedTuple

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


def given():
    """Workload, threads and file of series from the command line."""
    name, threads, path = sys.argv[1:4]
    return WORKLOADS[name], int(threads), path


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
