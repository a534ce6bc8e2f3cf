"""Many clients at the same time: slow senders, open event streams and submitted jobs. Needs only Python's standard library."""
import collections
import http.client
import json
import socket
import threading
import time
import urllib.error

STREAMS, JOBS, SENDERS = 2000, 10_000, 500
PATIENCE = 60


def crowds():
    """Name, and a function from a service to a summary and whether it is as promised."""
    yield f"{SENDERS} slow senders", slow_senders
    yield f"{STREAMS} open event streams", event_streams
    yield f"{JOBS} submitted jobs", submitted_jobs


def address(service):
    host, port = service.base.removeprefix("http://").split(":")
    return host, int(port)


def opened(service, text):
    connection = socket.create_connection(address(service), timeout=PATIENCE)
    connection.sendall(text.encode())
    return connection


def slow_senders(service):
    """Each sends a byte of its body in a second, for a while."""
    head = "POST /api/v1/datasets HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nContent-Length: 1000000\r\n\r\ny\n"
    senders = [opened(service, head) for _ in range(SENDERS)]
    cut = 0
    for _ in range(10):
        for sender in senders:
            try:
                sender.sendall(b"1")
            except OSError:
                cut += 1
        time.sleep(1)
    answered = upload(service)
    for sender in senders:
        sender.close()
    return f"{SENDERS} sent for 10 s, {cut} sends were refused; an upload beside them: {answered}", answered == 201


def upload(service):
    connection = http.client.HTTPConnection(*address(service), timeout=PATIENCE)
    connection.request("POST", "/api/v1/datasets", b"y\n1\n2\n", {"Content-Type": "text/csv"})
    status = connection.getresponse().status
    connection.close()
    return status


def event_streams(service):
    service.call("/api/v1/models/latest")
    connection = http.client.HTTPConnection(*address(service), timeout=PATIENCE)
    connection.request("PUT", "/api/v1/streams/crowd", json.dumps({"modelId": "latest"}), {"Content-Type": "application/json"})
    created = connection.getresponse().status
    connection.close()
    request = "GET /api/v1/streams/crowd/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
    followers = [opened(service, request) for _ in range(STREAMS)]
    statuses = collections.Counter(one.recv(200).decode(errors="replace").split(" ")[1] for one in followers)
    answered = upload(service)
    for one in followers:
        one.close()
    fine = created in (200, 201) and answered == 201 and set(statuses) <= {"200", "429", "503"} and statuses["200"] > 0
    return f"answers {dict(statuses)}; an upload beside them: {answered}", fine


def submitted_jobs(service):
    """Submits jobs, and cancels what was accepted."""
    dataset = service.generate()
    job = json.dumps({"datasetId": dataset, "window": {"lookback": 20, "horizon": 1}, "training": {"epochs": 1000},
                      "network": {"cell": {"type": "simple-rnn"}, "units": [4]}})
    statuses, accepted, lock = collections.Counter(), [], threading.Lock()

    def submit(count):
        connection = http.client.HTTPConnection(*address(service), timeout=PATIENCE)
        for _ in range(count):
            connection.request("POST", "/api/v1/training-jobs", job, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            body = answer.read()
            with lock:
                statuses[answer.status] += 1
                if answer.status == 202:
                    accepted.append(json.loads(body)["id"])
        connection.close()

    threads = [threading.Thread(target=submit, args=(JOBS // 8,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    began = time.monotonic()
    for one in accepted:
        try:
            service.call(f"/api/v1/training-jobs/{one}/cancel", b"")
        except urllib.error.HTTPError as e:
            if e.code != 409:  # The job has ended.
                raise
    took = time.monotonic() - began
    fine = set(statuses) <= {202, 429, 503} and statuses.total() == JOBS // 8 * 8 and bool(accepted)
    return f"answers {dict(statuses)}; {len(accepted)} cancels took {took:.1f} s", fine
