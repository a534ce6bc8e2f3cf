"""A client for the forecasting service Rondo: one file, Python 3.9 or later, no other packages.

    from rondo import Rondo

    rondo = Rondo("http://localhost:8080")
    dataset = rondo.upload_dataset(Path("load.csv"))
    model = rondo.train({"datasetId": dataset["id"], "horizon": 24}, progress=print)
    forecast = rondo.predict(model["id"], {"dataset": {"id": dataset["id"]}, "levels": [80]})

Each operation of the API has a method of its name. Bodies and answers are the JSON of the API as
dictionaries; their types are at the end of this file. A list is read page by page while one
iterates over it. An answer with an error status raises `ProblemError` or one of its subclasses.
"""

from __future__ import annotations

import http.client
import json
import random
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Generic, Literal, TypedDict, TypeVar, Union

if TYPE_CHECKING:
    from typing import NotRequired

T = TypeVar("T")

# A file whose name tells its type, rows of text, or an open file.
Rows = Union[Path, str, bytes, BinaryIO]

_JSON = "application/json"
_MEDIA_TYPES = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".ndjson": "application/x-ndjson",
    ".jsonl": "application/x-ndjson",
    ".json": _JSON,
}
_LONGEST_WAIT = 60.0


class RondoWarning(UserWarning):
    """A warning that the service gives with an answer as CSV. JSON has warnings as a member."""


class RondoError(Exception):
    """The base of all errors of this client."""


class ConnectionLost(RondoError):
    """The service cannot be reached, did not answer in time, or broke an answer off."""


class JobNotSucceeded(RondoError):
    """A job has failed or was cancelled. `job` tells more."""

    def __init__(self, job: TrainingJob | Backtest | RetrainingRun) -> None:
        problem = job.get("problem")
        reason = f": {problem['detail']}" if problem else ""
        super().__init__(f"the job {job['id']} has {_OUTCOMES[job['state']]}{reason}")
        self.job = job


_OUTCOMES = {"failed": "failed", "cancelled": "been cancelled"}


class ProblemError(RondoError):
    """An answer with an error status: the problem details of RFC 9457.

    `errors` lists the faults. Each has a `detail`, and a JSON `pointer` into the body, a
    `parameter`, or the `line` and `column` of an upload.
    """

    def __init__(self, problem: Problem, retry_after: float | None = None) -> None:
        self.type = problem["type"]
        self.title = problem["title"]
        self.status = problem["status"]
        self.detail = problem["detail"]
        self.errors = problem["errors"]
        self.incident = problem.get("incident")
        self.retry_after = retry_after
        """Seconds after which the service asks to try again."""
        lines = [f"{self.title} ({self.status}): {self.detail}"]
        for fault in self.errors if len(self.errors) > 1 else []:
            place = fault.get("pointer") or fault.get("parameter") or fault.get("line")
            lines.append(f"  {place}: {fault['detail']}" if place else f"  {fault['detail']}")
        super().__init__("\n".join(lines))


class BadRequest(ProblemError):
    """400: the request is malformed."""


class Unauthenticated(ProblemError):
    """401: an API key is missing or not valid."""


class Forbidden(ProblemError):
    """403: the key does not permit the request."""


class NotFound(ProblemError):
    """404: unknown id or path."""


class Conflict(ProblemError):
    """409: not possible in the present state."""


class PreconditionFailed(ProblemError):
    """412: the resource has another version than `if_match` names."""


class TooLarge(ProblemError):
    """413: larger than a limit."""


class Infeasible(ProblemError):
    """422: the data do not allow it, or an upload cannot be read."""


class TooManyRequests(ProblemError):
    """429: try again after `retry_after` seconds."""


class Unavailable(ProblemError):
    """503: try again after `retry_after` seconds."""


_ERRORS: dict[int, type[ProblemError]] = {
    400: BadRequest,
    401: Unauthenticated,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    412: PreconditionFailed,
    413: TooLarge,
    422: Infeasible,
    429: TooManyRequests,
    503: Unavailable,
}


@dataclass(frozen=True)
class Event:
    """A server-sent event. `data` is the value of its JSON."""

    id: str | None
    name: str
    data: Any


class Pages(Generic[T]):
    """The items of a list. Each iteration reads it anew, page by page."""

    def __init__(self, read: Callable[[str | None], dict[str, Any]]) -> None:
        self._read = read
        self.unreadable: list[UnreadableRow] = []
        """Stored rows that the service could not read in the last iteration."""

    def __iter__(self) -> Iterator[T]:
        self.unreadable = []
        cursor: str | None = None
        while True:
            page = self._read(cursor)
            self.unreadable += page.get("unreadable") or []
            yield from page["items"]
            cursor = page.get("nextCursor")
            if not cursor:
                return


@dataclass
class _Call:
    """A request, and whether it may be sent again when it has failed."""

    method: str
    path: str
    accept: str = _JSON
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None
    content_type: str | None = None
    headers: Mapping[str, str | None] = field(default_factory=dict)
    repeatable: bool = False

    def request(self, url: str, key: str | None) -> urllib.request.Request:
        headers = {"Accept": self.accept, "User-Agent": "rondo-python"}
        headers.update({name: value for name, value in self.headers.items() if value is not None})
        if key:
            headers["Authorization"] = f"Bearer {key}"
        query = dict(self.query)
        data: Any = None
        if self.body is not None:
            data, headers["Content-Type"], length = _content(self.body, self.content_type)
            if length is not None:
                headers["Content-Length"] = str(length)
            if isinstance(self.body, Path) and "name" in query and query["name"] is None:
                query["name"] = self.body.name
        elif self.method in ("POST", "PUT"):
            data = b""
        text = urllib.parse.urlencode(
            [(name, _parameter(each)) for name, value in query.items() for each in _values(value)]
        )
        address = url + self.path + ("?" + text if text else "")
        return urllib.request.Request(address, data, headers, method=self.method)


def _content(body: Any, content_type: str | None) -> tuple[Any, str, int | None]:
    """Content, its type, and its length unless it is known anyway."""
    if isinstance(body, Path):
        return body.open("rb"), content_type or _media_type(body), body.stat().st_size
    if isinstance(body, str):
        return body.encode(), content_type or "text/csv", None
    if isinstance(body, bytes) or hasattr(body, "read"):
        return body, content_type or "text/csv", None
    return json.dumps(body, allow_nan=False).encode(), _JSON, None


def _media_type(file: Path) -> str:
    suffix = Path(file.stem).suffix if file.suffix == ".gz" else file.suffix
    if suffix not in _MEDIA_TYPES:
        known = ", ".join(_MEDIA_TYPES)
        raise ValueError(f"the name {file.name} ends with none of {known}; set content_type")
    return _MEDIA_TYPES[suffix]


def _values(value: Any) -> Iterable[Any]:
    if value is None:
        return []
    return [value] if isinstance(value, str) or not isinstance(value, Sequence) else value


