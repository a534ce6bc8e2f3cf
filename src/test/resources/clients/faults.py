"""Checks the Python client against a service that is busy, down, or breaks off."""

import os
import warnings

import rondo as client
from rondo import Rondo

rondo = Rondo(os.environ["RONDO_URL"], api_key="secret", timeout=10)

# A call that changes nothing is repeated, after the time that the service asks for.
assert rondo.get_dataset("busy")["id"] == "busy"

# A call that may do something twice is not.
try:
    rondo.cancel_training_job("j")
    raise SystemExit("no error")
except client.TooManyRequests as problem:
    assert problem.retry_after == 7, problem.retry_after
    assert problem.errors == [{"pointer": "/a", "detail": "busy"}]
    assert (problem.type, problem.title) == ("/problems/x", "No")

# An addition has an idempotency key, so it is repeated. So is every call that creates something.
assert rondo.append_observations("broken", "time,a\n2026-01-01,1\n")["appended"] == 1

# An answer without problem details, and a redirection, are errors too.
for model, status in (("down", 502), ("moved", 302)):
    try:
        rondo.get_model(model)
        raise SystemExit("no error")
    except client.ProblemError as problem:
        assert (problem.status, problem.type) == (status, "about:blank"), problem

# A service that does not answer
try:
    Rondo(rondo.url, api_key="secret", timeout=0.3, retries=0).get_model("slow")
    raise SystemExit("no error")
except client.ConnectionLost as error:
    assert "/models/slow" in str(error), error

# No key, and an unknown id
try:
    Rondo(rondo.url).get_model("slow")
    raise SystemExit("no error")
except client.Unauthenticated:
    pass
try:
    rondo.get_model("a/b?c")
    raise SystemExit("no error")
except client.NotFound as problem:
    assert problem.detail == "no /models/a/b?c", problem

# All pages, and what the service could not read
models = rondo.list_models()
assert [model["id"] for model in models] == ["a", "b", "c"]
assert [row["id"] for row in models.unreadable] == ["d"]

# An event stream that breaks off is opened again after the last event; half an event is not reported.
fractions: list[float] = []
try:
    rondo.wait_for_training_job("j", progress=lambda progress: fractions.append(progress["fraction"]))
    raise SystemExit("no error")
except client.JobNotSucceeded as error:
    assert error.job["state"] == "cancelled"
assert fractions == [0.25, 0.5, 1.0], fractions

# Warnings of an answer as CSV
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    assert rondo.predict_csv("m", "time,a\n") == "series,step\n"
assert [str(each.message) for each in caught] == ["the series 50% ends early"]
assert caught[0].filename == __file__, caught[0].filename
print("all checked")
