"""The stock mlflow client, as users use it, against a tracker:  python mlflow_client.py URI

Every step prints `ok` or `FAIL`; the exit code is 1 when one failed. Nothing of the client is patched
and no setting is made but the tracking URI.
"""

import hashlib
import pathlib
import sys
import tempfile
import time
import traceback
import uuid

import matplotlib
import matplotlib.pyplot
import mlflow
import numpy as np
import pandas as pd
from mlflow import MlflowClient
from mlflow.entities import Dataset, DatasetInput, InputTag, LoggedModelStatus, Metric, Param, RunTag, ViewType
from mlflow.exceptions import MlflowException
from sklearn.datasets import make_classification
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression

matplotlib.use("Agg")

NAME = f"conformance-{uuid.uuid4().hex[:10]}"
STEPS = []


def step(function):
    STEPS.append(function)
    return function


def expect(condition, what="not as expected"):
    if not condition:
        raise AssertionError(what)


def refused(call, code):
    try:
        call()
    except MlflowException as e:
        expect(e.error_code == code, f"{e.error_code} instead of {code}: {e}")
    else:
        raise AssertionError(f"not refused with {code}")


def data():
    x, y = make_classification(n_samples=300, n_features=6, random_state=7)
    return pd.DataFrame(x, columns=[f"f{n}" for n in range(6)]), y


@step
def experiments_are_created_found_renamed_deleted_restored(client):
    id = client.create_experiment(NAME + "-life", tags={"team": "ops"})
    expect(client.get_experiment(id).tags["team"] == "ops")
    refused(lambda: client.create_experiment(NAME + "-life"), "RESOURCE_ALREADY_EXISTS")
    client.set_experiment_tag(id, "mlflow.note.content", "a note")
    client.delete_experiment_tag(id, "team")
    client.rename_experiment(id, NAME + "-renamed")
    client.delete_experiment(id)
    expect(client.get_experiment(id).lifecycle_stage == "deleted")
    client.restore_experiment(id)
    found = client.search_experiments(filter_string=f"name LIKE '{NAME}-ren%' AND tags.`mlflow.note.content` = 'a note'")
    expect([e.experiment_id for e in found] == [id])
    expect(client.get_experiment_by_name(NAME + "-nobody") is None)
    refused(lambda: client.get_experiment("999999999"), "RESOURCE_DOES_NOT_EXIST")


@step
def experiments_are_searched_in_pages(client):
    made = [client.create_experiment(f"{NAME}-page-{n}") for n in range(5)]
    found, token = [], None
    while True:
        page = client.search_experiments(filter_string=f"name LIKE '{NAME}-page-%'", max_results=2,
                                         order_by=["name DESC"], page_token=token)
        found += [e.experiment_id for e in page]
        token = page.token
        if not token:
            break
    expect(found == made[::-1], found)


@step
def autolog_of_scikit_learn_writes_a_run_with_its_model(client):
    mlflow.set_experiment(NAME)
    mlflow.sklearn.autolog()
    x, y = data()
    with mlflow.start_run() as run:
        RandomForestClassifier(n_estimators=12, max_depth=3, random_state=1).fit(x, y)
    mlflow.sklearn.autolog(disable=True)
    logged = client.get_run(run.info.run_id)
    expect(logged.data.params["n_estimators"] == "12")
    expect(logged.data.metrics["training_accuracy_score"] > 0.7)
    expect(logged.info.status == "FINISHED")
    expect(logged.outputs.model_outputs, "no logged model")
    expect(logged.inputs.dataset_inputs, "no dataset")


@step
def a_model_is_logged_loaded_and_predicts_the_same(client):
    x, y = data()
    model = LogisticRegression().fit(x, y)
    with mlflow.start_run():
        info = mlflow.sklearn.log_model(model, name="classifier", input_example=x.head(2),
                                        signature=mlflow.models.infer_signature(x, y))
    loaded = mlflow.pyfunc.load_model(info.model_uri)
    expect((loaded.predict(x) == model.predict(x)).all())
    expect(mlflow.sklearn.load_model(info.model_uri).coef_.shape == (1, 6))
    kept = client.get_logged_model(info.model_id)
    expect(kept.status == LoggedModelStatus.READY and kept.name == "classifier")


