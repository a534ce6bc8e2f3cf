"""What every peer of the comparison is asked to do: the workloads, their data, and the lines they answer."""
import sys
import time
from typing import NamedTuple

STEPS = 50
LENGTH = 60


class Workload(NamedTuple):
    cell: str
    units: list[int]
    outputs: int  # 0: the state itself is the output
    every: bool  # outputs at every step, not at the last alone
    batch: int
    count: int  # series of an epoch

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
    """Answers each line of standard input with the seconds that its function gives."""
    for line in sys.stdin:
        print(lines[line.strip()](), flush=True)
