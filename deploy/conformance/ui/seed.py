"""Fills a tracker with what the pages are to show, through the stock MLflow client.

    seed.py TRACKER SEEDED.json

The file gets one JSON object: the ids and names that visit.py looks for.
"""

import json
import math
import os
import struct
import sys
import tempfile
import time
import uuid
import zlib

import mlflow
import mlflow.data
import mlflow.pyfunc
import pandas as pd
from mlflow.entities import Metric, Param, RunTag
from mlflow.tracking import MlflowClient

RUNS = 110
CURVE_POINTS = 5_000
POINTS_PER_BATCH = 1_000


def png(width=120, height=80):
    """A small picture, made by hand so that no imaging library is needed."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = b"".join(
        b"\0" + b"".join(bytes((2 * x, 3 * y, 160)) for x in range(width)) for y in range(height)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


class Doubler(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        return model_input * 2


def many_runs(client, experiment_id):
    """The runs of the table; run-000 is the parent of two."""
    now = int(time.time() * 1000)
    ids = []
    for number in range(RUNS):
        tags = {"mlflow.user": "ada", "mlflow.source.name": "train.py", "team": f"t{number % 3}"}
        if number in (1, 2):
            tags["mlflow.parentRunId"] = ids[0]
        run = client.create_run(
            experiment_id,
            start_time=now - (RUNS - number) * 60_000,
            run_name=f"run-{number:03d}",
            tags=tags,
        )
        client.log_batch(
            run.info.run_id,
            metrics=[
                Metric("accuracy", 0.5 + number / 300, now, 0),
                Metric("loss", math.exp(-number / 40), now, 0),
                Metric("never", math.nan, now, 0),
            ],
            params=[Param("depth", str(number % 7)), Param("model", "tree" if number % 2 else "net")],
            tags=[RunTag("note", "one of many")],
        )
        client.set_terminated(run.info.run_id, end_time=now - (RUNS - number) * 60_000 + 42_000)
        ids.append(run.info.run_id)
    return ids


def curves(client, run_id):
    now = int(time.time() * 1000)
    for key, curve in {
        "train/loss": lambda s: 2 * math.exp(-s / 900) + 0.05 * math.sin(s / 13),
        "train/accuracy": lambda s: 1 - math.exp(-s / 1200),
        "lr": lambda s: 1e-3 * (1 - s / CURVE_POINTS),
    }.items():
        for first in range(0, CURVE_POINTS, POINTS_PER_BATCH):
            client.log_batch(
                run_id,
                metrics=[
                    Metric(key, curve(step), now + step, step)
                    for step in range(first, first + POINTS_PER_BATCH)
                ],
            )


def artifacts(client, run_id):
    with tempfile.TemporaryDirectory() as folder:

        def write(name, content):
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(content)

        write("notes.txt", "The first line of the notes.\nGrüße.\n".encode())
        write("picture.png", png())
        write("settings.json", json.dumps({"depth": 4, "names": ["a", "b"]}).encode())
        write("table.csv", b"city,delay\nATL,12\nORD,31\n")
        write("page.html", b"<h1>A page among the artifacts</h1>")
        write("deep/er/nested.yaml", b"a: 1\n")
        client.log_artifacts(run_id, folder)


def main():
    mlflow.set_tracking_uri(sys.argv[1])
    client = MlflowClient()
    mark = uuid.uuid4().hex[:8]
    experiment = f"ui-{mark}"
    model = f"ui-model-{mark}"
    experiment_id = client.create_experiment(experiment, tags={"mlflow.note.content": "Seeded."})
    client.create_experiment(f"ui-empty-{mark}")
    runs = many_runs(client, experiment_id)

    mlflow.set_experiment(experiment_id=experiment_id)
    with mlflow.start_run(run_name="curves") as run:
        frame = pd.DataFrame({"x": [1.0, 2.0, 3.0]})
        mlflow.log_input(mlflow.data.from_pandas(frame, name="cities", source="s3://d/c.csv"), "train")
        mlflow.log_params({"depth": 4, "model": "net"})
        curves(client, run.info.run_id)
        artifacts(client, run.info.run_id)
        logged = mlflow.pyfunc.log_model(
            name="doubler", python_model=Doubler(), input_example=frame, registered_model_name=model
        )
        mlflow.log_metric("model_score", 0.93, step=1, model_id=logged.model_id)
    client.set_registered_model_alias(model, "champion", "1")
    client.set_registered_model_tag(model, "purpose", "pages")
    seeded = {
        "experiment": experiment,
        "experimentId": experiment_id,
        "runs": runs,
        "curves": run.info.run_id,
        "modelId": logged.model_id,
        "model": model,
    }
    with open(sys.argv[2], "w") as file:
        json.dump(seeded, file)


if __name__ == "__main__":
    main()