@step
def params_metrics_and_tags_are_logged_and_read_back(client):
    with mlflow.start_run(run_name="plain", tags={"colour": "red"}, description="some words") as run:
        mlflow.log_param("lr", 0.1)
        mlflow.log_params({"depth": 3, "long": "v" * 7000, "empty": ""})
        for n in range(20):
            mlflow.log_metric("loss", 1 / (n + 1), step=n)
        mlflow.log_metrics({"acc": 0.5, "auc": float("nan"), "inf": float("inf")}, step=4)
        mlflow.set_tags({"a": "1", "b": "2"})
        mlflow.delete_tag("b")
    read = client.get_run(run.info.run_id)
    expect(read.data.params["lr"] == "0.1" and len(read.data.params["long"]) == 6000)
    expect(read.data.metrics["loss"] == 0.05 and np.isnan(read.data.metrics["auc"]))
    expect(read.data.metrics["inf"] == sys.float_info.max)
    expect("b" not in read.data.tags and read.data.tags["mlflow.note.content"] == "some words")
    history = client.get_metric_history(run.info.run_id, "loss")
    expect([m.step for m in sorted(history, key=lambda m: m.step)] == list(range(20)))
    refused(lambda: client.log_param(run.info.run_id, "lr", "0.2"), "INVALID_PARAMETER_VALUE")
    client.log_param(run.info.run_id, "lr", "0.1")


@step
def a_batch_is_written_whole_or_not_at_all(client):
    run = client.create_run(client.get_experiment_by_name(NAME).experiment_id, run_name="batch")
    now = int(time.time() * 1000)
    client.log_batch(run.info.run_id, metrics=[Metric("m", n, now + n, n) for n in range(1000)])
    client.log_batch(run.info.run_id, params=[Param("p", "1")], tags=[RunTag("t", "1")])
    refused(lambda: client.log_batch(run.info.run_id, metrics=[Metric("x", 1, now, 0)],
                                     params=[Param("p", "2"), Param("q", "2")]), "INVALID_PARAMETER_VALUE")
    read = client.get_run(run.info.run_id)
    expect(set(read.data.params) == {"p"} and "x" not in read.data.metrics)
    expect(len(client.get_metric_history(run.info.run_id, "m")) == 1000)
    client.set_terminated(run.info.run_id, "KILLED")
    expect(client.get_run(run.info.run_id).info.status == "KILLED")


@step
def asynchronous_logging_loses_nothing(client):
    with mlflow.start_run(run_name="async") as run:
        for n in range(300):
            mlflow.log_metric("loss", n, step=n, synchronous=False)
        mlflow.log_params({f"p{n}": n for n in range(50)}, synchronous=False)
        mlflow.set_tag("late", "yes", synchronous=False)
        mlflow.flush_async_logging()
    read = client.get_run(run.info.run_id)
    expect(len(client.get_metric_history(run.info.run_id, "loss")) == 300)
    expect(len(read.data.params) == 50 and read.data.tags["late"] == "yes")


@step
def runs_are_nested(client):
    with mlflow.start_run(run_name="parent") as parent:
        children = []
        for n in range(3):
            with mlflow.start_run(run_name=f"child-{n}", nested=True) as child:
                mlflow.log_metric("n", n)
                children.append(child.info.run_id)
    found = mlflow.search_runs(filter_string=f"tags.mlflow.parentRunId = '{parent.info.run_id}'",
                               order_by=["metrics.n DESC"], output_format="list")
    expect([r.info.run_id for r in found] == children[::-1])


@step
def runs_are_searched_with_many_filters_orders_and_pages(client):
    experiment = client.create_experiment(NAME + "-search")
    for n in range(25):
        run = client.create_run(experiment, start_time=1000 + n, run_name=f"run-{n:02}", tags={"odd": str(n % 2)})
        client.log_metric(run.info.run_id, "score", n)
        client.log_param(run.info.run_id, "size", "large" if n > 19 else "small")
        if n < 5:
            client.set_terminated(run.info.run_id, end_time=5000 + n)
    for text, count in [
        ("", 25), ("metrics.score > 20", 4), ("metrics.score <= 20 AND params.size = 'large'", 1), ("tags.odd = '1'", 12),
        ("params.size LIKE 'l%'", 5), ("params.size ILIKE 'L%'", 5), ("params.size != 'large'", 20), ("tags.`odd` != '1'", 13),
        ("attributes.status = 'FINISHED'", 5), ("status != 'FINISHED'", 20), ("run_name LIKE 'run-1%'", 10), ("start_time >= 1020", 5),
        ("end_time < 5002", 2), ("params.none IS NULL", 25), ("params.size IS NOT NULL", 25), ("metrics.none = 1", 0),
        ("metrics.score = 3 and tags.odd = '1' and params.size = 'small'", 1), ("tags.\"mlflow.runName\" = 'run-07'", 1),
    ]:
        found = client.search_runs([experiment], text)
        expect(len(found) == count, f"{text}: {len(found)} instead of {count}")
    seen, token = [], None
    while True:
        page = client.search_runs([experiment], "", max_results=7, order_by=["metrics.score ASC"], page_token=token)
        seen += [r.data.metrics["score"] for r in page]
        token = page.token
        if not token:
            break
    expect(seen == list(range(25)), seen)
    expect(len(mlflow.search_runs([experiment], "metrics.score < 3")) == 3)
    for text in ["metrics.score = 'x'", "params.size = 5", "a = 'x' OR b = 'y'", "nonsense", "params.size = 'a"]:
        refused(lambda: client.search_runs([experiment], text), "INVALID_PARAMETER_VALUE")


