"""Sends mutated examples of the OpenAPI document to a service and checks each answer. Needs only Python's standard library."""
import copy
import gzip
import http.client
import json
import os
import random
import re
import threading
import time
import urllib.parse

from machine import ROOT

PATIENCE = 60  # seconds for an answer; a longer time is a hang
SLOW = 10  # seconds for an answer that are worth telling
ROUND = 5000  # requests between two looks at heap, threads and files
NOWHERE = "00000000-0000-7000-8000-000000000000"

SCALARS = [None, True, False, 0, -1, 1, 2, 0.5, -0.0, 1e308, 1e-320, 2**31, 2**63, -(2**63) - 1, 10**40, "", " ", "x", "NaN", "1e999", "null",
           "\u0000", "\ud800", "\U0001f600", "\u202e", "\ufeff", "e\u0301" * 50, "'; drop table job; --", "../../etc/passwd", "<script>", "%s%n",
           "x" * 300, "x" * 20000, "9" * 400, "2026-01-01", "0000-00-00", "+1000000000-12-31T23:59:59Z", "P1D", "P-1D", "PT0S", "P999999999Y",
           "latest", NOWHERE, [], {}, [[]], [None], [1, "x", None], {"type": "x"}, {"": None}]
TEXTS = ["", " ", "x", "-1", "0", "1", "2", "501", "1e9", "99999999999999999999", "NaN", "%00", "%ED%A0%80", "%F0%9F%98%80", "'%3B--", "%7B%7D",
         "true", "a,b", "latest", NOWHERE, "..%2F..", "%0D%0AX-A:%201", "x" * 3000, "eA", "eA==", "%25", "P1D", "2026-01-01", "W/%22x%22"]
MEDIA = ["application/json", "text/csv", "application/x-ndjson", "multipart/form-data", "multipart/form-data; boundary=b", "image/png",
         "application/json; charset=utf-16", "text/csv; charset=nothing", "no type", "", "application/octet-stream", "application/x-www-form-urlencoded"]
HEADERS = {"Accept": ["*/*", "text/csv", "application/x-ndjson", "image/png", "no type", "application/json;q=x", "text/event-stream", ""],
           "Accept-Encoding": ["gzip", "br", "identity;q=0", "x" * 500], "Content-Encoding": ["gzip", "zstd", "gzip, gzip", "br", "x"],
           "Idempotency-Key": ["", "a", "\"a\"", "x" * 400, "a b", "\u00e4"], "If-Match": ["*", "\"x\"", "x", "W/\"1\"", "", "\"a\", \"b\""],
           "If-None-Match": ["*", "\"x\"", "x"], "Last-Event-ID": ["0", "-1", "x", "9" * 30, ""], "Range": ["bytes=0-1", "bytes=9-1", "x"],
           "Rondo-Project": ["", "x", "default", NOWHERE], "Authorization": ["Bearer x", "Basic eDp5", "x", ""], "Cookie": ["a=b", "rondo=x; ;", "="],
           "X-Request-Id": ["x", "x" * 1000, "\u00e4"], "traceparent": ["00-0-0-0", "x"], "Expect": ["x"], "Origin": ["null", "http://x", ":"]}


def operations():
    document = json.loads((ROOT / "docs" / "openapi.json").read_text())
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            content = operation.get("requestBody", {}).get("content", {})
            examples = [(media, one["value"]) for media, body in content.items() for one in body.get("examples", {}).values()]
            queries = [one["name"] for one in operation.get("parameters", []) if one["in"] == "query"]
            yield method.upper(), path, queries, examples or [(media, "") for media in content]


def places(value, path=()):
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from places(child, (*path, key))


