"""Services on one database, and the jobs that they run. Needs only Python's standard library."""
import hashlib
import http.client
import json
import subprocess
import sys
import time
import urllib.error
from pathlib import Path

from service import PATIENCE, Service

JOBS = "/api/v1/training-jobs"
BACKTESTS = "/api/v1/backtests"
UNREACHABLE = (OSError, http.client.HTTPException)

# Processes that live for some seconds: the second compiler and vectors would not pay.
SHORT_LIVED = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Drondo.kernels=scalar"


def network(dataset):
    return {"datasetId": dataset, "window": {"lookback": 30, "horizon": 1},
            "network": {"cell": {"type": "lstm"}, "units": [16], "dropout": 0.1},
            "training": {"epochs": 100, "earlyStopping": {"patience": 100}}}


def automatic(dataset):
    return {"datasetId": dataset, "horizon": 2, "maxDuration": "PT5H", "ensemble": {
        "methods": ["theta"], "ridges": [{"lookback": 8}],
        "networks": [{"cell": {"type": "gru"}, "segment": 2, "lookback": 8, "units": "level", "width": 16, "batchSize": 64, "steps": 1500}]}}


def backtest(dataset):
    # The classical methods are so slow that kills fall between two series.
    return {"datasetId": dataset, "horizon": 2, "origins": 6, "candidates": [
        {"type": "baseline", "name": "naive"}, {"type": "baseline", "name": "classical"},
        {"type": "network", "window": {"lookback": 10, "horizon": 2}, "network": {"cell": {"type": "gru"}, "units": [8]},
         "training": {"epochs": 20}}]}


KINDS = {"network": (JOBS, network), "automatic": (JOBS, automatic), "backtest": (BACKTESTS, backtest)}


def quick_start(java, directory):
    """Makes later starts quicker: puts the classes into a jar, and keeps what a start has loaded and linked. Returns options of the JVM."""
    classes, libraries = java.path.split(":", 1)
    jar = Path(directory) / "rondo.jar"
    subprocess.run([java.tool("jar"), "-cf", jar, "-C", classes, "."], check=True)
    java.path = f"{jar}:{libraries}"
    cache = Path(directory) / "rondo.aot"
    with Service(java, f"-XX:AOTCacheOutput={cache}") as service:
        service.process.terminate()
        service.process.wait(PATIENCE)  # the JVM writes the cache when it ends
    return f"-XX:AOTCache={cache}"


class Cluster:
    """Services on one database. A call goes to any of them that answers."""

    def __init__(self, services, chance):
        self.services, self.chance = services, chance

    def try_call(self, path, body=None, headers={}, method=None):
        """The status and answer of one try; None if no service answered."""
        service = self.chance.choice(self.services)
        try:
            return 200, service.call(path, body, headers, patience=30, method=method)
        except urllib.error.HTTPError as e:
            return e.code, e.read().decode()
        except UNREACHABLE:
            return None

    def call(self, path, body=None, headers={}, method=None):
        """Tries until there is an answer that the service does not ask to repeat."""
        until = time.monotonic() + 120
        while time.monotonic() < until:
            made = self.try_call(path, body, headers, method)
            if made and made[0] not in (429, 503):
                return made
            time.sleep(0.1)
        sys.exit(f"no service answers {path}; the last answer: {made}")

    def get(self, path):
        status, text = self.call(path, headers={"Accept": "application/json"})
        if status != 200:
            sys.exit(f"{path}: {status} {text}")
        return json.loads(text)

    def pages(self, path):
        """Yields all items of a list."""
        cursor = ""
        while cursor is not None:
            page = self.get(f"{path}?limit=100{cursor and '&cursor=' + cursor}")
            yield from page["items"]
            cursor = page.get("nextCursor")

    def create(self, path, body, key):
        """Creates one thing, however often the request must be sent."""
        status, text = self.call(path, json.dumps(body).encode(), {"Content-Type": "application/json", "Idempotency-Key": key})
        if status >= 300:
            sys.exit(f"{path}: {status} {text}")
        return json.loads(text)

    def ended(self, path, job):
        until = time.monotonic() + 600
        while time.monotonic() < until:
            state = self.get(f"{path}/{job}")
            if state["finishedAt"]:
                return state
            time.sleep(0.2)
        sys.exit(f"{path}/{job} does not end: {state}")

    def result(self, path, job):
        """What identifies the result of a job."""
        state = self.ended(path, job)
        if state["state"] != "succeeded":
            sys.exit(f"{path}/{job} has not succeeded: {state}")
        if path == JOBS:
            return self.get(f"/api/v1/models/{state['modelId']}")["provenance"]["weightsHash"]
        board = [(row["candidate"], row["errors"]) for row in state["report"]["leaderboard"]]
        errors = self.call(f"{path}/{job}/errors?by=series", headers={"Accept": "text/csv"})[1]
        forecasts = self.call(f"{path}/{job}/forecasts", headers={"Accept": "text/csv"})[1]
        return hashlib.sha256(json.dumps([board, errors, forecasts]).encode()).hexdigest()