def _parameter(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _segment(text: str) -> str:
    return urllib.parse.quote(text, safe="")


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Treats a redirection as an error, so that the API key is sent to no other server."""

    def redirect_request(self, *arguments: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirects)


class _Connection:
    """Sends requests, repeats those that failed and may be repeated, and raises problems."""

    def __init__(
        self,
        url: str = "http://localhost:8080",
        *,
        api_key: str | None = None,
        timeout: float = 60.0,
        retries: int = 4,
        patience: float = 60.0,
    ) -> None:
        """
        timeout: seconds to wait for the service at each step of a call
        retries: how often a call is repeated that failed and changes nothing when it is repeated
        patience: seconds for which a lost event stream is opened again
        """
        self.url = url.rstrip("/")
        self.api_key = api_key
        self.timeout = timeout
        self.retries = retries
        self.patience = patience

    def _json(self, method: str, path: str, **more: Any) -> Any:
        return json.loads(self._fetch(_Call(method, path, **more)))

    def _text(self, method: str, path: str, **more: Any) -> str:
        return self._fetch(_Call(method, path, **more)).decode()

    def _bytes(self, method: str, path: str, **more: Any) -> bytes:
        return self._fetch(_Call(method, path, accept="application/octet-stream", **more))

    def _nothing(self, method: str, path: str, **more: Any) -> None:
        self._fetch(_Call(method, path, **more))

    def _pages(self, path: str, *, query: Mapping[str, Any]) -> Pages[Any]:
        return Pages(lambda cursor: self._json("GET", path, query={**query, "cursor": cursor}))

    def _fetch(self, call: _Call) -> bytes:
        if "Idempotency-Key" in call.headers and not call.headers["Idempotency-Key"]:
            call.headers = {**call.headers, "Idempotency-Key": str(uuid.uuid4())}
        repeatable = call.repeatable or call.method == "GET"
        repeatable = repeatable and not hasattr(call.body, "read")
        attempt = 0
        while True:
            try:
                with self._open(call) as response:
                    try:
                        content: bytes = response.read()
                    except (OSError, http.client.HTTPException) as error:
                        raise _lost(call, error) from error
                    _warn(response.headers)
                    return content
            except (ConnectionLost, TooManyRequests, Unavailable) as error:
                attempt += 1
                if not repeatable or attempt > self.retries:
                    raise
                _pause(attempt, error)

    def _open(self, call: _Call) -> http.client.HTTPResponse:
        request = call.request(self.url, self.api_key)
        try:
            response: http.client.HTTPResponse = _OPENER.open(request, timeout=self.timeout)
            return response
        except urllib.error.HTTPError as error:
            with error:
                raise _problem(error) from None
        except (OSError, http.client.HTTPException) as error:
            raise _lost(call, error) from error
        finally:
            if isinstance(call.body, Path) and request.data is not None:
                request.data.close()  # type: ignore[union-attr]

    def _events(
        self, path: str, *, query: Mapping[str, Any] = {}, last_event_id: str | int | None = None
    ) -> Iterator[Event]:
        """Events until the service says that no more will come; a lost stream is opened again."""
        last = None if last_event_id is None else str(last_event_id)
        failures = 0
        heard = time.monotonic()
        while True:
            lost: RondoError | None = None
            try:
                headers = {"Last-Event-ID": last}
                call = _Call("GET", path, "text/event-stream", query, headers=headers)
                with self._open(call) as response:
                    if response.status == 204:
                        return
                    try:
                        for event in _parsed(response):
                            failures = 0
                            heard = time.monotonic()
                            last = event.id or last
                            yield event
                            heard = time.monotonic()
                    except (OSError, http.client.HTTPException) as error:
                        raise _lost(call, error) from error
            except (ConnectionLost, TooManyRequests, Unavailable) as error:
                lost = error
            failures += 1
            if time.monotonic() - heard > self.patience:
                raise lost or ConnectionLost(f"{path} ended without a last event")
            _pause(failures, lost)


def _problem(error: urllib.error.HTTPError) -> ProblemError:
    """The problem in an answer; of an answer without one, its status and beginning."""
    after = error.headers.get("Retry-After")
    text = b""
    try:
        text = error.read()
        problem = json.loads(text)
        problem.setdefault("errors", [])
        problem["status"], problem["title"], problem["type"], problem["detail"]
    except (OSError, http.client.HTTPException, ValueError, LookupError, AttributeError, TypeError):
        problem = {
            "type": "about:blank",
            "title": str(error.reason),
            "status": error.code,
            "detail": text.decode(errors="replace")[:500],
            "errors": [],
        }
    return _ERRORS.get(error.code, ProblemError)(problem, _seconds(after))


def _seconds(after: str | None) -> float | None:
    """The seconds of a header `Retry-After`."""
    if not after:
        return None
    try:
        return max(0.0, float(after))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(after).timestamp() - time.time())
    except (TypeError, ValueError):
        return None


def _lost(call: _Call, error: Exception) -> ConnectionLost:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    return ConnectionLost(f"{call.method} {call.path}: {reason or type(reason).__name__}")


def _pause(attempt: int, error: RondoError | None) -> None:
    """Waits as long as the service asks for, otherwise longer after each failure."""
    asked = error.retry_after if isinstance(error, ProblemError) else None
    wait = min(8.0, 0.25 * 2.0 ** min(attempt, 5)) * random.uniform(0.5, 1.0)
    time.sleep(min(_LONGEST_WAIT, wait if asked is None else asked))


def _warn(headers: Message) -> None:
    for warning in headers.get_all("Rondo-Warning", []):
        warnings.warn(urllib.parse.unquote(warning), RondoWarning, stacklevel=5)


def _parsed(lines: Iterable[bytes]) -> Iterator[Event]:
    """The events of a stream; one that is cut off is left out."""
    event_id: str | None = None
    name = "message"
    data: list[str] = []
    for raw in lines:
        line = raw.decode().rstrip("\r\n")
        if not line:
            if data:
                yield Event(event_id, name, _value("\n".join(data)))
            name = "message"
            data = []
            continue
        key, _, value = line.partition(":")
        value = value[1:] if value.startswith(" ") else value
        if key == "id":
            event_id = value
        elif key == "event":
            name = value
        elif key == "data":
            data.append(value)


def _value(data: str) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        return data


def entity_tag(dataset: Dataset | Appended) -> str:
    """The value of `if_match` that names this version of a dataset."""
    return f'"{dataset["version"]}-{dataset["fingerprint"][:16]}"'


class Operations(_Connection):
    """A method for each operation of the API. docs/api.md explains which to use for what."""

    # region operations (written by ClientSourcesTest from docs/openapi.json)
    def list_aliases(self, *, limit: int | None = None) -> Pages[Alias]:
        """List aliases, by name."""
        return self._pages("/api/v1/aliases", query={"limit": limit})

    def delete_alias(self, alias: str, *, if_match: str | None = None) -> None:
        """Delete an alias and its history."""
        return self._nothing(
            "DELETE",
            f"/api/v1/aliases/{_segment(alias)}",
            headers={"If-Match": if_match},
        )

    def get_alias(self, alias: str) -> Alias:
        """Get an alias."""
        return self._json("GET", f"/api/v1/aliases/{_segment(alias)}")

    def put_alias(self, alias: str, body: AliasRequest, *, if_match: str | None = None) -> Alias:
        """Let an alias stand for a model."""
        return self._json(
            "PUT",
            f"/api/v1/aliases/{_segment(alias)}",
            body=body,
            headers={"If-Match": if_match},
            repeatable=True,
        )

    def get_alias_history(self, alias: str, *, limit: int | None = None) -> Pages[AliasChange]:
        """List the models that an alias stood for, newest first."""
        return self._pages(f"/api/v1/aliases/{_segment(alias)}/history", query={"limit": limit})

    def predict_by_alias(self, alias: str, body: PredictionRequest) -> Predictions:
        """Forecast with the model that an alias stands for."""
        return self._json(
            "POST",
            f"/api/v1/aliases/{_segment(alias)}/predictions",
            body=body,
            repeatable=True,
        )

    def delete_retraining(self, alias: str, *, if_match: str | None = None) -> None:
        """Delete the policy of an alias."""
        return self._nothing(
            "DELETE",
            f"/api/v1/aliases/{_segment(alias)}/retraining",
            headers={"If-Match": if_match},
        )

    def get_retraining(self, alias: str) -> Retraining:
        """Get the policy of an alias."""
        return self._json("GET", f"/api/v1/aliases/{_segment(alias)}/retraining")

    def put_retraining(
        self,
        alias: str,
        body: RetrainingPolicy,
        *,
        if_match: str | None = None,
    ) -> Retraining:
        """Set when and how the model behind an alias is trained again."""
        return self._json(
            "PUT",
            f"/api/v1/aliases/{_segment(alias)}/retraining",
            body=body,
            headers={"If-Match": if_match},
            repeatable=True,
        )

    def list_retraining_runs(self, alias: str, *, limit: int | None = None) -> Pages[RetrainingRun]:
        """List the runs of an alias, newest first."""
        return self._pages(
            f"/api/v1/aliases/{_segment(alias)}/retraining/runs",
            query={"limit": limit},
        )

    def start_retraining(self, alias: str, *, idempotency_key: str | None = None) -> RetrainingRun:
        """Start a run at once."""
        return self._json(
            "POST",
            f"/api/v1/aliases/{_segment(alias)}/retraining/runs",
            headers={"Idempotency-Key": idempotency_key},
            repeatable=True,
        )

    def get_retraining_run(self, alias: str, id: str) -> RetrainingRun:
        """Get a run with its decision."""
        return self._json(
            "GET",
            f"/api/v1/aliases/{_segment(alias)}/retraining/runs/{_segment(id)}",
        )

    def cancel_retraining_run(self, alias: str, id: str) -> RetrainingRun:
        """Cancel a run."""
        return self._json(
            "POST",
            f"/api/v1/aliases/{_segment(alias)}/retraining/runs/{_segment(id)}/cancel",
        )

    def roll_back_alias(
        self,
        alias: str,
        *,
        idempotency_key: str | None = None,
        if_match: str | None = None,
    ) -> Alias:
        """Move an alias back to the model before."""
        return self._json(
            "POST",
            f"/api/v1/aliases/{_segment(alias)}/rollback",
            headers={"Idempotency-Key": idempotency_key, "If-Match": if_match},
            repeatable=True,
        )

    def list_audit_entries(
        self,
        *,
        project: str | None = None,
        caller: str | None = None,
        limit: int | None = None,
    ) -> Pages[AuditEntry]:
        """List the requests that changed something, newest first."""
        return self._pages(
            "/api/v1/audit",
            query={"project": project, "caller": caller, "limit": limit},
        )

    def list_backtests(
        self,
        *,
        state: Literal["queued", "running", "paused", "succeeded", "failed", "cancelled"] | None = None,
        limit: int | None = None,
    ) -> Pages[Backtest]:
        """List backtests, newest first."""
        return self._pages("/api/v1/backtests", query={"state": state, "limit": limit})

    def start_backtest(
        self,
        body: BacktestRequest,
        *,
        idempotency_key: str | None = None,
    ) -> Backtest:
        """Compare candidates on the past."""
        return self._json(
            "POST",
            "/api/v1/backtests",
            body=body,
            headers={"Idempotency-Key": idempotency_key},
            repeatable=True,
        )

    def start_backtest_dry_run(
        self,
        body: BacktestRequest,
        *,
        idempotency_key: str | None = None,
    ) -> BacktestDryRun:
        """Compare candidates on the past: tell what it would need, but start nothing."""
        return self._json(
            "POST",
            "/api/v1/backtests",
            body=body,
            query={"dryRun": True},
            headers={"Idempotency-Key": idempotency_key},
            repeatable=True,
        )

    def delete_backtest(self, id: str, *, if_match: str | None = None) -> None:
        """Delete a backtest that has ended."""
        return self._nothing(
            "DELETE",
            f"/api/v1/backtests/{_segment(id)}",
            headers={"If-Match": if_match},
        )

    def get_backtest(
        self,
        id: str,
        *,
        by: Literal["mase", "mae", "rmse", "smape", "rmsse", "owa", "pinball", "weighted-quantile-loss", "crps", "msis"] | None = None,
    ) -> Backtest:
        """Get a backtest."""
        return self._json("GET", f"/api/v1/backtests/{_segment(id)}", query={"by": by})

    def cancel_backtest(self, id: str) -> Backtest:
        """Cancel a backtest."""
        return self._json("POST", f"/api/v1/backtests/{_segment(id)}/cancel")

    def get_backtest_errors(
        self,
        id: str,
        *,
        by: Literal["series", "step"] | None = None,
        candidate: str | None = None,
        series: str | None = None,
    ) -> BacktestErrorTable:
        """Get the errors of a backtest by series or by step."""
        return self._json(
            "GET",
            f"/api/v1/backtests/{_segment(id)}/errors",
            query={"by": by, "candidate": candidate, "series": series},
        )

    def get_backtest_errors_csv(
        self,
        id: str,
        *,
        by: Literal["series", "step"] | None = None,
        candidate: str | None = None,
        series: str | None = None,
    ) -> str:
        """Get the errors of a backtest by series or by step, as CSV."""
        return self._text(
            "GET",
            f"/api/v1/backtests/{_segment(id)}/errors",
            accept="text/csv",
            query={"by": by, "candidate": candidate, "series": series},
        )

    def follow_backtest(self, id: str, *, last_event_id: str | None = None) -> Iterator[Event]:
        """Follow a backtest."""
        return self._events(f"/api/v1/backtests/{_segment(id)}/events", last_event_id=last_event_id)

    def get_backtest_forecasts(
        self,
        id: str,
        *,
        candidate: str | None = None,
        series: str | None = None,
    ) -> BacktestForecasts:
        """Get the forecasts of a backtest."""
        return self._json(
            "GET",
            f"/api/v1/backtests/{_segment(id)}/forecasts",
            query={"candidate": candidate, "series": series},
        )

    def get_backtest_forecasts_csv(
        self,
        id: str,
        *,
        candidate: str | None = None,
        series: str | None = None,
    ) -> str:
        """Get the forecasts of a backtest, as CSV."""
        return self._text(
            "GET",
            f"/api/v1/backtests/{_segment(id)}/forecasts",
            accept="text/csv",
            query={"candidate": candidate, "series": series},
        )

    def pause_backtest(self, id: str) -> Backtest:
        """Pause a backtest."""
        return self._json("POST", f"/api/v1/backtests/{_segment(id)}/pause")

    def resume_backtest(self, id: str) -> Backtest:
        """Resume a paused backtest."""
        return self._json("POST", f"/api/v1/backtests/{_segment(id)}/resume")

    def retry_backtest(self, id: str) -> Backtest:
        """Try a failed backtest again."""
        return self._json("POST", f"/api/v1/backtests/{_segment(id)}/retry")

    def list_datasets(self, *, limit: int | None = None) -> Pages[Dataset]:
        """List datasets, newest first."""
        return self._pages("/api/v1/datasets", query={"limit": limit})

    def upload_dataset(
        self,
        body: dict[str, Any] | Rows,
        *,
        content_type: str | None = None,
        name: str | None = None,
        time_column: str | None = None,
        series_column: Sequence[str] | None = None,
        targets: Sequence[str] | None = None,
        future_covariates: Sequence[str] | None = None,
        past_covariates: Sequence[str] | None = None,
        static_columns: Sequence[str] | None = None,
        frequency: str | None = None,
        time_zone: str | None = None,
        layout: Literal["long", "wide"] | None = None,
        decimal: Literal["point", "comma"] | None = None,
        on_duplicate: Literal["fail", "first", "last", "mean"] | None = None,
        on_gap: Literal["fail", "null", "interpolate"] | None = None,
        idempotency_key: str | None = None,
    ) -> Dataset:
        """Upload a dataset."""
        return self._json(
            "POST",
            "/api/v1/datasets",
            body=body,
            content_type=content_type,
            query={
                "name": name,
                "timeColumn": time_column,
                "seriesColumn": series_column,
                "targets": targets,
                "futureCovariates": future_covariates,
                "pastCovariates": past_covariates,
                "staticColumns": static_columns,
                "frequency": frequency,
                "timeZone": time_zone,
                "layout": layout,
                "decimal": decimal,
                "onDuplicate": on_duplicate,
                "onGap": on_gap,
            },
            headers={"Idempotency-Key": idempotency_key},
            repeatable=True,
        )

    def generate_dataset(
        self,
        body: GenerateRequest,
        *,
        idempotency_key: str | None = None,
    ) -> Dataset:
        """Generate a dataset."""
        return self._json(
            "POST",
            "/api/v1/datasets/generate",
            body=body,
            headers={"Idempotency-Key": idempotency_key},
            repeatable=True,
        )

    def preview_dataset(self, body: GenerateRequest) -> GeneratedPreview:
        """Preview a generated dataset."""
        return self._json("POST", "/api/v1/datasets/generate/preview", body=body, repeatable=True)

    def preview_upload(
        self,
        body: dict[str, Any] | Rows,
        *,
        content_type: str | None = None,
        name: str | None = None,
        time_column: str | None = None,
        series_column: Sequence[str] | None = None,
        targets: Sequence[str] | None = None,
        future_covariates: Sequence[str] | None = None,
        past_covariates: Sequence[str] | None = None,
        static_columns: Sequence[str] | None = None,
        frequency: str | None = None,
        time_zone: str | None = None,
        layout: Literal["long", "wide"] | None = None,
        decimal: Literal["point", "comma"] | None = None,
        on_duplicate: Literal["fail", "first", "last", "mean"] | None = None,
        on_gap: Literal["fail", "null", "interpolate"] | None = None,
    ) -> UploadPreview:
        """Preview an upload."""
        return self._json(
            "POST",
            "/api/v1/datasets/preview",
            body=body,
            content_type=content_type,
            query={
                "name": name,
                "timeColumn": time_column,
                "seriesColumn": series_column,
                "targets": targets,
                "futureCovariates": future_covariates,
                "pastCovariates": past_covariates,
                "staticColumns": static_columns,
                "frequency": frequency,
                "timeZone": time_zone,
                "layout": layout,
                "decimal": decimal,
                "onDuplicate": on_duplicate,
                "onGap": on_gap,
            },
        )

    def add_prometheus_dataset(
        self,
        body: PrometheusRequest,
        *,
        idempotency_key: str | None = None,
    ) -> Dataset:
        """Make a dataset of a range query."""
        return self._json(
            "POST",
            "/api/v1/datasets/prometheus",
            body=body,
            headers={"Idempotency-Key": idempotency_key},
            repeatable=True,
        )

    def delete_dataset(self, id: str, *, if_match: str | None = None) -> None:
        """Delete a dataset."""
        return self._nothing(
            "DELETE",
            f"/api/v1/datasets/{_segment(id)}",
            headers={"If-Match": if_match},
        )

    def get_dataset(self, id: str) -> Dataset:
        """Get a dataset."""
        return self._json("GET", f"/api/v1/datasets/{_segment(id)}")

    def append_observations(
        self,
        id: str,
        body: dict[str, Any] | Rows,
        *,
        content_type: str | None = None,
        on_conflict: Literal["fail", "replace"] | None = None,
        name: str | None = None,
        time_column: str | None = None,
        series_column: Sequence[str] | None = None,
        targets: Sequence[str] | None = None,
        future_covariates: Sequence[str] | None = None,
        past_covariates: Sequence[str] | None = None,
        static_columns: Sequence[str] | None = None,
        frequency: str | None = None,
        time_zone: str | None = None,
        layout: Literal["long", "wide"] | None = None,
        decimal: Literal["point", "comma"] | None = None,
        on_duplicate: Literal["fail", "first", "last", "mean"] | None = None,
        on_gap: Literal["fail", "null", "interpolate"] | None = None,
        if_match: str | None = None,
        idempotency_key: str | None = None,
    ) -> Appended:
        """Add observations to a dataset."""
        return self._json(
            "POST",
            f"/api/v1/datasets/{_segment(id)}/observations",
            body=body,
            content_type=content_type,
            query={
                "onConflict": on_conflict,
                "name": name,
                "timeColumn": time_column,
                "seriesColumn": series_column,
                "targets": targets,
                "futureCovariates": future_covariates,
                "pastCovariates": past_covariates,
                "staticColumns": static_columns,
                "frequency": frequency,
                "timeZone": time_zone,
                "layout": layout,
                "decimal": decimal,
                "onDuplicate": on_duplicate,
                "onGap": on_gap,
            },
            headers={"If-Match": if_match, "Idempotency-Key": idempotency_key},
            repeatable=True,
        )

    def refresh_dataset(self, id: str, *, end: str | None = None) -> Appended:
        """Add the newest values from Prometheus."""
        return self._json("POST", f"/api/v1/datasets/{_segment(id)}/refresh", query={"end": end})

    def list_series(self, id: str, *, limit: int | None = None) -> Pages[SeriesSummary]:
        """List the series of a dataset, in file order."""
        return self._pages(f"/api/v1/datasets/{_segment(id)}/series", query={"limit": limit})

    def get_series(
        self,
        id: str,
        series_id: str,
        *,
        from_: str | None = None,
        to: str | None = None,
        points: int | None = None,
    ) -> SeriesValues:
        """Get the values of one series."""
        return self._json(
            "GET",
            f"/api/v1/datasets/{_segment(id)}/series/{_segment(series_id)}",
            query={"from": from_, "to": to, "points": points},
        )

    def get_series_csv(
        self,
        id: str,
        series_id: str,
        *,
        from_: str | None = None,
        to: str | None = None,
        points: int | None = None,
    ) -> str:
        """Get the values of one series, as CSV."""
        return self._text(
            "GET",
            f"/api/v1/datasets/{_segment(id)}/series/{_segment(series_id)}",
            accept="text/csv",
            query={"from": from_, "to": to, "points": points},
        )

    def list_keys(self, *, limit: int | None = None) -> Pages[ApiKey]:
        """List keys, newest first."""
        return self._pages("/api/v1/keys", query={"limit": limit})

    def create_key(self, body: KeyRequest, *, idempotency_key: str | None = None) -> CreatedKey:
        """Create a key."""
        return self._json(
            "POST",
            "/api/v1/keys",
            body=body,
            headers={"Idempotency-Key": idempotency_key},
            repeatable=True,
        )

    def revoke_key(self, id: str, *, if_match: str | None = None) -> None:
        """Revoke a key."""
        return self._nothing(
            "DELETE",
            f"/api/v1/keys/{_segment(id)}",
            headers={"If-Match": if_match},
        )

    def get_key(self, id: str) -> ApiKey:
        """Get a key, without its text."""
        return self._json("GET", f"/api/v1/keys/{_segment(id)}")

    def backup(self) -> str:
        """Back up all data."""
        return self._text("POST", "/api/v1/maintenance/backups", accept="application/zip")

    def get_verification(self) -> VerificationDescription:
        """Get what the last verification found."""
        return self._json("GET", "/api/v1/maintenance/verification")

    def start_verification(self) -> VerificationDescription:
        """Verify all stored data."""
        return self._json("POST", "/api/v1/maintenance/verification")

    def get_forecast_metrics(self) -> str:
        """Get the published forecasts as metrics."""
        return self._text(
            "GET",
            "/api/v1/metrics/forecasts",
            accept="text/plain;version=0.0.4;charset=utf-8",
        )

    def list_models(self, *, limit: int | None = None) -> Pages[Model]:
        """List models, newest first."""
        return self._pages("/api/v1/models", query={"limit": limit})

    def import_model(
        self,
        body: Rows,
        *,
        name: str | None = None,
        idempotency_key: str | None = None,
    ) -> Model:
        """Import a model from a file."""
        return self._json(
            "POST",
            "/api/v1/models",
            body=body,
            content_type="application/octet-stream",
            query={"name": name},
            headers={"Idempotency-Key": idempotency_key},
            repeatable=True,
        )

    def delete_model(self, id: str, *, if_match: str | None = None) -> None:
        """Delete a model."""
        return self._nothing(
            "DELETE",
            f"/api/v1/models/{_segment(id)}",
            headers={"If-Match": if_match},
        )

    def get_model(self, id: str) -> Model:
        """Get a model."""
        return self._json("GET", f"/api/v1/models/{_segment(id)}")

    def find_anomalies(self, id: str, body: AnomalyRequest) -> AnomalyAnswer:
        """Search series for anomalies."""
        return self._json(
            "POST",
            f"/api/v1/models/{_segment(id)}/anomalies",
            body=body,
            repeatable=True,
        )

    def find_anomalies_csv(self, id: str, body: AnomalyRequest) -> str:
        """Search series for anomalies, as CSV."""
        return self._text(
            "POST",
            f"/api/v1/models/{_segment(id)}/anomalies",
            accept="text/csv",
            body=body,
            repeatable=True,
        )

    def get_model_errors(self, id: str) -> ModelErrors:
        """Get the errors of held-out forecasts by step, series and time."""
        return self._json("GET", f"/api/v1/models/{_segment(id)}/errors")

    def export_model(self, id: str) -> bytes:
        """Export a model as a file."""
        return self._bytes("GET", f"/api/v1/models/{_segment(id)}/file")

    def delete_kept_forecasts(self, id: str) -> None:
        """Delete all kept forecasts of a model."""
        return self._nothing("DELETE", f"/api/v1/models/{_segment(id)}/kept-forecasts")

    def list_kept_forecasts(
        self,
        id: str,
        *,
        series: str | None = None,
        limit: int | None = None,
    ) -> Pages[KeptForecast]:
        """List kept forecasts, newest first."""
        return self._pages(
            f"/api/v1/models/{_segment(id)}/kept-forecasts",
            query={"series": series, "limit": limit},
        )

    def delete_kept_forecast(self, id: str, forecast_id: str) -> None:
        """Delete a kept forecast."""
        return self._nothing(
            "DELETE",
            f"/api/v1/models/{_segment(id)}/kept-forecasts/{_segment(forecast_id)}",
        )

    def get_performance(self, id: str) -> ModelPerformance:
        """Get the errors of kept forecasts."""
        return self._json("GET", f"/api/v1/models/{_segment(id)}/performance")

    def list_performance_of_series(
        self,
        id: str,
        *,
        limit: int | None = None,
    ) -> Pages[SeriesPerformance]:
        """List the errors of kept forecasts by series."""
        return self._pages(
            f"/api/v1/models/{_segment(id)}/performance/series",
            query={"limit": limit},
        )

    def predict(
        self,
        id: str,
        body: PredictionRequest | Rows,
        *,
        content_type: str | None = None,
        horizon: int | None = None,
        levels: Sequence[float] | None = None,
        missing_ahead: Literal["last", "mean"] | None = None,
    ) -> Predictions:
        """Forecast."""
        return self._json(
            "POST",
            f"/api/v1/models/{_segment(id)}/predictions",
            body=body,
            content_type=content_type,
            query={"horizon": horizon, "levels": levels, "missingAhead": missing_ahead},
            repeatable=True,
        )

    def predict_csv(
        self,
        id: str,
        body: PredictionRequest | Rows,
        *,
        content_type: str | None = None,
        horizon: int | None = None,
        levels: Sequence[float] | None = None,
        missing_ahead: Literal["last", "mean"] | None = None,
    ) -> str:
        """Forecast, as CSV."""
        return self._text(
            "POST",
            f"/api/v1/models/{_segment(id)}/predictions",
            accept="text/csv",
            body=body,
            content_type=content_type,
            query={"horizon": horizon, "levels": levels, "missingAhead": missing_ahead},
            repeatable=True,
        )

    def get_model_summary(self, id: str) -> ModelSummary:
        """Get layers, output shapes and parameter counts."""
        return self._json("GET", f"/api/v1/models/{_segment(id)}/summary")

    def get_model_summary_text(self, id: str) -> str:
        """Get layers, output shapes and parameter counts, as text."""
        return self._text("GET", f"/api/v1/models/{_segment(id)}/summary", accept="text/plain")

    def trace_model(
        self,
        id: str,
        *,
        member: str | None = None,
        dataset: str | None = None,
        series: str | None = None,
        target: str | None = None,
        cutoff: str | None = None,
        step: int | None = None,
        layers: Sequence[str] | None = None,
        units: int | None = None,
        steps: int | None = None,
    ) -> Trace:
        """Look into a network while it forecasts."""
        return self._json(
            "GET",
            f"/api/v1/models/{_segment(id)}/trace",
            query={
                "member": member,
                "dataset": dataset,
                "series": series,
                "target": target,
                "cutoff": cutoff,
                "step": step,
                "layers": layers,
                "units": units,
                "steps": steps,
            },
        )

    def list_weights(self, id: str, *, member: str | None = None) -> Weights:
        """List the weight matrices of a network."""
        return self._json("GET", f"/api/v1/models/{_segment(id)}/weights", query={"member": member})

    def get_weight_matrix(
        self,
        id: str,
        matrix: str,
        *,
        member: str | None = None,
        rows: int | None = None,
        columns: int | None = None,
    ) -> WeightMatrix:
        """Get the values of a weight matrix."""
        return self._json(
            "GET",
            f"/api/v1/models/{_segment(id)}/weights/{_segment(matrix)}",
            query={"member": member, "rows": rows, "columns": columns},
        )

    def list_projects(self, *, limit: int | None = None) -> Pages[Project]:
        """List the projects of the caller, by name."""
        return self._pages("/api/v1/projects", query={"limit": limit})

    def create_project(
        self,
        body: ProjectRequest,
        *,
        idempotency_key: str | None = None,
    ) -> Project:
        """Create a project."""
        return self._json(
            "POST",
            "/api/v1/projects",
            body=body,
            headers={"Idempotency-Key": idempotency_key},
            repeatable=True,
        )

    def delete_project(self, project: str) -> None:
        """Delete a project that is empty."""
        return self._nothing("DELETE", f"/api/v1/projects/{_segment(project)}")

    def list_published_forecasts(self, *, limit: int | None = None) -> Pages[PublishedForecast]:
        """List published forecasts, by name."""
        return self._pages("/api/v1/published-forecasts", query={"limit": limit})

    def delete_published_forecast(self, forecast: str, *, if_match: str | None = None) -> None:
        """End the publication of forecasts."""
        return self._nothing(
            "DELETE",
            f"/api/v1/published-forecasts/{_segment(forecast)}",
            headers={"If-Match": if_match},
        )

    def get_published_forecast(self, forecast: str) -> PublishedForecast:
        """Get a published forecast."""
        return self._json("GET", f"/api/v1/published-forecasts/{_segment(forecast)}")

    def put_published_forecast(
        self,
        forecast: str,
        body: PublicationRequest,
        *,
        if_match: str | None = None,
    ) -> PublishedForecast:
        """Publish forecasts."""
        return self._json(
            "PUT",
            f"/api/v1/published-forecasts/{_segment(forecast)}",
            body=body,
            headers={"If-Match": if_match},
            repeatable=True,
        )

    def sign_out(self) -> None:
        """Sign the dashboard out."""
        return self._nothing("DELETE", "/api/v1/session")

    def get_session(self) -> Session:
        """Get who calls, and whether requests need a key."""
        return self._json("GET", "/api/v1/session")

    def sign_in(self, body: SignIn) -> Session:
        """Sign the dashboard in."""
        return self._json("POST", "/api/v1/session", body=body)

    def choose_project(self, body: ChosenProject) -> Session:
        """Choose the project of a sign-in."""
        return self._json("PUT", "/api/v1/session/project", body=body, repeatable=True)

    def list_streams(self, *, limit: int | None = None) -> Pages[StreamDescription]:
        """List streams in the order of their ids."""
        return self._pages("/api/v1/streams", query={"limit": limit})

    def delete_stream(self, id: str, *, if_match: str | None = None) -> None:
        """Delete a stream."""
        return self._nothing(
            "DELETE",
            f"/api/v1/streams/{_segment(id)}",
            headers={"If-Match": if_match},
        )

    def get_stream(self, id: str) -> StreamDescription:
        """Get a stream."""
        return self._json("GET", f"/api/v1/streams/{_segment(id)}")

    def put_stream(
        self,
        id: str,
        body: StreamRequest,
        *,
        if_match: str | None = None,
    ) -> StreamDescription:
        """Create or replace a stream."""
        return self._json(
            "PUT",
            f"/api/v1/streams/{_segment(id)}",
            body=body,
            headers={"If-Match": if_match},
            repeatable=True,
        )

    def follow_stream(
        self,
        id: str,
        *,
        horizon: int | None = None,
        levels: Sequence[float] | None = None,
        false_alarm_rate: float | None = None,
        last_event_id: int | None = None,
    ) -> Iterator[Event]:
        """Follow the forecasts of a stream."""
        return self._events(
            f"/api/v1/streams/{_segment(id)}/events",
            query={"horizon": horizon, "levels": levels, "falseAlarmRate": false_alarm_rate},
            last_event_id=last_event_id,
        )

    def observe(
        self,
        id: str,
        body: list[StreamObservation] | Rows,
        *,
        content_type: str | None = None,
        horizon: int | None = None,
        levels: Sequence[float] | None = None,
        false_alarm_rate: float | None = None,
    ) -> Predictions:
        """Add observations and forecast their series."""
        return self._json(
            "POST",
            f"/api/v1/streams/{_segment(id)}/observations",
            body=body,
            content_type=content_type,
            query={"horizon": horizon, "levels": levels, "falseAlarmRate": false_alarm_rate},
        )

    def observe_csv(
        self,
        id: str,
        body: list[StreamObservation] | Rows,
        *,
        content_type: str | None = None,
        horizon: int | None = None,
        levels: Sequence[float] | None = None,
        false_alarm_rate: float | None = None,
    ) -> str:
        """Add observations and forecast their series, as CSV."""
        return self._text(
            "POST",
            f"/api/v1/streams/{_segment(id)}/observations",
            accept="text/csv",
            body=body,
            content_type=content_type,
            query={"horizon": horizon, "levels": levels, "falseAlarmRate": false_alarm_rate},
        )

    def list_training_jobs(
        self,
        *,
        state: Literal["queued", "running", "paused", "succeeded", "failed", "cancelled"] | None = None,
        limit: int | None = None,
    ) -> Pages[TrainingJob]:
        """List jobs, newest first."""
        return self._pages("/api/v1/training-jobs", query={"state": state, "limit": limit})

    def start_training_job(
        self,
        body: JobRequest,
        *,
        idempotency_key: str | None = None,
    ) -> TrainingJob:
        """Train a model."""
        return self._json(
            "POST",
            "/api/v1/training-jobs",
            body=body,
            headers={"Idempotency-Key": idempotency_key},
            repeatable=True,
        )

    def start_training_job_dry_run(
        self,
        body: JobRequest,
        *,
        idempotency_key: str | None = None,
    ) -> DryRun:
        """Train a model: tell what it would need, but start nothing."""
        return self._json(
            "POST",
            "/api/v1/training-jobs",
            body=body,
            query={"dryRun": True},
            headers={"Idempotency-Key": idempotency_key},
            repeatable=True,
        )

    def delete_training_job(self, id: str, *, if_match: str | None = None) -> None:
        """Delete a job that has ended."""
        return self._nothing(
            "DELETE",
            f"/api/v1/training-jobs/{_segment(id)}",
            headers={"If-Match": if_match},
        )

    def get_training_job(self, id: str) -> TrainingJob:
        """Get a job."""
        return self._json("GET", f"/api/v1/training-jobs/{_segment(id)}")

    def cancel_training_job(self, id: str) -> TrainingJob:
        """Cancel a job."""
        return self._json("POST", f"/api/v1/training-jobs/{_segment(id)}/cancel")

    def follow_training_job(self, id: str, *, last_event_id: str | None = None) -> Iterator[Event]:
        """Follow a job."""
        return self._events(
            f"/api/v1/training-jobs/{_segment(id)}/events",
            last_event_id=last_event_id,
        )

    def extend_training_job(
        self,
        id: str,
        body: ExtensionRequest,
        *,
        idempotency_key: str | None = None,
    ) -> TrainingJob:
        """Train more epochs."""
        return self._json(
            "POST",
            f"/api/v1/training-jobs/{_segment(id)}/extend",
            body=body,
            headers={"Idempotency-Key": idempotency_key},
            repeatable=True,
        )

    def get_training_history(self, id: str) -> History:
        """Get losses and errors of each epoch."""
        return self._json("GET", f"/api/v1/training-jobs/{_segment(id)}/history")

    def get_training_history_csv(self, id: str) -> str:
        """Get losses and errors of each epoch, as CSV."""
        return self._text("GET", f"/api/v1/training-jobs/{_segment(id)}/history", accept="text/csv")

    def get_naive_loss(self, id: str) -> NaiveLoss:
        """Get the validation loss of the naive forecast."""
        return self._json("GET", f"/api/v1/training-jobs/{_segment(id)}/naive-loss")

    def pause_training_job(self, id: str) -> TrainingJob:
        """Pause a job."""
        return self._json("POST", f"/api/v1/training-jobs/{_segment(id)}/pause")

    def resume_training_job(self, id: str) -> TrainingJob:
        """Resume a paused job."""
        return self._json("POST", f"/api/v1/training-jobs/{_segment(id)}/resume")

    def retry_training_job(self, id: str) -> TrainingJob:
        """Try a failed job again."""
        return self._json("POST", f"/api/v1/training-jobs/{_segment(id)}/retry")

    def list_webhooks(self, *, limit: int | None = None) -> Pages[Webhook]:
        """List webhooks, newest first."""
        return self._pages("/api/v1/webhooks", query={"limit": limit})

    def create_webhook(
        self,
        body: WebhookRequest,
        *,
        idempotency_key: str | None = None,
    ) -> Webhook:
        """Create a webhook."""
        return self._json(
            "POST",
            "/api/v1/webhooks",
            body=body,
            headers={"Idempotency-Key": idempotency_key},
            repeatable=True,
        )

    def delete_webhook(self, id: str, *, if_match: str | None = None) -> None:
        """Delete a webhook and its deliveries."""
        return self._nothing(
            "DELETE",
            f"/api/v1/webhooks/{_segment(id)}",
            headers={"If-Match": if_match},
        )

    def get_webhook(self, id: str) -> Webhook:
        """Get a webhook."""
        return self._json("GET", f"/api/v1/webhooks/{_segment(id)}")

    def list_webhook_deliveries(self, id: str, *, limit: int | None = None) -> Pages[Delivery]:
        """List what was sent to a webhook, newest first."""
        return self._pages(f"/api/v1/webhooks/{_segment(id)}/deliveries", query={"limit": limit})

    def ping_webhook(self, id: str) -> None:
        """Send a test to a webhook."""
        return self._nothing("POST", f"/api/v1/webhooks/{_segment(id)}/ping")

    def renew_webhook_secret(self, id: str) -> Webhook:
        """Give a webhook a new secret."""
        return self._json("POST", f"/api/v1/webhooks/{_segment(id)}/secret")

    def list_problem_types(self) -> ProblemTypeDescriptions:
        """List problem types."""
        return self._json("GET", "/problems")

    def get_problem_type(self, name: str) -> ProblemTypeDescription:
        """Get one problem type."""
        return self._json("GET", f"/problems/{_segment(name)}")

    def forecast_by_kserve(self, body: KserveRequest) -> KserveAnswer:
        """Forecast by the protocol of KServe."""
        return self._json("POST", "/v1/timeseries/forecast", body=body, repeatable=True)
    # endregion


class Rondo(Operations):
    """The operations, and what takes several of them."""

    def train(
        self, body: JobRequest, *, progress: Callable[[Progress], None] | None = None
    ) -> Model:
        """Starts a training, waits for its end, and returns its model."""
        job = self.start_training_job(body)
        job = self.wait_for_training_job(job["id"], progress=progress)
        return self.get_model(job["modelId"] or "")

    def wait_for_training_job(
        self,
        id: str,
        *,
        progress: Callable[[Progress], None] | None = None,
        on_event: Callable[[Event], None] | None = None,
    ) -> TrainingJob:
        """Waits for the end of a job. Raises `JobNotSucceeded` if it fails or is cancelled."""
        id = self.get_training_job(id)["id"]
        _listen(self.follow_training_job(id), progress, on_event)
        job = self.get_training_job(id)
        if job["state"] != "succeeded":
            raise JobNotSucceeded(job)
        return job

    def wait_for_backtest(
        self,
        id: str,
        *,
        progress: Callable[[Progress], None] | None = None,
        on_event: Callable[[Event], None] | None = None,
    ) -> Backtest:
        """Waits for the end of a backtest. Raises `JobNotSucceeded` if it fails or is cancelled."""
        id = self.get_backtest(id)["id"]
        _listen(self.follow_backtest(id), progress, on_event)
        backtest = self.get_backtest(id)
        if backtest["state"] != "succeeded":
            raise JobNotSucceeded(backtest)
        return backtest

    def wait_for_retraining_run(
        self,
        alias: str,
        id: str,
        *,
        progress: Callable[[Progress], None] | None = None,
        interval: float = 1.0,
    ) -> RetrainingRun:
        """Asks for a run until it has ended. Raises `JobNotSucceeded` if it fails or is cancelled."""
        while True:
            run = self.get_retraining_run(alias, id)
            if run["state"] == "succeeded":
                return run
            if run["state"] not in ("queued", "running"):
                raise JobNotSucceeded(run)
            current = run.get("progress")
            if progress and current:
                progress(current)
            time.sleep(interval)


def _listen(
    events: Iterator[Event],
    progress: Callable[[Progress], None] | None,
    on_event: Callable[[Event], None] | None,
) -> None:
    for event in events:
        if on_event:
            on_event(event)
        if progress and event.name == "progress":
            progress(event.data)


# region types (written by ClientSourcesTest from docs/openapi.json)


class Adam(TypedDict):
    beta1: NotRequired[float]
    beta2: NotRequired[float]
    epsilon: NotRequired[float]
    learningRate: NotRequired[LearningRate]
    type: Literal["adam"]


class AdamW(TypedDict):
    beta1: NotRequired[float]
    beta2: NotRequired[float]
    epsilon: NotRequired[float]
    learningRate: NotRequired[LearningRate]
    type: Literal["adam-w"]
    weightDecay: NotRequired[float]


class Adjusted(TypedDict):
    member: MemberSpec
    type: Literal["adjusted"]


class Alias(TypedDict):
    changedAt: str
    modelId: str
    name: str


class AliasChange(TypedDict):
    changedAt: str
    id: str
    modelId: str
    reason: NotRequired[str | None]
    undone: bool


class AliasRequest(TypedDict):
    modelId: str
    reason: NotRequired[str | None]


class AnomalyAnswer(TypedDict):
    ahead: int
    alarms: int
    falseAlarmRate: float
    heldOut: list[HeldOutAlarms]
    modelId: str
    rate: float | None
    scored: int
    series: list[SeriesAnomalies]
    warnings: list[str]


class AnomalyRequest(TypedDict):
    ahead: NotRequired[int | None]
    dataset: NotRequired[AnomalyRequestPart | None]
    falseAlarmRate: NotRequired[float | None]
    series: NotRequired[list[PredictionRequestRawSeries] | None]


AnomalyRequestPart = TypedDict(
    "AnomalyRequestPart",
    {
        "from": 'NotRequired[str | None]',
        "id": 'str',
        "series": 'NotRequired[list[str] | None]',
        "to": 'NotRequired[str | None]',
    },
)


class ApiKey(TypedDict):
    beginning: str
    createdAt: str
    createdBy: str
    expiresAt: NotRequired[str | None]
    id: str
    lastUsedAt: NotRequired[str | None]
    name: str
    projects: NotRequired[list[str] | None]
    revokedAt: NotRequired[str | None]
    role: Literal["reader", "trainer", "admin"]


class Appended(TypedDict):
    appended: int
    datasetId: str
    fingerprint: str
    gaps: int
    newSeries: int
    replaced: int
    report: Report
    unchanged: int
    version: int


class AuditEntry(TypedDict):
    at: str
    caller: str
    id: str
    keyId: NotRequired[str | None]
    method: str
    path: str
    project: NotRequired[str | None]
    requestId: str
    role: Literal["reader", "trainer", "admin"]
    status: int


class Auto(TypedDict):
    ensemble: NotRequired[EnsembleRequest | None]
    holidays: NotRequired[HolidayRegion | None]
    maxDuration: NotRequired[str]
    season: NotRequired[int | None]
    seed: NotRequired[int]
    type: Literal["auto"]


class AutoRequest(TypedDict):
    ensemble: NotRequired[EnsembleRequest | None]
    holidays: NotRequired[HolidayRegion | None]
    horizon: NotRequired[int | None]
    maxDuration: NotRequired[str | None]
    season: NotRequired[int | None]
    seed: int


class AutoResultMemberScore(TypedDict):
    loss: NotRequired[float | None]
    name: str
    weight: float


class Autoregressive(TypedDict):
    coefficients: NotRequired[list[float]]
    noise: NotRequired[float]
    seed: NotRequired[int]
    series: NotRequired[int]
    steps: NotRequired[int]
    type: Literal["autoregressive"]


class Backtest(TypedDict):
    attempt: int
    createdAt: str
    datasetId: str
    finishedAt: NotRequired[str | None]
    id: str
    name: str
    priority: int
    problem: NotRequired[Problem | None]
    progress: Progress
    report: NotRequired[BacktestReport | None]
    specification: BacktestSpec
    startedAt: NotRequired[str | None]
    state: Literal["queued", "running", "paused", "succeeded", "failed", "cancelled"]


class BacktestDryRun(TypedDict):
    candidates: list[BacktestWork]
    datasetId: str
    fits: int
    memoryBytes: int
    name: str
    origins: list[BacktestOrigin]
    refusals: list[Fault]
    specification: BacktestSpec
    unscored: list[str]
    unscoredCount: int
    values: int


class BacktestErrorRow(TypedDict):
    candidate: str
    errors: BacktestErrors
    seriesId: NotRequired[str | None]
    step: NotRequired[int | None]
    target: NotRequired[str | None]


class BacktestErrorTable(TypedDict):
    items: list[BacktestErrorRow]
    levels: list[float]


class BacktestErrors(TypedDict):
    crps: NotRequired[float | None]
    intervals: list[BacktestIntervalErrors]
    mae: NotRequired[float | None]
    mase: NotRequired[float | None]
    owa: NotRequired[float | None]
    pinball: NotRequired[float | None]
    rmse: NotRequired[float | None]
    rmsse: NotRequired[float | None]
    smape: NotRequired[float | None]
    values: int
    weightedQuantileLoss: NotRequired[float | None]


class BacktestForecast(TypedDict):
    actual: list[float | None]
    candidate: str
    cutoff: str
    forecast: list[float]
    intervals: list[BacktestInterval]
    seriesId: str
    target: NotRequired[str | None]
    times: list[str]


class BacktestForecasts(TypedDict):
    forecasts: list[BacktestForecast]
    levels: list[float]


class BacktestInterval(TypedDict):
    level: float
    lower: list[float]
    upper: list[float]


class BacktestIntervalErrors(TypedDict):
    coverage: NotRequired[float | None]
    level: float
    msis: NotRequired[float | None]
    width: NotRequired[float | None]


class BacktestOrigin(TypedDict):
    cutoff: str
    latestCutoff: NotRequired[str | None]
    series: int


class BacktestReport(TypedDict):
    frequency: str
    incomplete: NotRequired[IncompleteBacktest | None]
    leaderboard: list[LeaderboardRow]
    levels: list[float]
    measure: Literal["mase", "mae", "rmse", "smape", "rmsse", "owa", "pinball", "weighted-quantile-loss", "crps", "msis"]
    series: int
    targets: list[str]
    timeZone: str
    unscored: list[str]
    unscoredCount: int
    warnings: list[str]


class BacktestRequest(TypedDict):
    candidates: NotRequired[list[Candidate] | None]
    cutoffs: NotRequired[list[str] | None]
    datasetId: str
    horizon: NotRequired[int | None]
    levels: NotRequired[list[float] | None]
    name: NotRequired[str | None]
    origins: NotRequired[int | None]
    priority: NotRequired[int | None]
    refit: NotRequired[Literal["every-origin", "once"] | None]
    season: NotRequired[int | None]
    stride: NotRequired[int | None]


class BacktestResultSeriesFailure(TypedDict):
    origin: int
    problem: str
    seriesId: str


class BacktestSpec(TypedDict):
    candidates: list[Candidate]
    cutoffs: list[str]
    horizon: int
    levels: list[float]
    origins: int
    period: int
    refit: Literal["every-origin", "once"]
    season: int
    stride: int


class BacktestWork(TypedDict):
    candidate: str
    fits: int


class Baseline(TypedDict):
    name: str
    type: Literal["baseline"]


class BySeries(TypedDict):
    test: NotRequired[float]
    train: NotRequired[float]
    type: Literal["by-series"]
    validation: NotRequired[float]


class ByTime(TypedDict):
    test: NotRequired[float | None]
    testStart: NotRequired[str | None]
    train: NotRequired[float | None]
    type: Literal["by-time"]
    validation: NotRequired[float | None]
    validationStart: NotRequired[str | None]


class Calendar(TypedDict):
    type: Literal["calendar"]
    waves: int
    weekdays: bool
    years: int


Candidate = Union["Auto", "Baseline", "Network", "StoredModel"]


Cell = Union["SimpleRnn", "Lstm", "Gru"]


class ChosenProject(TypedDict):
    name: str


class Classical(TypedDict):
    method: str
    season: int
    type: Literal["classical"]


class Column(TypedDict):
    name: str
    role: Literal["target", "past-covariate", "future-covariate"]


class Constant(TypedDict):
    rate: NotRequired[float]
    type: Literal["constant"]
    warmUpSteps: NotRequired[int]


class Cosine(TypedDict):
    finalRate: NotRequired[float]
    rate: NotRequired[float]
    type: Literal["cosine"]
    warmUpSteps: NotRequired[int]


class CoverageDrift(TypedDict):
    active: bool
    found: NotRequired[str | None]
    kind: NotRequired[Literal["narrow", "wide"] | None]
    lower: float
    measured: NotRequired[float | None]
    since: NotRequired[str | None]
    statistic: float
    threshold: float
    upper: float
    values: int


class CreatedKey(TypedDict):
    key: ApiKey
    text: str


class Curve(TypedDict):
    column: int
    deviation: float
    knots: list[float]
    mean: float
    steps: int
    type: Literal["curve"]
    waves: int


class DamagedRow(TypedDict):
    detail: str
    key: str
    table: str


class Dataset(TypedDict):
    bytes: int
    columns: list[Column]
    createdAt: str
    fingerprint: str
    frequency: str
    id: str
    missing: int
    name: str
    origin: Origin
    report: Report
    shape: DatasetShape
    staticColumns: NotRequired[list[StaticColumn] | None]
    table: NotRequired[TableColumns | None]
    timeRange: DatasetTimeRange
    timeZone: str
    version: int


class DatasetShape(TypedDict):
    features: int
    series: int
    steps: DatasetSteps


class DatasetSteps(TypedDict):
    max: int
    min: int


class DatasetTimeRange(TypedDict):
    end: str
    start: str


class Decision(TypedDict):
    decision: str
    value: str
    why: str


class Delivery(TypedDict):
    attempts: int
    createdAt: str
    deliveredAt: NotRequired[str | None]
    event: Literal["job-succeeded", "job-failed", "job-cancelled", "model-drifted", "coverage-drifted", "ping"]
    id: str
    lastError: NotRequired[str | None]
    lastStatus: NotRequired[int | None]
    nextAttemptAt: NotRequired[str | None]


class DifferenceToBest(TypedDict):
    lower: NotRequired[float | None]
    mean: NotRequired[float | None]
    over: Literal["series", "origins"]
    pairs: int
    standardError: NotRequired[float | None]
    upper: NotRequired[float | None]


class Drift(TypedDict):
    active: bool
    errors: int
    found: NotRequired[str | None]
    kind: NotRequired[Literal["higher", "lower", "larger"] | None]
    since: NotRequired[str | None]
    statistic: float
    threshold: float


class DryRun(TypedDict):
    automatic: NotRequired[AutoRequest | None]
    datasetId: str
    estimate: NotRequired[Estimate | None]
    memoryBytes: NotRequired[int | None]
    name: str
    plan: NotRequired[list[Decision] | None]
    specification: NotRequired[ModelSpec | None]


class EarlyStopping(TypedDict):
    minDelta: NotRequired[float]
    patience: NotRequired[int]


class EffectSpec(TypedDict):
    columns: list[EffectSpecColumnError]
    features: list[Feature]
    lag: int
    penalty: float
    scaled: bool


EffectSpecColumnError = TypedDict(
    "EffectSpecColumnError",
    {
        "column": 'str',
        "with": 'float',
        "without": 'float',
    },
)


class EncoderDecoder(TypedDict):
    type: Literal["encoder-decoder"]


class EnsembleRequest(TypedDict):
    covariates: NotRequired[list[str] | None]
    fallback: NotRequired[bool | None]
    methods: NotRequired[list[str] | None]
    networks: NotRequired[list[NetworkRequest] | None]
    origins: NotRequired[int | None]
    ridges: NotRequired[list[RidgeRequest] | None]
    stride: NotRequired[int | None]
    weights: NotRequired[Literal["equal", "hold-out"] | None]


class EnsembleSpec(TypedDict):
    effect: NotRequired[EffectSpec | None]
    errors: NotRequired[EnsembleSpecErrorShape | None]
    horizon: int
    lag: int
    lowest: NotRequired[float | None]
    members: list[EnsembleSpecWeightedMember]


class EnsembleSpecErrorShape(TypedDict):
    counts: list[int]
    last: list[int]
    paths: int


class EnsembleSpecWeightedMember(TypedDict):
    member: MemberSpec
    numbers: int
    weight: float


class ErrorProfileAutocorrelation(TypedDict):
    bound: float
    lag: int
    pairs: int
    value: float


class ErrorProfileBaselineError(TypedDict):
    mae: NotRequired[float | None]
    name: str


class ErrorProfileSeriesErrors(TypedDict):
    mae: float
    mase: NotRequired[float | None]
    seriesId: str
    target: str
    values: int


ErrorProfileStepErrors = TypedDict(
    "ErrorProfileStepErrors",
    {
        "baselines": 'list[ErrorProfileBaselineError]',
        "from": 'int',
        "model": 'NotRequired[float | None]',
        "to": 'int',
    },
)


class Estimate(TypedDict):
    duration: NotRequired[str | None]
    layers: list[LayerSummary]
    memoryBytes: int
    parameters: int
    testWindows: int
    validationWindows: int
    warnings: list[str]
    windows: int


class Evaluation(TypedDict):
    coverage: NotRequired[list[EvaluationCoverage] | None]
    seasons: NotRequired[Seasons | None]
    test: NotRequired[EvaluationPart | None]
    validation: NotRequired[EvaluationPart | None]
    warnings: list[str]


class EvaluationBaselineScores(TypedDict):
    name: str
    scores: EvaluationMeasures


class EvaluationCoverage(TypedDict):
    level: float
    measured: float
    values: int


class EvaluationMeasures(TypedDict):
    lastStepMse: NotRequired[float | None]
    mae: NotRequired[float | None]
    mase: NotRequired[float | None]
    mse: NotRequired[float | None]
    perSeries: NotRequired[EvaluationPerSeries | None]
    rmse: NotRequired[float | None]
    smape: NotRequired[float | None]


class EvaluationPart(TypedDict):
    baselines: list[EvaluationBaselineScores]
    bestBaseline: str
    comparedBy: Literal["mse", "mae", "rmse", "smape", "mase"]
    model: EvaluationMeasures
    season: int
    skill: NotRequired[float | None]
    windows: int


class EvaluationPerSeries(TypedDict):
    count: int
    mase: NotRequired[float | None]
    smape: NotRequired[float | None]


class EvaluationSpec(TypedDict):
    season: NotRequired[int | None]


class Expected(TypedDict):
    coverage: list[EvaluationCoverage]
    mae: NotRequired[float | None]
    mase: NotRequired[float | None]
    part: NotRequired[str | None]
    rmse: NotRequired[float | None]


class ExtensionRequest(TypedDict):
    epochs: int
    name: NotRequired[str | None]
    priority: NotRequired[int | None]


class Fault(TypedDict):
    column: NotRequired[int | None]
    detail: str
    line: NotRequired[int | None]
    parameter: NotRequired[str | None]
    pointer: NotRequired[str | None]


Feature = Union["Curve", "Levels", "Calendar"]


class ForecastColumnEffect(TypedDict):
    column: str
    difference: list[float]


class ForecastInterval(TypedDict):
    level: float
    lower: list[float]
    upper: list[float]


class ForecastQuantile(TypedDict):
    level: float
    values: list[float]


class ForecastTotal(TypedDict):
    intervals: list[ForecastTotalInterval]
    median: float


class ForecastTotalInterval(TypedDict):
    level: float
    lower: float
    upper: float


FoundAnomaly = TypedDict(
    "FoundAnomaly",
    {
        "firstStep": 'int',
        "from": 'NotRequired[str | None]',
        "kind": 'Literal["point", "level-shift", "gap"]',
        "lastStep": 'int',
        "score": 'float | None',
        "to": 'NotRequired[str | None]',
    },
)


class GenerateRequest(TypedDict):
    generator: Generator
    name: NotRequired[str | None]


class GeneratedPreview(TypedDict):
    columns: list[Column]
    frequency: str
    series: list[GeneratedPreviewSeries]


class GeneratedPreviewSeries(TypedDict):
    id: str
    timestamps: list[str]
    values: list[list[float]]


Generator = Union["SineWaves", "TrendSeason", "RandomWalk", "Autoregressive", "Multivariate"]


class GradientClipping(TypedDict):
    maxNorm: NotRequired[float]


class Gru(TypedDict):
    type: Literal["gru"]


class HeldOutAlarms(TypedDict):
    errors: int
    rate: float | None
    target: str


class HierarchyAnswer(TypedDict):
    levels: list[list[str]]
    method: Literal["bottom-up", "ols", "weighted-least-squares", "minimum-trace"]
    origins: int
    series: int
    shrinkage: NotRequired[list[float]]
    sums: int


class HierarchyRequest(TypedDict):
    ended: NotRequired[Literal["refuse", "leave-out"] | None]
    levels: list[list[str]]
    method: NotRequired[Literal["bottom-up", "ols", "weighted-least-squares", "minimum-trace"] | None]


class History(TypedDict):
    epochs: list[HistoryRow]


class HistoryErrors(TypedDict):
    mae: NotRequired[float | None]
    mse: NotRequired[float | None]


class HistoryRow(TypedDict):
    duration: str
    epoch: int
    gradientNorm: NotRequired[float | None]
    learningRate: float
    loss: NotRequired[float | None]
    metrics: HistoryErrors
    validationLoss: NotRequired[float | None]
    validationMetrics: NotRequired[HistoryErrors | None]


class HolidayRegion(TypedDict):
    country: str
    region: NotRequired[str | None]


class Huber(TypedDict):
    delta: NotRequired[float]
    type: Literal["huber"]


class IncompleteBacktest(TypedDict):
    finishedOrigins: int
    origins: int


class JobRequest(TypedDict):
    datasetId: str
    ensemble: NotRequired[EnsembleRequest | None]
    evaluation: NotRequired[EvaluationSpec | None]
    holidays: NotRequired[HolidayRegion | None]
    horizon: NotRequired[int | None]
    maxDuration: NotRequired[str | None]
    name: NotRequired[str | None]
    network: NotRequired[NetworkSpec | None]
    priority: NotRequired[int | None]
    scaler: NotRequired[Scaler | None]
    season: NotRequired[int | None]
    seed: NotRequired[int | None]
    split: NotRequired[Split | None]
    training: NotRequired[TrainingSpec | None]
    window: NotRequired[WindowSpec | None]


class KeptForecast(TypedDict):
    createdAt: str
    datasetId: str
    id: str
    intervals: list[ForecastInterval]
    median: list[float]
    origin: str
    seriesId: str
    target: NotRequired[str | None]


class KeyRequest(TypedDict):
    expiresAt: NotRequired[str | None]
    name: str
    projects: NotRequired[list[str] | None]
    role: Literal["reader", "trainer", "admin"]


class KnownInputs(TypedDict):
    features: list[Feature]


class KserveAnswer(TypedDict):
    created_at: int
    error: NotRequired[KserveAnswerFailure | None]
    id: str
    model: str
    outputs: list[KserveAnswerOutput]
    status: Literal["completed", "partial", "error"]
    usage: KserveAnswerUsage
    warnings: list[str]


class KserveAnswerContent(TypedDict):
    frequency: str
    mean_forecast: Any
    name: str
    quantiles: NotRequired[dict[str, Any] | None]
    start_timestamp: str
    type: str


class KserveAnswerFailure(TypedDict):
    code: NotRequired[str | None]
    message: str
    param: NotRequired[str | None]
    type: str


class KserveAnswerOutput(TypedDict):
    content: list[KserveAnswerContent]
    error: NotRequired[KserveAnswerFailure | None]
    id: str
    status: Literal["completed", "partial", "error"]
    type: str


class KserveAnswerUsage(TypedDict):
    completion_tokens: int
    prompt_tokens: int
    total_tokens: int


class KserveRequest(TypedDict):
    inputs: list[KserveRequestInput]
    model: str
    options: KserveRequestOptions


class KserveRequestInput(TypedDict):
    frequency: str
    name: str
    series: Any
    start_timestamp: NotRequired[str | None]
    type: str


class KserveRequestOptions(TypedDict):
    horizon: int
    quantiles: NotRequired[list[float] | None]


class LastSteps(TypedDict):
    test: int
    type: Literal["last-steps"]
    validation: int


class LayerSummary(TypedDict):
    name: str
    outputShape: list[int]
    parameters: int
    type: str


class LeaderboardRow(TypedDict):
    candidate: str
    difference: NotRequired[DifferenceToBest | None]
    errors: BacktestErrors
    failureCount: int
    failures: list[BacktestResultSeriesFailure]
    fits: int
    fitting: str
    number: int
    problem: NotRequired[str | None]
    standing: Literal["best", "worse", "not-distinguishable", "not-ranked"]
    statement: str


LearningRate = Union["Constant", "StepDecay", "Cosine"]


class Levels(TypedDict):
    column: int
    levels: list[float]
    type: Literal["levels"]
    waves: int


Loss = Union["Mse", "Mae", "Huber", "Pinball"]


class Lstm(TypedDict):
    type: Literal["lstm"]


class Mae(TypedDict):
    type: Literal["mae"]


class Measured(TypedDict):
    bias: NotRequired[float | None]
    coverage: list[EvaluationCoverage]
    mae: NotRequired[float | None]
    mase: NotRequired[float | None]
    pinball: NotRequired[float | None]
    rmse: NotRequired[float | None]
    steps: int


MeasuredCoverage = TypedDict(
    "MeasuredCoverage",
    {
        "from": 'int',
        "level": 'float',
        "measured": 'float',
        "to": 'int',
        "values": 'int',
    },
)


MemberSpec = Union["Classical", "Ridge", "Segmented", "Adjusted"]


class MinMax(TypedDict):
    type: Literal["min-max"]


class Model(TypedDict):
    automatic: NotRequired[TrainedEnsemble | None]
    columns: list[Column]
    createdAt: str
    datasetId: NotRequired[str | None]
    datasetVersion: NotRequired[int | None]
    evaluation: Evaluation
    frequency: str
    horizon: int
    id: str
    jobId: NotRequired[str | None]
    name: str
    parameters: int
    provenance: Provenance
    specification: NotRequired[ModelSpec | None]
    timeZone: str
    trainedUntil: NotRequired[str | None]
    warnings: list[str]


class ModelErrors(TypedDict):
    autocorrelation: list[ErrorProfileAutocorrelation]
    modelId: str
    part: NotRequired[Literal["test", "validation", "hold-out"] | None]
    residuals: list[SeriesResiduals]
    steps: list[ErrorProfileStepErrors]
    worst: list[ErrorProfileSeriesErrors]


class ModelPerformance(TypedDict):
    coverageDrift: CoverageDrift
    drift: Drift
    expected: Expected
    finishedSteps: int
    forecasts: int
    horizons: list[ModelPerformanceHorizon]
    modelId: str
    overall: Measured
    pendingSteps: int
    series: int
    warnings: list[str]


ModelPerformanceHorizon = TypedDict(
    "ModelPerformanceHorizon",
    {
        "expectedCoverage": 'list[EvaluationCoverage]',
        "from": 'int',
        "measured": 'Measured',
        "to": 'int',
    },
)


class ModelSpec(TypedDict):
    evaluation: EvaluationSpec
    network: NetworkSpec
    scaler: Scaler
    seed: int
    split: Split
    training: TrainingSpec
    window: WindowSpec


class ModelSummary(TypedDict):
    bytes: int
    layers: list[LayerSummary]
    name: str
    parameters: int


class Mse(TypedDict):
    type: Literal["mse"]


class Multivariate(TypedDict):
    noise: NotRequired[float]
    seed: NotRequired[int]
    series: NotRequired[int]
    steps: NotRequired[int]
    targets: NotRequired[int]
    type: Literal["multivariate"]


class NaiveLoss(TypedDict):
    loss: NotRequired[float | None]


class Network(TypedDict):
    evaluation: NotRequired[EvaluationSpec]
    network: NotRequired[NetworkSpec]
    scaler: NotRequired[Scaler]
    seed: NotRequired[int]
    split: NotRequired[Split]
    training: NotRequired[TrainingSpec]
    type: Literal["network"]
    window: NotRequired[WindowSpec]


class NetworkChoice(TypedDict):
    base: int
    batchSize: int
    cell: Cell
    known: NotRequired[KnownInputs | None]
    learningRate: float
    lookback: int
    segment: int
    skip: bool
    steps: int
    units: Literal["log", "level", "spread", "revin", "count"]
    width: int


class NetworkRequest(TypedDict):
    base: NotRequired[int | None]
    batchSize: NotRequired[int | None]
    cell: NotRequired[Cell | None]
    learningRate: NotRequired[float | None]
    lookback: NotRequired[int | None]
    segment: NotRequired[int | None]
    skip: NotRequired[bool | None]
    steps: NotRequired[int | None]
    units: NotRequired[Literal["log", "level", "spread", "revin", "count"] | None]
    width: NotRequired[int | None]


class NetworkSpec(TypedDict):
    cell: NotRequired[Cell]
    dropout: NotRequired[float]
    head: NotRequired[Literal["dense", "none"]]
    topology: NotRequired[Topology]
    units: NotRequired[list[int]]


class None_(TypedDict):
    type: Literal["none"]


class ObservedScore(TypedDict):
    alarm: bool
    expected: float | None
    lower: float | None
    probability: float | None
    score: float | None
    step: int
    timestamp: NotRequired[str | None]
    upper: float | None
    value: float


Optimizer = Union["Sgd", "RmsProp", "Adam", "AdamW"]


class Origin(TypedDict):
    fileName: NotRequired[str | None]
    generator: NotRequired[Generator | None]
    kind: Literal["uploaded", "generated", "prometheus"]
    mediaType: NotRequired[str | None]
    prometheus: NotRequired[PrometheusQuery | None]


class PairedDifference(TypedDict):
    lower: float
    mean: float
    over: Literal["series", "origins"]
    pairs: int
    standardError: float
    upper: float


class PerSeries(TypedDict):
    type: Literal["per-series"]


class PerWindow(TypedDict):
    type: Literal["per-window"]


class Pinball(TypedDict):
    levels: NotRequired[list[float]]
    type: Literal["pinball"]


class PredictionRequest(TypedDict):
    ahead: NotRequired[list[PredictionRequestAheadPart] | None]
    correct: NotRequired[bool | None]
    dataset: NotRequired[PredictionRequestDatasetPart | None]
    explain: NotRequired[bool | None]
    hierarchy: NotRequired[HierarchyRequest | None]
    horizon: NotRequired[int | None]
    keep: NotRequired[bool | None]
    levels: NotRequired[list[float] | None]
    missingAhead: NotRequired[Literal["last", "mean"] | None]
    paths: NotRequired[int | None]
    quantiles: NotRequired[list[float] | None]
    series: NotRequired[list[PredictionRequestRawSeries] | None]
    total: NotRequired[bool | None]


class PredictionRequestAheadPart(TypedDict):
    column: str
    series: NotRequired[str | None]
    values: Any


class PredictionRequestDatasetPart(TypedDict):
    cutoff: NotRequired[str | None]
    id: str
    series: NotRequired[list[str] | None]


class PredictionRequestRawSeries(TypedDict):
    id: NotRequired[str | None]
    start: NotRequired[str | None]
    statics: NotRequired[Any]
    values: Any


class Predictions(TypedDict):
    datasetVersion: NotRequired[int | None]
    forecasts: list[SeriesForecast]
    hierarchy: NotRequired[HierarchyAnswer | None]
    levels: list[float]
    modelId: str
    warnings: list[str]


class Problem(TypedDict):
    detail: str
    errors: list[Fault]
    incident: NotRequired[str | None]
    instance: NotRequired[str | None]
    requestId: NotRequired[str | None]
    status: int
    title: str
    type: str


class ProblemTypeDescription(TypedDict):
    description: str
    status: int
    title: str
    type: str


class ProblemTypeDescriptions(TypedDict):
    items: list[ProblemTypeDescription]


class Progress(TypedDict):
    batch: int
    batches: int
    epoch: int
    epochs: int
    fraction: float
    remaining: NotRequired[str | None]
    stage: NotRequired[str | None]


class Project(TypedDict):
    createdAt: str
    name: str


class ProjectRequest(TypedDict):
    name: str


class PrometheusQuery(TypedDict):
    query: str
    url: str


class PrometheusRequest(TypedDict):
    end: NotRequired[str | None]
    name: NotRequired[str | None]
    query: str
    start: str
    step: str
    url: str


class Provenance(TypedDict):
    bestEpoch: int
    cancelled: bool
    datasetFingerprint: str
    duration: str
    epochs: int
    javaVersion: str
    kernels: str
    seed: int
    version: str
    weightsHash: str


class PublicationRequest(TypedDict):
    ahead: NotRequired[str | None]
    alias: NotRequired[str | None]
    datasetId: str
    every: NotRequired[str | None]
    level: NotRequired[float | None]
    modelId: NotRequired[str | None]


class PublishedForecast(TypedDict):
    ahead: str
    alias: NotRequired[str | None]
    createdAt: str
    datasetId: str
    every: str
    lastObservation: NotRequired[str | None]
    level: NotRequired[float | None]
    metrics: list[str]
    modelId: NotRequired[str | None]
    name: str
    problem: NotRequired[str | None]
    refreshedAt: NotRequired[str | None]
    series: int


class RandomWalk(TypedDict):
    deviation: NotRequired[float]
    drift: NotRequired[float]
    seed: NotRequired[int]
    series: NotRequired[int]
    steps: NotRequired[int]
    type: Literal["random-walk"]


class Report(TypedDict):
    findings: list[ReportFinding]


class ReportFinding(TypedDict):
    count: int
    detail: str
    kind: Literal["inferred", "repaired", "dropped", "warning"]
    lines: list[int]
    subject: str


class Retraining(TypedDict):
    alias: str
    changedAt: str
    nextRunAt: NotRequired[str | None]
    policy: RetrainingPolicy


class RetrainingComparison(TypedDict):
    challenger: NotRequired[float | None]
    champion: NotRequired[float | None]
    first: str
    gain: NotRequired[PairedDifference | None]
    horizon: int
    last: str
    measure: Literal["mase", "mae", "rmse", "smape", "rmsse", "owa", "pinball", "weighted-quantile-loss", "crps", "msis"]
    origins: int
    stride: int


class RetrainingDecision(TypedDict):
    challengerId: NotRequired[str | None]
    championId: str
    comparison: NotRequired[RetrainingComparison | None]
    datasetVersion: int
    outcome: Literal["promoted", "kept", "not-compared", "superseded"]
    reason: str
    warnings: list[str]


class RetrainingPolicy(TypedDict):
    challenger: NotRequired[Candidate | None]
    datasetId: NotRequired[str | None]
    minimumGain: NotRequired[float]
    onDrift: NotRequired[bool]
    refit: NotRequired[Literal["every-origin", "once"]]
    schedule: NotRequired[str | None]
    timeZone: NotRequired[str]
    warm: NotRequired[bool]


class RetrainingRun(TypedDict):
    alias: str
    cause: Literal["schedule", "drift", "retry", "request"]
    createdAt: str
    decision: NotRequired[RetrainingDecision | None]
    finishedAt: NotRequired[str | None]
    id: str
    problem: NotRequired[Problem | None]
    progress: NotRequired[Progress | None]
    startedAt: NotRequired[str | None]
    state: Literal["queued", "running", "paused", "succeeded", "failed", "cancelled"]


class Ridge(TypedDict):
    columns: NotRequired[RidgeColumns | None]
    lookback: int
    scaled: bool
    season: int
    type: Literal["ridge"]


class RidgeColumns(TypedDict):
    categories: list[RidgeColumnsFixedCategory]
    errors: NotRequired[list[EffectSpecColumnError] | None]
    lags: int
    numbers: list[RidgeColumnsFixedNumber]
    past: list[RidgeColumnsPastColumn]


class RidgeColumnsFixedCategory(TypedDict):
    levels: list[str]
    name: str


class RidgeColumnsFixedNumber(TypedDict):
    deviation: float
    mean: float
    name: str


class RidgeColumnsPastColumn(TypedDict):
    column: int
    deviation: float
    mean: float
    name: str


class RidgeRequest(TypedDict):
    lookback: NotRequired[int | None]
    scaled: NotRequired[bool | None]
    season: NotRequired[int | None]


class RmsProp(TypedDict):
    epsilon: NotRequired[float]
    learningRate: NotRequired[LearningRate]
    rho: NotRequired[float]
    type: Literal["rms-prop"]


Scaler = Union["None_", "Standard", "MinMax", "PerSeries", "PerWindow"]


class ScoredObservation(TypedDict):
    expected: float | None
    kind: NotRequired[Literal["point", "level-shift", "gap"] | None]
    lower: float | None
    probability: float | None
    score: float | None
    step: int
    timestamp: NotRequired[str | None]
    upper: float | None
    value: float | None


class Seasons(TypedDict):
    mase: SeasonsChoice
    seasonalNaive: SeasonsChoice


class SeasonsChoice(TypedDict):
    reason: str
    steps: int


class Segmented(TypedDict):
    network: NetworkChoice
    number: int
    type: Literal["segmented"]


class Seq2Seq(TypedDict):
    type: Literal["seq2seq"]


class Seq2Vec(TypedDict):
    type: Literal["seq2vec"]


class SeriesAnomalies(TypedDict):
    alarms: int
    anomalies: list[FoundAnomaly]
    observations: list[ScoredObservation]
    scored: int
    seriesId: str
    target: NotRequired[str | None]


class SeriesForecast(TypedDict):
    directSteps: NotRequired[int | None]
    effects: NotRequired[list[ForecastColumnEffect] | None]
    group: NotRequired[dict[str, str] | None]
    intervals: list[ForecastInterval]
    level: NotRequired[list[str] | None]
    mean: list[float]
    median: list[float]
    observations: NotRequired[list[ObservedScore] | None]
    paths: NotRequired[list[list[float]] | None]
    problem: NotRequired[str | None]
    quantiles: NotRequired[list[ForecastQuantile]]
    seriesId: str
    steps: list[int]
    target: NotRequired[str | None]
    timestamps: NotRequired[list[str] | None]
    total: NotRequired[ForecastTotal | None]


class SeriesPerformance(TypedDict):
    coverageDrift: CoverageDrift
    datasetId: str
    drift: Drift
    finishedSteps: int
    forecasts: int
    overall: Measured
    pendingSteps: int
    seriesId: str
    target: NotRequired[str | None]


class SeriesResiduals(TypedDict):
    seriesId: str
    target: str
    timestamps: list[str]
    values: list[float]


class SeriesSummary(TypedDict):
    end: str
    id: str
    missing: int
    start: str
    statics: NotRequired[dict[str, Any]]
    steps: int


class SeriesValues(TypedDict):
    columns: list[str]
    frequency: str
    gaps: NotRequired[list[str]]
    id: str
    start: str
    steps: int
    timestamps: list[str]
    values: list[list[float | None]]


class Session(TypedDict):
    name: NotRequired[str | None]
    openId: bool
    project: NotRequired[str | None]
    projects: list[str]
    required: bool
    role: NotRequired[Literal["reader", "trainer", "admin"] | None]


class Sgd(TypedDict):
    learningRate: NotRequired[LearningRate]
    momentum: NotRequired[float]
    type: Literal["sgd"]


class SignIn(TypedDict):
    key: str


class SimpleRnn(TypedDict):
    activation: NotRequired[Literal["tanh", "relu"]]
    type: Literal["simple-rnn"]


class SineWaves(TypedDict):
    noise: NotRequired[float]
    seed: NotRequired[int]
    series: NotRequired[int]
    steps: NotRequired[int]
    type: Literal["sine-waves"]


Split = Union["BySeries", "ByTime", "LastSteps"]


class Standard(TypedDict):
    type: Literal["standard"]


class StaticColumn(TypedDict):
    kind: Literal["number", "category"]
    name: str


class StepDecay(TypedDict):
    everyEpochs: NotRequired[int]
    factor: NotRequired[float]
    rate: NotRequired[float]
    type: Literal["step-decay"]
    warmUpSteps: NotRequired[int]


class StoredModel(TypedDict):
    id: str
    type: Literal["stored-model"]


class StreamDescription(TypedDict):
    createdAt: str
    expiresAfter: NotRequired[str | None]
    expiresAt: NotRequired[str | None]
    frequency: str
    id: str
    lastChange: int
    modelId: str
    series: int
    timeZone: str


class StreamObservation(TypedDict):
    seriesId: str
    step: NotRequired[int | None]
    time: NotRequired[str | None]
    value: NotRequired[float | None]


class StreamRequest(TypedDict):
    expiresAfter: NotRequired[str | None]
    modelId: str
    series: NotRequired[list[PredictionRequestRawSeries] | None]


class TableColumns(TypedDict):
    dateOrder: NotRequired[str | None]
    decimal: NotRequired[Literal["point", "comma"] | None]
    dropped: NotRequired[list[str] | None]
    series: list[str]
    statics: NotRequired[list[str] | None]
    time: NotRequired[str | None]
    values: list[str]


Topology = Union["Seq2Vec", "Seq2Seq", "Vec2Seq", "EncoderDecoder"]


class Trace(TypedDict):
    cell: Cell
    cutoff: str
    datasetId: str
    datasetVersion: int
    forecast: float
    layers: list[TraceShownLayer]
    member: str
    modelId: str
    series: TraceShownSeries
    seriesId: str
    step: int
    target: str
    warnings: list[str]


class TraceShownGate(TypedDict):
    name: str
    values: list[list[float]]


class TraceShownLayer(TypedDict):
    cellState: NotRequired[list[list[float]]]
    first: int
    gates: list[TraceShownGate]
    gradientNorms: list[float]
    hidden: list[list[float]]
    name: str
    span: int
    steps: int
    unitNumbers: list[int]
    units: int


class TraceShownSeries(TypedDict):
    first: int
    times: list[str]
    values: list[float | None]


class TrainedEnsemble(TypedDict):
    coverage: list[MeasuredCoverage]
    ensemble: EnsembleSpec
    members: list[AutoResultMemberScore]
    plan: list[Decision]
    request: AutoRequest
    type: Literal["trained-ensemble"]


class TrainingJob(TypedDict):
    attempt: int
    automatic: NotRequired[AutoRequest | None]
    continues: NotRequired[str | None]
    createdAt: str
    datasetId: str
    finishedAt: NotRequired[str | None]
    id: str
    maxDuration: NotRequired[str | None]
    modelId: NotRequired[str | None]
    name: str
    plan: NotRequired[list[Decision] | None]
    priority: int
    problem: NotRequired[Problem | None]
    progress: Progress
    specification: NotRequired[ModelSpec | None]
    startedAt: NotRequired[str | None]
    state: Literal["queued", "running", "paused", "succeeded", "failed", "cancelled"]
    warnings: NotRequired[list[str] | None]


class TrainingSpec(TypedDict):
    batchSize: NotRequired[int]
    earlyStopping: NotRequired[EarlyStopping | None]
    epochs: NotRequired[int]
    gradientClipping: NotRequired[GradientClipping | None]
    loss: NotRequired[Loss]
    optimizer: NotRequired[Optimizer]
    truncation: NotRequired[int | None]


class TrendSeason(TypedDict):
    amplitude: NotRequired[float]
    level: NotRequired[float]
    noise: NotRequired[float]
    season: NotRequired[int]
    seed: NotRequired[int]
    series: NotRequired[int]
    steps: NotRequired[int]
    trend: NotRequired[float]
    type: Literal["trend-season"]


class UnreadableRow(TypedDict):
    detail: str
    id: str


class UploadPreview(TypedDict):
    columns: list[Column]
    frequency: str
    missing: int
    name: str
    report: Report
    rows: SeriesValues
    series: list[SeriesValues]
    shape: DatasetShape
    staticColumns: NotRequired[list[StaticColumn] | None]
    table: NotRequired[TableColumns | None]
    timeRange: DatasetTimeRange
    timeZone: str


class Vec2Seq(TypedDict):
    type: Literal["vec2seq"]


class VerificationDescription(TypedDict):
    report: NotRequired[VerificationReport | None]
    running: bool
    startedAt: NotRequired[str | None]


class VerificationReport(TypedDict):
    bytes: int
    damaged: int
    damagedRows: list[DamagedRow]
    finishedAt: str
    rows: int
    startedAt: str


class Webhook(TypedDict):
    createdAt: str
    events: list[Literal["job-succeeded", "job-failed", "job-cancelled", "model-drifted", "coverage-drifted", "ping"]]
    id: str
    secret: NotRequired[str | None]
    url: str


class WebhookRequest(TypedDict):
    events: NotRequired[list[Literal["job-succeeded", "job-failed", "job-cancelled", "model-drifted", "coverage-drifted", "ping"]] | None]
    url: str


class WeightMatrix(TypedDict):
    blocks: list[str]
    columnNumbers: list[int]
    columns: int
    name: str
    rowNumbers: list[int]
    rows: int
    values: list[list[float]]
    warnings: list[str]


class Weights(TypedDict):
    cell: Cell
    matrices: list[WeightsMatrixSummary]
    member: str
    modelId: str


class WeightsMatrixSummary(TypedDict):
    columns: int
    maximum: float
    mean: float
    minimum: float
    name: str
    norm: float
    rows: int


class WindowSpec(TypedDict):
    horizon: NotRequired[int]
    lookback: NotRequired[int]
    stride: NotRequired[int]
# endregion