@step
def files_go_up_and_come_down(client):
    with tempfile.TemporaryDirectory() as folder, mlflow.start_run(run_name="files") as run:
        root = pathlib.Path(folder)
        (root / "a.txt").write_text("hello")
        (root / "tree" / "deep").mkdir(parents=True)
        (root / "tree" / "deep" / "b ü.txt").write_text("ünïcode")
        large = np.random.default_rng(1).bytes(20 * 1024 * 1024)
        (root / "large.bin").write_bytes(large)
        mlflow.log_artifact(root / "a.txt")
        mlflow.log_artifact(root / "large.bin", "big")
        mlflow.log_artifacts(root / "tree", "tree")
        mlflow.log_text("words", "notes/n.txt")
        mlflow.log_dict({"a": [1, 2]}, "d.json")
        listed = {(f.path, f.is_dir) for f in client.list_artifacts(run.info.run_id)}
        expect(listed == {("a.txt", False), ("big", True), ("d.json", False), ("notes", True), ("tree", True)}, listed)
        expect(client.list_artifacts(run.info.run_id, "big")[0].file_size == len(large))
        down = pathlib.Path(mlflow.artifacts.download_artifacts(run_id=run.info.run_id, dst_path=root / "down"))
        expect((down / "tree" / "deep" / "b ü.txt").read_text() == "ünïcode")
        expect(hashlib.sha256((down / "big" / "large.bin").read_bytes()).digest() == hashlib.sha256(large).digest())
        expect(mlflow.artifacts.load_dict(f"runs:/{run.info.run_id}/d.json") == {"a": [1, 2]})
        expect(mlflow.artifacts.load_text(run.info.artifact_uri + "/notes/n.txt") == "words")


@step
def tables_figures_and_images_are_logged(client):
    figure, axes = matplotlib.pyplot.subplots()
    axes.plot([1, 2, 3])
    with mlflow.start_run(run_name="pictures") as run:
        mlflow.log_table(pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}), "table.json")
        mlflow.log_table(pd.DataFrame({"a": [3], "b": ["z"]}), "table.json")
        mlflow.log_figure(figure, "plots/figure.png")
        mlflow.log_image(np.zeros((8, 8, 3), dtype=np.uint8), "image.png")
        mlflow.log_image(np.zeros((8, 8, 3), dtype=np.uint8), key="stepped", step=3)
    table = mlflow.load_table("table.json", run_ids=[run.info.run_id])
    expect(list(table["a"]) == [1, 2, 3])
    expect({f.path for f in client.list_artifacts(run.info.run_id)} == {"table.json", "plots", "image.png", "images"})


@step
def datasets_are_inputs_of_runs(client):
    x, _ = data()
    dataset = mlflow.data.from_pandas(x, name="flights", source="file:///data.csv")
    with mlflow.start_run(run_name="with data") as run:
        mlflow.log_input(dataset, context="training")
        mlflow.log_input(dataset, context="training")
    used = client.get_run(run.info.run_id).inputs.dataset_inputs
    expect(len(used) == 1 and used[0].dataset.name == "flights" and used[0].tags[0].value == "training")
    client.log_inputs(run.info.run_id, [DatasetInput(Dataset("other", "d1", "local", "{}"), [InputTag("k", "v")])])
    found = mlflow.search_runs(filter_string="dataset.name = 'other' AND dataset.digest = 'd1'", output_format="list")
    expect([r.info.run_id for r in found] == [run.info.run_id])


