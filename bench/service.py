"""Starts and stops a service on a free port of the loopback with a temporary data directory, trains networks on the sine waves of the
notebook, and puts load on the service. Needs only Python's standard library, and wrk for the load."""
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

from machine import BENCH, machine

LOOKBACK = 50
PATIENCE = 180  # seconds for a start, a training or a request


def options(parser):
    """Adds the options of every script that starts a service."""
    parser.add_argument("--no-build", action="store_true", help="use the compiled classes without building")
    parser.add_argument("--java-options", default="", help="further options of the JVM, such as '-XX:+UseSerialGC'; "
                        "use absolute paths of files, because the service runs in a temporary folder")


def need(command, package):
    if not shutil.which(command):
        sys.exit(f"'{command}' is missing: install the package '{package}' (Debian and Ubuntu: apt install {package})")


class Service:
    """A service that runs within a `with` block."""

    def __init__(self, java, java_options="", settings=()):
        # A signal that stops the script stops the service too.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
        self.java = java
        self.directory = Path(tempfile.mkdtemp(prefix="rondo-bench-"))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.base = f"http://127.0.0.1:{port}"
        settings = {"rondo.data-directory": self.directory / "data", **dict(setting.split("=", 1) for setting in settings)}
        self.command = java.command(*java_options.split(), "dev.rondo.Application", f"--server.port={port}", "--rondo.listen=127.0.0.1",
                                    *(f"--{name}={value}" for name, value in settings.items()))
        self.log = open(self.directory / "log", "w+")
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command, stdout=self.log, stderr=subprocess.STDOUT, cwd=self.directory)

    def __enter__(self):
        try:
            self.await_start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()
        shutil.rmtree(self.directory, ignore_errors=True)

    def kill_and_restart(self):
        """Kills the process, which gets no time to end, and starts it again with the same data."""
        self.process.kill()
        self.process.wait()
        self.start()
        self.await_start()

    def logged(self):
        """All lines of the log."""
        return Path(self.log.name).read_text()

    def await_start(self):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            try:
                self.get("/actuator/health/readiness")
                return
            except OSError:
                time.sleep(0.2)
        sys.exit("the service did not start:\n" + self.logged()[-4000:])

    def get(self, path):
        return json.loads(self.call(path, headers={"Accept": "application/json"}))

    def post(self, path, body):
        text = body if isinstance(body, str) else json.dumps(body)
        return json.loads(self.call(path, text.encode(), {"Content-Type": "application/json"}))

    def call(self, path, body=None, headers={}, patience=PATIENCE, method=None):
        with urllib.request.urlopen(urllib.request.Request(self.base + path, body, headers, method=method), timeout=patience) as answer:
            return answer.read().decode()

    def generate(self):
        """Generates a dataset of 10 000 sine waves and returns its id."""
        return self.post("/api/v1/datasets/generate", {"name": "notebook", "generator": {
            "type": "sine-waves", "series": 10000, "steps": LOOKBACK + 1, "noise": 0.1, "seed": 42}})["id"]

    def train(self, dataset, epochs):
        """Trains the network W2 of README.md (two layers of 20 SimpleRNN units and Dense(1)) and returns the id of its model."""
        job = self.start_training(dataset, epochs)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            state = self.get(f"/api/v1/training-jobs/{job}")
            if state.get("modelId"):
                return state["modelId"]
            if state["state"] in ("failed", "cancelled"):
                sys.exit(f"the training ended: {state}")
            time.sleep(0.2)
        sys.exit("the training took too long")

    def start_training(self, dataset, epochs):
        return self.post("/api/v1/training-jobs", {
            "datasetId": dataset, "name": "W2", "seed": 42, "window": {"lookback": LOOKBACK, "horizon": 1},
            "split": {"type": "by-series", "train": 7000, "validation": 2000, "test": 1000}, "scaler": {"type": "none"},
            "network": {"cell": {"type": "simple-rnn"}, "units": [20, 20], "topology": {"type": "seq2vec"}, "head": "dense"},
            "training": {"epochs": epochs, "batchSize": 32}})["id"]

    def histories(self, dataset, count):
        """The first steps of `count` series, each as `{"values": [...]}`."""
        page = self.get(f"/api/v1/datasets/{dataset}/series?limit={count}")["items"]
        ids = [series["id"] for series in page]
        return [{"values": self.values(dataset, each)[:LOOKBACK]} for each in ids]

    def values(self, dataset, series):
        columns = self.get(f"/api/v1/datasets/{dataset}/series/{series}")["values"]
        return [row[0] if isinstance(row, list) else row for row in columns]

    def peak(self):
        """Peak MiB of the process."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) >> 10

    def jcmd(self, *arguments):
        command = [self.java.tool("jcmd"), str(self.process.pid), *arguments]
        return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout

    def machine(self):
        flags = self.jcmd("VM.flags")
        collector = next((name for name in ("Serial", "Parallel", "G1", "Shenandoah", "Z") if f"+Use{name}GC" in flags), "unknown")
        return {**machine(self.java), "collector": collector}


class Health(threading.Thread):
    """Polls the health of a service within a `with` block: the longest time of an answer, and the number of failed requests."""

    def __init__(self, service, pause=0.05):
        super().__init__(daemon=True)
        self.service, self.pause, self.slowest, self.failed, self.ended = service, pause, 0.0, 0, False

    def run(self):
        while not self.ended:
            began = time.monotonic()
            try:
                self.service.call("/actuator/health")
            except OSError:
                self.failed += 1
            self.slowest = max(self.slowest, time.monotonic() - began)
            time.sleep(self.pause)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.ended = True
        self.join()


def wrk(service, path, bodies, connections, seconds):
    """Runs wrk, which posts the lines of the file `bodies` in turn. It uses one thread, which leaves the other cores to the service."""
    url = service.base + path
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", str(BENCH / "load.lua"), url, str(bodies)]
    before, own, began = busy(), used(service), time.monotonic()
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE, timeout=seconds + PATIENCE)
    if done.returncode:
        sys.exit("wrk failed:\n" + done.stdout)
    run = json.loads(done.stdout.strip().split("\n")[-1])
    own = used(service) - own
    # The share of other work tells whether the figures can be trusted.
    other = (busy() - before - own) / (time.monotonic() - began) / os.cpu_count()
    return {**run, "processor us a request": round(own / max(1, run["requests"]) * 1e6, 1), "other work": round(max(0.0, other), 2)}


def used(service):
    """Seconds of processor time that the service has used."""
    fields = Path(f"/proc/{service.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def busy():
    """Seconds of processor time that the machine has used, without this script and its ended children."""
    user, nice, system = map(int, Path("/proc/stat").read_text().split()[1:4])
    return (user + nice + system) / os.sysconf("SC_CLK_TCK") - sum(os.times()[:4])
