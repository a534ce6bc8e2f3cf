# %% [markdown]
# # Forecasts with Rondo from Python
#
# Start the service, then run the cells one after the other in an editor that knows `# %%`, such as
# VS Code, PyCharm or Jupyter with jupytext; or all at once with `python example.py`.

# %%
import math
import os
import random
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

from rondo import (
    Adam,
    BySeries,
    Event,
    Gru,
    NetworkSpec,
    ProblemError,
    Progress,
    Rondo,
    TrainingSpec,
    WindowSpec,
)

rondo = Rondo(
    os.environ.get("RONDO_URL", "http://localhost:8080"),
    api_key=os.environ.get("RONDO_API_KEY"),
)

# %% [markdown]
# ## A file of your own
# Eight weeks of the hourly load of a building, which is heated when it is cold outside. The
# temperature of the next day is known from the weather forecast.

# %%
random.seed(7)
HOURS = 56 * 24
START = datetime(2026, 1, 1, tzinfo=timezone.utc)
header = "time,load,temperature"
rows: list[str] = []
temperatures: list[float] = []
weather = 0.0
for hour in range(HOURS + 24):
    if hour % 24 == 0:
        weather = 0.8 * weather + random.uniform(-4, 4)
    temperature = 10 + weather - 6 * math.cos(2 * math.pi * (hour - 4) / 24)
    load = 40 + 8 * max(0.0, 15 - temperature) + random.uniform(-2, 2)
    temperatures.append(temperature)
    rows.append(f"{(START + timedelta(hours=hour)).isoformat()},{load:.1f},{temperature:.2f}")

file = Path(tempfile.mkdtemp()) / "load.csv"
file.write_text("\n".join([header, *rows[:HOURS]]))

dataset = rondo.upload_dataset(file, targets=["load"], future_covariates=["temperature"])
print(dataset["name"], dataset["shape"], dataset["frequency"])
for finding in dataset["report"]["findings"]:
    print("-", finding["detail"])

# %% [markdown]
# ## A model that chooses for itself
# `train` starts the training, follows its events, and returns the model.


# %%
def show(progress: Progress) -> None:
    print(f"{progress['fraction']:4.0%} {progress.get('stage') or ''}", file=sys.stderr)


model = rondo.train(
    {"datasetId": dataset["id"], "horizon": 24, "maxDuration": "PT8S", "seed": 1}, progress=show
)
evaluation = model["evaluation"]
held_out = evaluation.get("validation") if evaluation else None
if held_out:
    print(f"the best baseline is {held_out['bestBaseline']}, skill {held_out.get('skill')}")

# %% [markdown]
# ## Tomorrow, with intervals
# The forecast reads the temperature of tomorrow. A second one asks: what if it is 5 degrees colder?

# %%
tomorrow = temperatures[HOURS:]
for name, temperatures in (("expected", tomorrow), ("colder", [t - 5 for t in tomorrow])):
    forecast = rondo.predict(
        model["id"],
        {
            "dataset": {"id": dataset["id"]},
            "levels": [80],
            "ahead": [{"column": "temperature", "values": temperatures}],
        },
    )["forecasts"][0]
    band = forecast["intervals"][0]
    print(name, f"{forecast['median'][0]:.0f}", f"[{band['lower'][0]:.0f}, {band['upper'][0]:.0f}]")

# %% [markdown]
# ## A network by hand
# The teaching notebook: noisy waves, one recurrent layer, and the errors of each epoch.

# %%
waves = rondo.generate_dataset(
    {"generator": {"type": "sine-waves", "series": 500, "steps": 51, "noise": 0.1, "seed": 42}}
)
job = rondo.start_training_job(
    {
        "datasetId": waves["id"],
        "name": "notebook",
        "seed": 42,
        "window": WindowSpec(lookback=50, horizon=1),
        "split": BySeries(type="by-series", train=300, validation=100, test=100),
        "network": NetworkSpec(cell=Gru(type="gru"), units=[16]),
        "training": TrainingSpec(epochs=5, batchSize=32, optimizer=Adam(type="adam")),
    }
)
events: list[Event] = []
job = rondo.wait_for_training_job(job["id"], on_event=events.append)
print(len(events), "events, the last is", events[-1].data["state"])
for epoch in rondo.get_training_history(job["id"])["epochs"]:
    print(epoch["epoch"], epoch.get("loss"), epoch.get("validationLoss"))
print(rondo.get_model_summary_text(job["modelId"] or ""))

# %% [markdown]
# ## On the past
# A backtest compares the model with baselines at several days of the past.

# %%
backtest = rondo.start_backtest(
    {
        "datasetId": dataset["id"],
        "horizon": 24,
        "origins": 3,
        "candidates": [
            {"type": "stored-model", "id": model["id"]},
            {"type": "baseline", "name": "seasonal-naive"},
        ],
    }
)
report = rondo.wait_for_backtest(backtest["id"])["report"]
for row in report["leaderboard"] if report else []:
    print(row["candidate"], row["errors"].get("mase"))

# %% [markdown]
# ## A name for the model, and a stream
# An alias stands for a model and can be moved. A stream answers each observation with the next
# forecast.

# %%
rondo.put_alias("champion", {"modelId": job["modelId"] or "", "reason": "the first"})
print(rondo.predict_by_alias("champion", {"dataset": {"id": waves["id"]}})["modelId"])

first = next(iter(rondo.list_series(waves["id"])))["id"]
values = [row[0] for row in rondo.get_series(waves["id"], first)["values"]]
rondo.put_stream("waves", {"modelId": "champion", "series": [{"id": "a", "values": values}]})
answer = rondo.observe("waves", [{"seriesId": "a", "value": 0.5}])
print(answer["forecasts"][0]["mean"])

# %% [markdown]
# ## New observations, and errors that tell what to change

# %%
appended = rondo.append_observations(dataset["id"], "\n".join([header, *rows[HOURS:]]))
print(appended["appended"], "rows added, version", appended["version"])
print(sum(1 for _ in rondo.list_datasets(limit=1)), "datasets")

try:
    rondo.start_training_job({"datasetId": dataset["id"], "horizon": 1_000_000})
except ProblemError as problem:
    print(problem.title, [fault.get("pointer") for fault in problem.errors])