@step
def logged_models_are_measured_tagged_and_found(client):
    experiment = mlflow.get_experiment_by_name(NAME).experiment_id
    x, y = data()
    with mlflow.start_run(run_name="measured"):
        for depth in (1, 4):
            forest = RandomForestClassifier(max_depth=depth, n_estimators=5, random_state=1).fit(x, y)
            info = mlflow.sklearn.log_model(forest, name=f"forest-{depth}", params={"depth": depth})
            mlflow.log_metric("accuracy", depth / 10, model_id=info.model_id)
    found = mlflow.search_logged_models([experiment], filter_string="metrics.accuracy > 0.2 AND params.depth = '4'",
                                        output_format="list")
    expect([m.name for m in found] == ["forest-4"])
    ordered = mlflow.search_logged_models([experiment], filter_string="name LIKE 'forest-%'", output_format="list",
                                          order_by=[{"field_name": "metrics.accuracy", "ascending": False}])
    expect([m.name for m in ordered] == ["forest-4", "forest-1"])
    client.set_logged_model_tags(found[0].model_id, {"stage": "tried"})
    expect(client.get_logged_model(found[0].model_id).tags["stage"] == "tried")
    client.delete_logged_model_tag(found[0].model_id, "stage")
    client.delete_logged_model(found[0].model_id)
    refused(lambda: client.get_logged_model(found[0].model_id), "RESOURCE_DOES_NOT_EXIST")


@step
def models_are_registered_aliased_tagged_staged_and_copied(client):
    x, y = data()
    model = LogisticRegression().fit(x, y)
    name = NAME + "-model"
    with mlflow.start_run(run_name="registered"):
        mlflow.sklearn.log_model(model, name="m", registered_model_name=name)
        second = mlflow.sklearn.log_model(model, name="m")
    version = mlflow.register_model(second.model_uri, name)
    expect(version.version in (2, "2"))
    client.set_registered_model_alias(name, "champion", 1)
    expect((mlflow.pyfunc.load_model(f"models:/{name}@champion").predict(x) == model.predict(x)).all())
    client.set_registered_model_alias(name, "champion", 2)
    expect(str(client.get_model_version_by_alias(name, "champion").version) == "2")
    client.set_model_version_tag(name, "2", "checked", "yes")
    client.set_registered_model_tag(name, "team", "ops")
    client.update_model_version(name, "2", description="better")
    found = client.search_model_versions(f"name = '{name}' AND tags.checked = 'yes'")
    expect([str(v.version) for v in found] == ["2"] and found[0].description == "better")
    expect([m.name for m in client.search_registered_models(f"name = '{name}' AND tags.team = 'ops'")] == [name])
    client.transition_model_version_stage(name, "1", "Production")
    expect(client.get_latest_versions(name, ["Production"])[0].version in (1, "1"))
    copied = client.copy_model_version(f"models:/{name}/2", name + "-copy")
    expect(copied.name == name + "-copy" and copied.version in (1, "1"))
    client.delete_registered_model_alias(name, "champion")
    client.delete_model_version(name, "1")
    client.rename_registered_model(name + "-copy", name + "-renamed")
    client.delete_registered_model(name + "-renamed")
    refused(lambda: client.get_registered_model(name + "-renamed"), "RESOURCE_DOES_NOT_EXIST")


@step
def runs_are_deleted_restored_renamed_and_closed_for_writing_in_between(client):
    run = client.create_run(client.get_experiment_by_name(NAME).experiment_id, run_name="short")
    id = run.info.run_id
    client.update_run(id, status="FINISHED", name="renamed")
    expect(client.get_run(id).data.tags["mlflow.runName"] == "renamed")
    client.delete_run(id)
    refused(lambda: client.log_metric(id, "m", 1), "INVALID_PARAMETER_VALUE")
    found = client.search_runs([run.info.experiment_id], f"run_id = '{id}'", run_view_type=ViewType.DELETED_ONLY)
    expect([r.info.run_id for r in found] == [id])
    client.restore_run(id)
    client.set_tag(id, "back", "yes")
    client.delete_tag(id, "back")
    refused(lambda: client.delete_tag(id, "back"), "RESOURCE_DOES_NOT_EXIST")
    refused(lambda: client.get_run("0" * 32), "RESOURCE_DOES_NOT_EXIST")


def main():
    mlflow.set_tracking_uri(sys.argv[1])
    client = MlflowClient()
    mlflow.set_experiment(NAME)
    failed = 0
    for function in STEPS:
        what = function.__name__.replace("_", " ")
        started = time.monotonic()
        try:
            function(client)
            print(f"ok    {what} ({time.monotonic() - started:.1f} s)", flush=True)
        except Exception:
            failed += 1
            print(f"FAIL  {what}", flush=True)
            traceback.print_exc()
            while mlflow.active_run():
                mlflow.end_run("FAILED")
    print(f"mlflow {mlflow.__version__}: {len(STEPS) - failed} of {len(STEPS)} steps ok")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