class Mutation:
    """One request, made from a seed and its number."""

    def __init__(self, operation, dice, known):
        method, path, queries, examples = operation
        self.dice, self.known = dice, known
        self.method = method if dice.random() < 0.97 else dice.choice(["GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "X"])
        self.path = re.sub(r"\{(\w+)\}", lambda name: self.identity(path, name.group(1)), path) + self.query(queries)
        self.headers, self.body = {}, None
        if examples:
            media, example = dice.choice(examples)
            self.headers["Content-Type"] = media
            self.body = self.bytes_of(example)
        for _ in range(dice.choice([0, 0, 0, 1, 2])):
            name = dice.choice(list(HEADERS))
            self.headers[name] = dice.choice(HEADERS[name])
        if dice.random() < 0.05:
            self.headers["Content-Type"] = dice.choice(MEDIA)
        if self.body and dice.random() < 0.05:
            self.body = gzip.compress(self.body, 1)[:dice.choice([-4, 5, None])]

    def identity(self, path, name):
        """A known id most of the time, but seldom for deletions, so that the following requests find something."""
        seldom = self.method == "DELETE"
        if self.dice.random() < (0.02 if seldom else 0.85):
            kind = path.split("/")[3] if path.count("/") > 3 else ""
            return self.known.get(name if name in self.known else kind, "latest")
        return self.dice.choice(TEXTS).strip() or "x"

    def query(self, names):
        chosen = [name for name in names if self.dice.random() < 0.25]
        if self.dice.random() < 0.03:
            chosen.append("nonsense")
        return "".join(("&" if i else "?") + name + "=" + self.dice.choice(TEXTS).replace(" ", "+") for i, name in enumerate(chosen))

    def bytes_of(self, example):
        count = self.dice.choice([0, 1, 1, 1, 2, 3])
        if isinstance(example, str):
            data = bytearray(example.encode())
            return self.damaged(data, count)
        example = copy.deepcopy(example)
        for key in ("datasetId", "modelId"):
            if isinstance(example, dict) and key in example and self.dice.random() < 0.8:
                example[key] = "latest"
        for _ in range(count):
            example = self.mutated(example)
        data = bytearray(json.dumps(example, ensure_ascii=self.dice.random() < 0.5).encode("utf-8", "surrogatepass"))
        return self.damaged(data, 2) if self.dice.random() < 0.15 else bytes(data)

    def mutated(self, whole):
        path = self.dice.choice(list(places(whole)))
        if not path:
            return self.hostile() if self.dice.random() < 0.1 else whole
        parent = whole
        for key in path[:-1]:
            parent = parent[key]
        key, action = path[-1], self.dice.random()
        if action < 0.15:
            del parent[key]
        elif action < 0.25 and isinstance(parent, dict):
            parent[self.dice.choice(["nonsense", "", "\u0000", "name", "type", "x" * 500])] = self.hostile()
        elif action < 0.35 and isinstance(parent[key], list):
            parent[key] = (parent[key] * 2000)[:self.dice.choice([0, 1, 101, 2000])]
        elif action < 0.45 and isinstance(parent[key], (int, float)):
            parent[key] = parent[key] * self.dice.choice([-1, 0, 2, 1000, 10**9, 0.5])
        else:
            parent[key] = self.hostile()
        return whole

    def hostile(self):
        if self.dice.random() < 0.03:
            value = 1
            for _ in range(self.dice.choice([50, 150])):
                value = [value] if self.dice.random() < 0.5 else {"a": value}
            return value
        return copy.deepcopy(self.dice.choice(SCALARS))

    def damaged(self, data, count):
        for _ in range(count):
            at = self.dice.randrange(len(data) + 1)
            kind = self.dice.random()
            if kind < 0.3 and data:
                data[at % len(data)] = self.dice.randrange(256)
            elif kind < 0.5:
                data[at:at] = self.dice.choice([b"\0", b"\xff\xfe", b",,,", b"\n", b"\r", b"\"", b"[" * 300, b"{\"a\":" * 300, b"9" * 400, b"1e999,", b";"])
            elif kind < 0.7:
                del data[at:at + self.dice.randrange(20)]
            elif kind < 0.9:
                data[at:at] = data[at:at + 30] * self.dice.choice([1, 100])
            else:
                del data[at:]
        return bytes(data)

    def __str__(self):
        body = "" if self.body is None else f"\n{self.body[:2000]!r}" + ("..." if len(self.body) > 2000 else "")
        return f"{self.method} {self.path} {self.headers}{body}"


class Flood:
    """Sends requests in several threads, in rounds, and looks at the service between them."""

    def __init__(self, service, seed, threads):
        self.service, self.seed, self.threads = service, seed, threads
        self.all = list(operations())
        self.wrong, self.statuses, self.slowest, self.known = [], {}, (0.0, ""), {}
        self.lock, self.rows = threading.Lock(), []

    def run(self, count):
        """Sends `count` requests and returns what was wrong."""
        used = []
        print("| requests | answers | slowest, s | heap, MiB | threads | files |\n|---|---|---|---|---|---|", flush=True)
        for first in range(0, count, ROUND):
            self.prepare()
            numbers = iter(range(first, min(count, first + ROUND)))
            workers = [threading.Thread(target=self.work, args=(numbers,)) for _ in range(self.threads)]
            for worker in workers:
                worker.start()
            for worker in workers:
                worker.join()
            used.append(self.used())
            answers = ", ".join(f"{status}: {number}" for status, number in sorted(self.statuses.items(), key=str))
            heap, threads, files = used[-1]
            if self.slowest[0] > SLOW:
                print(f"slow, {self.slowest[0]:.1f} s: {self.slowest[1][:600]}", flush=True)
            print(f"| {min(count, first + ROUND)} | {answers} | {self.slowest[0]:.1f} | {heap:.0f} | {threads} | {files} |", flush=True)
            self.rows.append({"requests": min(count, first + ROUND), "answers": {str(status): n for status, n in self.statuses.items()},
                              "slowest, s": round(self.slowest[0], 1), "heap MiB": round(heap), "threads": threads, "files": files})
            self.slowest = (0.0, "")
            if self.service.process.poll() is not None:
                self.wrong.append("the service ended")
            if len(self.wrong) >= 20 or self.service.process.poll() is not None:
                break
        return self.wrong + growth(used)

    def prepare(self):
        """Deletes what the requests have left, and makes what the examples need."""
        for kind in ("training-jobs", "backtests"):
            for one in self.pages(kind):
                if not one.get("finishedAt"):
                    self.quiet("POST", f"/api/v1/{kind}/{one['id']}/cancel")
        for kind, key in (("streams", "id"), ("published-forecasts", "name"), ("aliases", "alias"), ("webhooks", "id"), ("training-jobs", "id"),
                          ("backtests", "id"), ("models", "id"), ("datasets", "id"), ("keys", "id")):
            for one in self.pages(kind):
                self.quiet("DELETE", f"/api/v1/{kind}/{urllib.parse.quote(str(one.get(key, one.get('name'))), safe='')}")
        service = self.service
        dataset = service.post("/api/v1/datasets?name=a", {"frequency": "PT1H", "series": [
            {"id": f"series-{i:05}", "start": "2026-01-01T00:00:00Z", "values": [(7 * i + t * t) % 13 for t in range(60)]} for i in range(50)]})["id"]
        job = service.post("/api/v1/training-jobs", {"datasetId": dataset, "window": {"lookback": 10, "horizon": 2}, "network": {
            "cell": {"type": "simple-rnn"}, "units": [4]}, "training": {"epochs": 1}})["id"]
        until = time.monotonic() + PATIENCE
        while not (state := service.get(f"/api/v1/training-jobs/{job}")).get("modelId"):
            if time.monotonic() > until or state["state"] in ("failed", "cancelled"):
                raise SystemExit(f"the training did not end: {state}")
            time.sleep(0.1)
        self.known = {"datasets": dataset, "training-jobs": job, "models": state["modelId"], "seriesId": "series-00001", "alias": "a",
                      "streams": "a", "matrix": "layers.0.kernel", "forecast": "a"}
        self.put("/api/v1/aliases/a", {"modelId": state["modelId"]})
        self.put("/api/v1/streams/a", {"modelId": state["modelId"], "series": [{"id": "a", "values": [1, 2, 3]}]})
        self.put("/api/v1/published-forecasts/a", {"modelId": state["modelId"], "datasetId": dataset})

    def pages(self, kind):
        for _ in range(40):
            items = self.service.get(f"/api/v1/{kind}?limit=500")["items"]
            yield from items
            if len(items) < 500:
                return

    def put(self, path, body):
        self.service.call(path, json.dumps(body).encode(), {"Content-Type": "application/json"}, method="PUT")

    def quiet(self, method, path):
        """Sends a request that may fail."""
        connection = http.client.HTTPConnection(self.service.base.removeprefix("http://"), timeout=PATIENCE)
        connection.request(method, path)
        connection.getresponse().read()
        connection.close()

    def work(self, numbers):
        connection = http.client.HTTPConnection(self.service.base.removeprefix("http://"), timeout=PATIENCE)
        while True:
            with self.lock:
                number = next(numbers, None)
            if number is None or len(self.wrong) >= 20:
                break
            dice = random.Random(f"{self.seed}-{number}")
            self.send(connection, Mutation(dice.choice(self.all), dice, self.known), number)
        connection.close()

    def send(self, connection, request, number):
        began = time.monotonic()
        try:
            status, media, body = self.exchange(connection, request)
            fault = status >= 500 and status != 503 or status >= 400 and request.method != "HEAD" and media != "application/problem+json"
        except (OSError, http.client.HTTPException) as e:
            connection.close()
            status, fault, body = type(e).__name__, True, str(e)
        took = time.monotonic() - began
        with self.lock:
            self.statuses[status] = self.statuses.get(status, 0) + 1
            self.slowest = max(self.slowest, (took, str(request)))
            if fault:
                self.wrong.append(f"request {number}: {request}\n-> {status} after {took:.1f} s: {body}")
                print(self.wrong[-1], flush=True)

    def exchange(self, connection, request):
        """Status, media type and beginning of the answer. The service may have closed a connection that was used before."""
        used = connection.sock is not None
        try:
            connection.request(request.method, request.path, request.body, {
                name: value.encode("utf-8") for name, value in request.headers.items()})
            answer = connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            connection.close()
            if not used:
                raise
            return self.exchange(connection, request)
        media = answer.headers.get("Content-Type", "")
        if media.startswith("text/event-stream"):
            body = answer.read1(200)
            connection.close()
        else:
            body = answer.read()
        return answer.status, media, body[:1000].decode(errors="replace")

    def used(self):
        """MiB of the heap after a collection, threads and open files."""
        time.sleep(2)
        self.service.jcmd("GC.run")
        heap = sum(int(kib) for kib in re.findall(r"used (\d+)K", self.service.jcmd("GC.heap_info").split("Metaspace")[0])) / 1024
        process = f"/proc/{self.service.process.pid}"
        with open(process + "/status") as status:
            threads = int(re.search(r"Threads:\s+(\d+)", status.read()).group(1))
        return heap, threads, len(os.listdir(process + "/fd"))


def growth(used):
    """Faults if the least use of the last third is clearly above that of the second one; the first third warms up."""
    if len(used) < 6:
        return []
    third = len(used) // 3
    before, after = used[third:2 * third], used[2 * third:]
    allowed = (50, 20, 20)
    return [f"{name} grew from {was:.0f} to {now:.0f}" for i, name in enumerate(("heap", "threads", "files"))
            if (now := min(each[i] for each in after)) > (was := min(each[i] for each in before)) + allowed[i]]
