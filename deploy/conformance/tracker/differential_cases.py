"""The requests of differential.py, in the order in which they are sent.

`$name$` stands for what an earlier answer called that thing. `why` is the reason for a difference.
"""

import json
from dataclasses import dataclass, field
from urllib.parse import urlencode

API = "/api/2.0/mlflow/"


@dataclass
class Case:
    method: str
    path: str
    body: object = None
    query: object = None
    raw: str | None = None
    type: str | None = "application/json"
    take: dict = field(default_factory=dict)
    why: str | None = None

    def wire(self, fill):
        path = self.path if self.path.startswith("/") else API + self.path
        if self.query is not None:
            path += "?" + fill(urlencode(self.query, doseq=True, safe="$"))
        content = self.raw if self.raw is not None else None if self.body is None else json.dumps(self.body)
        headers = {"Content-Type": self.type} if self.type and content is not None else {}
        return fill(path), None if content is None else fill(content).encode(), headers

    def __str__(self):
        said = self.raw if self.raw is not None else json.dumps(self.body) if self.body is not None else ""
        return f"{self.method} {self.path} {self.query or ''} {said}"[:240]


DROPS = "The peer drops what it cannot read and carries out the rest; here nothing is written and the caller is told."
STRICT = "The peer stores it; here what the API requires and its limits hold for every call."
SQLPARSE = "The peer's SQL parser drops or keeps a word by accident; here the grammar decides."
BODY_ID = "The peer wants the id in the body as well as in the path; here the path is enough."
NEWEST = "Here a model carries the newest point of each metric, run and dataset, not every point ever logged."
ALL = []


def post(path, body=None, **more):
    ALL.append(Case("POST", path, body, **more))


def get(path, query=None, **more):
    ALL.append(Case("GET", path, query=query, **more))


def experiments():
    post("experiments/create", {"name": "one-$nonce$", "tags": [{"key": "team", "value": "a"}]},
         take={"exp": "experiment_id"})
    post("experiments/create", {"name": "two-$nonce$"}, take={"exp2": "experiment_id"})
    post("experiments/create", {"name": "one-$nonce$"})
    post("experiments/create", {})
    post("experiments/create", {"name": ""})
    post("experiments/create", {"name": None})
    post("experiments/create", {"name": 5})
    post("experiments/create", {"name": True})
    post("experiments/create", {"name": ["a"]})
    post("experiments/create", {"name": "x" * 500 + "$nonce$"})
    post("experiments/create", {"name": "loc-$nonce$", "artifact_location": "s3://b/p#frag"})
    post("experiments/create", {"name": "loc2-$nonce$-only-there", "artifact_location": "s3://b/../p"}, why="Here a location with .. in it is refused, as every path is.")
    post("experiments/create", {"name": "loc3-$nonce$", "artifact_location": "mlflow-artifacts:/x" + "y" * 2048})
    post("experiments/create", {"name": "tags-$nonce$-only-there", "tags": [{"key": "a" * 251, "value": "v"}]}, why=STRICT)
    post("experiments/create", {"name": "tags2-$nonce$", "tags": [{"key": "a" * 250, "value": "v" * 5000}]})
    post("experiments/create", {"name": "tags3-$nonce$-only-there", "tags": [{"key": "a", "value": "v" * 5001}]}, why=STRICT)
    post("experiments/create", {"name": "tags4-$nonce$", "tags": {"a": "b"}})
    post("experiments/create", {"name": "unknown-$nonce$", "colour": {"deep": [1, 2]}})
    get("experiments/get", {"experiment_id": "$exp$"})
    get("experiments/get", {"experiment_id": "999999"})
    get("experiments/get", {"experiment_id": "x"})
    get("experiments/get", {"experiment_id": ""})
    get("experiments/get")
    get("experiments/get", {"experimentId": "$exp$"})
    get("experiments/get", raw='{"experiment_id": "$exp$"}')
    get("/ajax-api/2.0/mlflow/experiments/get", {"experiment_id": "$exp$"})
    get("experiments/get-by-name", {"experiment_name": "one-$nonce$"})
    get("experiments/get-by-name", {"experiment_name": "nobody"})
    get("experiments/get-by-name")
    post("experiments/set-experiment-tag", {"experiment_id": "$exp$", "key": "k", "value": "v"})
    post("experiments/set-experiment-tag", {"experiment_id": "$exp$", "key": "k"})
    post("experiments/set-experiment-tag", {"experiment_id": "$exp$", "value": "v"})
    post("experiments/set-experiment-tag", {"experiment_id": "$exp$", "key": "a//b", "value": "v"})
    post("experiments/set-experiment-tag", {"experiment_id": "$exp$", "key": "k", "value": 41})
    post("experiments/set-experiment-tag", {"experiment_id": "999999", "key": "k", "value": "v"})
    post("experiments/delete-experiment-tag", {"experiment_id": "$exp$", "key": "k"})
    post("experiments/delete-experiment-tag", {"experiment_id": "$exp$", "key": "k"})
    post("experiments/delete-experiment-tag", {"experiment_id": "$exp$"})
    post("experiments/update", {"experiment_id": "$exp2$", "new_name": "renamed-$nonce$"})
    post("experiments/update", {"experiment_id": "$exp2$"})
    post("experiments/update", {"experiment_id": "999999", "new_name": "x"})
    post("experiments/delete", {"experiment_id": "$exp2$"})
    post("experiments/delete", {"experiment_id": "$exp2$"})
    get("experiments/get", {"experiment_id": "$exp2$"})
    get("experiments/get-by-name", {"experiment_name": "renamed-$nonce$"})
    post("experiments/set-experiment-tag", {"experiment_id": "$exp2$", "key": "k", "value": "v"})
    post("experiments/create", {"name": "renamed-$nonce$"})
    post("runs/create", {"experiment_id": "$exp2$"})
    post("experiments/restore", {"experiment_id": "$exp2$"})
    post("experiments/restore", {"experiment_id": "$exp2$"})
    post("experiments/restore", {"experiment_id": "999999"})
    post("experiments/delete", {})


def experiment_searches():
    def search(body, **more):
        post("experiments/search", body, **more)

    name = "(name LIKE '%-$nonce$')"
    search({"max_results": 10, "filter": "name LIKE '%-$nonce$'", "order_by": ["name"]})
    search({"max_results": 2, "filter": "name LIKE '%-$nonce$'", "order_by": ["name DESC"]})
    search({"max_results": "10", "filter": "name = 'one-$nonce$'"})
    search({"max_results": 10, "filter": "attribute.name ILIKE 'ONE-$nonce$'", "view_type": "ALL"})
    search({"max_results": 10, "filter": "name = 'one-$nonce$'", "view_type": 3})
    search({"max_results": 10, "filter": "name = 'one-$nonce$'", "view_type": "SOME"}, why=DROPS)
    search({"max_results": 10, "filter": "tags.team = 'a' AND name LIKE '%-$nonce$'"})
    search({"max_results": 10, "filter": "tags.team IS NULL AND name = 'one-$nonce$'"})
    search({"max_results": 10, "filter": "tags.team IS NOT NULL AND name = 'one-$nonce$'"})
    search({"max_results": 10, "filter": "tags.`mlflow.experiment.isGateway` IS NULL AND name = 'one-$nonce$'"})
    search({"max_results": 10, "filter": "creation_time > 5 AND name = 'one-$nonce$'"})
    search({"max_results": 10, "filter": "last_update_time < 5"})
    search({"max_results": 10, "filter": "creation_time = '5'"})
    search({"max_results": 10, "filter": "experiment_id = '5'"})
    search({"max_results": 10, "filter": "params.x = '5'"})
    search({"max_results": 10, "filter": "name > 'a'"})
    search({"max_results": 10, "filter": "name = 5"})
    search({"max_results": 10, "filter": "name IN ('a')"})
    search({"max_results": 10, "filter": "name IS NULL"})
    search({"max_results": 10, "filter": "name = 'a' OR name = 'b'"})
    search({"max_results": 10, "filter": name})
    search({"max_results": 10, "order_by": ["tags.team"]})
    search({"max_results": 10, "order_by": ["colour"]})
    search({"max_results": 10, "order_by": ["name sideways"]})
    search({"max_results": 10, "filter": "name = 'one-$nonce$'", "order_by": ["last_update_time DESC", "experiment_id"]})
    search({})
    search({"max_results": 0})
    search({"max_results": -1})
    search({"max_results": 50001})
    search({"max_results": "x"})
    search({"max_results": 1.5})
    search({"max_results": 10, "page_token": "???"})
    search({"max_results": 10, "page_token": "YWJj"})
    get("experiments/search", {"max_results": 10, "filter": "name = 'one-$nonce$'"})
    get("experiments/search", {"max_results": 10, "filter": "name = 'one-$nonce$'", "view_type": "ALL",
                               "order_by": ["name", "experiment_id DESC"]})
    get("experiments/search", {"max_results": "ten"})
    get("experiments/search")


def runs():
    post("runs/create", {"experiment_id": "$exp$", "user_id": "ann", "run_name": "first", "start_time": 1000,
                         "tags": [{"key": "colour", "value": "red"}]}, take={"run": "run.info.run_id"})
    post("runs/create", {"experiment_id": "$exp$", "start_time": "2000", "run_name": "second"},
         take={"run2": "run.info.run_id"})
    post("runs/create", {"experimentId": "$exp$", "startTime": 3000, "runName": "third"},
         take={"run3": "run.info.run_id"})
    post("runs/create", {"experiment_id": "$exp$", "start_time": 4000.0, "run_name": "fourth"},
         take={"run4": "run.info.run_id"})
    post("runs/create", {"experiment_id": "$exp$", "start_time": 5000, "tags": [{"key": "mlflow.runName", "value": "tagged"}]},
         take={"run5": "run.info.run_id"})
    post("runs/create", {"experiment_id": "$exp$", "run_name": "a", "tags": [{"key": "mlflow.runName", "value": "b"}]})
    post("runs/create", {"experiment_id": "$exp2$", "run_name": "a", "start_time": 1.5}, why=DROPS)
    post("runs/create", {"experiment_id": "$exp$", "run_name": "a", "start_time": "soon"})
    post("runs/create", {"experiment_id": "$exp$", "run_name": 7})
    post("runs/create", {"experiment_id": 7})
    post("runs/create", {"experiment_id": "x"})
    post("runs/create", {"experiment_id": "999999"})
    post("runs/create", {"experiment_id": "$exp2$", "tags": "x"}, why=DROPS)
    post("runs/create", {"experiment_id": "$exp2$", "tags": [{"value": "x"}]}, why=STRICT)
    post("runs/create", {"experiment_id": "$exp2$", "tags": [{"key": "x" * 251, "value": "x"}]}, why=STRICT)
    get("runs/get", {"run_id": "$run$"})
    get("runs/get", {"run_uuid": "$run$"})
    get("runs/get", {"run_id": "$run$", "run_uuid": "other"})
    get("runs/get", {"run_id": "0" * 32})
    get("runs/get", {"run_id": ""})
    get("runs/get")
    get("runs/get", raw='{"run_id": "$run$"}')
    post("runs/update", {"run_id": "$run2$", "status": "FINISHED", "end_time": 9000})
    post("runs/update", {"run_id": "$run2$", "status": 4})
    post("runs/update", {"run_id": "$run2$", "status": "4"})
    post("runs/update", {"run_id": "$run2$", "status": 9})
    post("runs/update", {"run_id": "$run2$", "status": "DONE"}, why=DROPS)
    post("runs/update", {"run_id": "$run2$", "run_name": "renamed"})
    post("runs/update", {"run_id": "$run2$", "run_name": ""})
    post("runs/update", {"run_uuid": "$run2$", "status": "KILLED"})
    post("runs/update", {"run_id": "$run2$"})
    post("runs/update", {"run_id": "0" * 32, "status": "FINISHED"})
    post("runs/update", {"run_id": "$run2$", "end_time": "x"})
    post("runs/update", {"status": "FINISHED"})
    get("runs/get", {"run_id": "$run2$"})


def tags_and_params():
    def tag(body, **more):
        post("runs/set-tag", body, **more)

    def param(body, **more):
        post("runs/log-parameter", body, **more)

    tag({"run_id": "$run$", "key": "t", "value": "v"})
    tag({"run_uuid": "$run$", "key": "t2", "value": "v"})
    tag({"run_id": "$run$", "key": "t", "value": ""})
    tag({"run_id": "$run$", "key": "t"})
    tag({"run_id": "$run$", "key": "", "value": "v"})
    tag({"run_id": "$run$", "value": "v"})
    tag({"key": "t", "value": "v"})
    tag({"run_id": "$run$", "key": "t", "value": 41})
    tag({"run_id": "$run$", "key": 41, "value": "v"})
    tag({"run_id": "$run$", "key": "t", "value": None})
    tag({"run_id": "0" * 32, "key": "t", "value": "v"})
    for key in ["a//b", "./a", "a/../b", "/a", "a/", ".", "..", "a?b", "a\nb", "ключ", "a b", "a:b", "x" * 250, "x" * 251]:
        tag({"run_id": "$run$", "key": key, "value": "v"})
        param({"run_id": "$run4$", "key": key, "value": "v"})
        post("runs/log-metric", {"run_id": "$run4$", "key": key, "value": 1, "timestamp": 1})
    tag({"run_id": "$run4$", "key": "long", "value": "v" * 8000})
    tag({"run_id": "$run4$", "key": "longer", "value": "v" * 8001})
    tag({"run_id": "$run$", "key": "mlflow.runName", "value": "by tag"})
    post("runs/delete-tag", {"run_id": "$run$", "key": "t2"})
    post("runs/delete-tag", {"run_id": "$run$", "key": "t2"})
    post("runs/delete-tag", {"run_id": "$run$"})
    post("runs/delete-tag", {"run_id": "0" * 32, "key": "t"})
    param({"run_id": "$run$", "key": "lr", "value": "0.1"})
    param({"run_id": "$run$", "key": "lr", "value": "0.1"})
    param({"run_id": "$run$", "key": "lr", "value": "0.2"})
    param({"run_id": "$run$", "key": "empty", "value": ""})
    param({"run_id": "$run$", "key": "absent"})
    param({"run_id": "$run$", "value": "x"})
    param({"run_id": "$run$", "key": "n", "value": 5})
    param({"run_uuid": "$run$", "key": "depth", "value": "3"})
    param({"run_id": "$run4$", "key": "p6000", "value": "v" * 6000})
    param({"run_id": "$run4$", "key": "p6001", "value": "v" * 6001})
    param({"run_id": "$run4$", "key": "p6001", "value": "v" * 6002})
    param({"run_id": "0" * 32, "key": "k", "value": "v"})
    get("runs/get", {"run_id": "$run$"})


def metrics():
    def metric(body, **more):
        post("runs/log-metric", body, **more)

    post("runs/create", {"experiment_id": "$exp2$", "run_name": "scratch", "start_time": 1}, take={"scratch": "run.info.run_id"})
    for value in [0.5, "0.25", 1, "1e-3", "NaN", "Infinity", "-Infinity", "x", None]:
        metric({"run_id": "$run$", "key": "points", "value": value, "timestamp": 1, "step": 1})
    for value in [True, [1]]:
        metric({"run_id": "$scratch$", "key": "points", "value": value, "timestamp": 1, "step": 1}, why=DROPS)
    metric({}, raw='{"run_id": "$scratch$", "key": "bare", "value": NaN, "timestamp": 1}')
    metric({}, raw='{"run_id": "$scratch$", "key": "bare", "value": -Infinity, "timestamp": 2}')
    for step in [0, -3, "7", 2.0, "x", 9223372036854775807]:
        metric({"run_id": "$run$", "key": "steps", "value": 1, "timestamp": 1, "step": step})
    for step in [2.5, 9223372036854775808, True]:
        metric({"run_id": "$scratch$", "key": "steps", "value": 1, "timestamp": 1, "step": step}, why=DROPS)
    for timestamp in [0, "12", -1, "x", None]:
        metric({"run_id": "$run$", "key": "times", "value": 1, "timestamp": timestamp})
    metric({"run_id": "$scratch$", "key": "times", "value": 1, "timestamp": 1.5}, why=DROPS)
    metric({"run_id": "$run$", "value": 1, "timestamp": 1})
    metric({"run_id": "$run$", "key": "m", "timestamp": 1})
    metric({"run_id": "$run$", "key": "m", "value": 1})
    metric({"run_uuid": "$run$", "key": "twin", "value": 1, "timestamp": 1})
    metric({"run_id": "0" * 32, "key": "m", "value": 1, "timestamp": 1})
    for step in range(12):
        metric({"run_id": "$run$", "key": "loss", "value": 1 / (step + 1), "timestamp": 1000 + step, "step": step})
        metric({"run_id": "$run3$", "key": "loss", "value": step, "timestamp": 2000 - step, "step": 2 * step})
    metric({"run_id": "$run$", "key": "loss", "value": 1, "timestamp": 1000, "step": 0})
    history = "metrics/get-history"
    get(history, {"run_id": "$run$", "metric_key": "loss"},
        why="3.11 answers no points and a token when no max_results is given; here all points come")
    get(history, {"run_id": "$run$", "metric_key": "loss", "max_results": 25000})
    get(history, {"run_uuid": "$run3$", "metric_key": "loss", "max_results": 25000})
    get(history, {"run_id": "$run$", "metric_key": "points", "max_results": 25000})
    get(history, {"run_id": "$scratch$", "metric_key": "bare", "max_results": 25000},
        why="The peer cannot read a bare NaN and stores 0 at time 0; here NaN is NaN.")
    get(history, {"run_id": "$run$", "metric_key": "loss", "max_results": 5})
    get(history, {"run_id": "$run$", "metric_key": "none", "max_results": 25000})
    get(history, {"run_id": "0" * 32, "metric_key": "loss", "max_results": 25000})
    get(history, {"run_id": "$run$", "max_results": 25000})
    get(history, {"metric_key": "loss", "max_results": 25000})
    get(history, {"run_id": "$run$", "metric_key": "loss", "max_results": "x"}, why=DROPS)
    get(history, {"run_id": "$run$", "metric_key": "loss", "max_results": 5, "page_token": "???"})
    bulk = "/ajax-api/2.0/mlflow/metrics/get-history-bulk"
    get(bulk, {"run_id": ["$run$", "$run3$"], "metric_key": "steps"})
    get(bulk, {"run_id": "$run$", "metric_key": "loss", "max_results": 3})
    get(bulk, {"metric_key": "loss"})
    get(bulk, {"run_id": "$run$"})
    get(bulk, {"run_id": ["$run$"] * 101, "metric_key": "loss"})
    interval = "metrics/get-history-bulk-interval"
    get(interval, {"run_ids": ["$run3$", "$run$"], "metric_key": "loss"})
    get("/ajax-api/2.0/mlflow/" + interval, {"run_ids": "$run$", "metric_key": "loss", "max_results": 320})
    get(interval, {"run_ids": ["$run3$", "$run$"], "metric_key": "loss", "start_step": 2, "end_step": 8})
    get(interval, {"run_ids": "$run$", "metric_key": "loss", "start_step": 2})
    get(interval, {"run_ids": "$run$", "metric_key": "loss", "start_step": 8, "end_step": 2})
    get(interval, {"run_ids": "$run$", "metric_key": "loss", "start_step": "x", "end_step": 2})
    get(interval, {"run_ids": "$run$", "metric_key": "loss", "max_results": 0})
    get(interval, {"run_ids": "$run$", "metric_key": "loss", "max_results": 2501})
    get(interval, {"run_ids": "$run$", "metric_key": "loss", "max_results": "x"})
    get(interval, {"metric_key": "loss"})
    get(interval, {"run_ids": "$run$"})
    get(interval, {"run_ids": ["$run$"] * 101, "metric_key": "loss"})


def batches():
    def batch(body, **more):
        post("runs/log-batch", body, **more)

    metric = {"key": "b", "value": 1.5, "timestamp": 1, "step": 1}
    batch({"run_id": "$run5$", "metrics": [metric, metric], "params": [{"key": "p", "value": "1"}],
           "tags": [{"key": "t", "value": "1"}, {"key": "t", "value": "2"}]})
    batch({"run_id": "$run5$"})
    batch({})
    batch({"run_id": ""})
    batch({"run_id": 5})
    batch({"run_id": "../etc"})
    batch({"run_id": "0" * 32, "metrics": [metric]})
    batch({"run_uuid": "$run5$", "metrics": [metric]})
    for broken in [{"value": 1, "timestamp": 1}, {"key": "a", "timestamp": 1}, {"key": "a", "value": 1},
                   {"key": 1, "value": 1, "timestamp": 1}, {"key": "a", "value": 1, "timestamp": -1}, {"key": "a//b", "value": 1, "timestamp": 1},
                   {"key": "x" * 251, "value": 1, "timestamp": 1}, 5, "x", None]:
        batch({"run_id": "$run5$", "metrics": [metric, broken]})
    for broken in [{"key": "a", "value": "x", "timestamp": 1}, {"key": "a", "value": 1, "timestamp": "x"},
                   {"key": "a", "value": 1, "timestamp": 1, "step": "x"}]:
        batch({"run_id": "$scratch$", "metrics": [metric, broken]}, why=DROPS)
    for kind in ["params", "tags"]:
        batch({"run_id": "$scratch$", kind: [{"key": "k2", "value": 5}]}, why=DROPS)
    for broken in [{"value": "v"}, {"key": "k"}, {"key": "", "value": "v"},
                   {"key": "a?", "value": "v"}, {"key": "x" * 251, "value": "v"}, {"key": "k3", "value": "v" * 6001}, 5]:
        batch({"run_id": "$run5$", "params": [broken]})
        batch({"run_id": "$run5$", "tags": [broken]})
    batch({"run_id": "$run5$", "metrics": {"a": 1}})
    batch({"run_id": "$run5$", "params": "x"})
    batch({"run_id": "$run5$", "params": [{"key": "d", "value": "1"}, {"key": "d", "value": "1"}]})
    batch({"run_id": "$run5$", "params": [{"key": "p", "value": "2"}, {"key": "q", "value": "2"}]})
    batch({"run_id": "$run5$", "metrics": [{**metric, "step": n} for n in range(1000)]})
    batch({"run_id": "$run5$", "metrics": [{**metric, "step": n} for n in range(1001)]})
    batch({"run_id": "$run5$", "params": [{"key": f"p{n}", "value": "v"} for n in range(100)]})
    batch({"run_id": "$run5$", "params": [{"key": f"p{n}", "value": "v"} for n in range(101)]})
    batch({"run_id": "$run5$", "tags": [{"key": f"p{n}", "value": "v"} for n in range(100)]})
    batch({"run_id": "$run5$", "tags": [{"key": f"p{n}", "value": "v"} for n in range(101)]})
    batch({"run_id": "$run5$", "metrics": [{**metric, "step": n} for n in range(950)],
           "tags": [{"key": f"p{n}", "value": "v"} for n in range(51)]})
    post("runs/create", {"experiment_id": "$exp$", "run_name": "empty", "start_time": 1}, take={"run6": "run.info.run_id"})
    batch({"run_id": "$run6$", "metrics": [{"key": "n", "value": "NaN", "timestamp": 1}, {"key": "i", "value": "Infinity", "timestamp": "2", "step": "3"}]})
    get("runs/get", {"run_id": "$run6$"})


def datasets_and_models():
    dataset = {"name": "d", "digest": "abc", "source_type": "local", "source": "{}"}
    inputs = {"tags": [{"key": "mlflow.data.context", "value": "train"}], "dataset": dataset}

    def log(body, **more):
        post("runs/log-inputs", body, **more)

    log({"run_id": "$run$", "datasets": [inputs]})
    log({"run_id": "$run$", "datasets": [{"tags": [], "dataset": {**dataset, "schema": "{}"}}]})
    log({"run_id": "$run3$", "datasets": [{"dataset": {**dataset, "digest": "def", "profile": "{}"}}]})
    log({"run_id": "$run$"})
    log({"datasets": [inputs]})
    log({"run_id": "$scratch$", "datasets": [{}]}, why=STRICT)
    log({"run_id": "$scratch$", "datasets": [{"dataset": {"name": "d"}}]}, why=STRICT)
    for name in ["name", "digest", "source_type", "source"]:
        log({"run_id": "$scratch$", "datasets": [{"dataset": {k: v for k, v in dataset.items() if k != name}}]}, why=STRICT)
    for name, limit in [("name", 500), ("digest", 36), ("source", 65535), ("schema", 1048575)]:
        log({"run_id": "$run6$", "datasets": [{"dataset": {**dataset, name: "x" * limit}}]})
        log({"run_id": "$run6$", "datasets": [{"dataset": {**dataset, name: "x" * (limit + 1)}}]})
    log({"run_id": "$run6$", "datasets": [{"dataset": dataset, "tags": [{"key": "k" * 255, "value": "v" * 500}]}]})
    log({"run_id": "$run6$", "datasets": [{"dataset": dataset, "tags": [{"key": "k" * 256, "value": "v"}]}]})
    log({"run_id": "$run6$", "datasets": [{"dataset": dataset, "tags": [{"key": "k", "value": "v" * 501}]}]})
    log({"run_id": "$scratch$", "datasets": [{"dataset": dataset, "tags": [{"value": "v"}]}]}, why=STRICT)
    log({"run_id": "$run6$", "datasets": "x"})
    log({"run_id": "0" * 32, "datasets": [inputs]})
    search = "/ajax-api/2.0/mlflow/experiments/search-datasets"
    post("experiments/create", {"name": "data-$nonce$"}, take={"exp3": "experiment_id"})
    post(search, {"experiment_ids": ["$exp3$"]})
    post(search, {"experiment_ids": []})
    post(search, {})
    post(search, {"experiment_ids": [str(n) for n in range(21)]})
    post(search, {"experiment_ids": [5]})
    post("experiments/search-datasets", {"experiment_ids": ["$exp3$"]}, why="Here both prefixes have it.")
    post("runs/create", {"experiment_id": "$exp3$", "run_name": "with data", "start_time": 2}, take={"run7": "run.info.run_id"})
    log({"run_id": "$run7$", "datasets": [inputs, {"dataset": {**dataset, "name": "untold"}}]})
    post(search, {"experiment_ids": ["$exp3$"]})
    models = "logged-models"
    post(models, {"experiment_id": "$exp$", "name": "m", "model_type": "tree", "source_run_id": "$run$",
                  "params": [{"key": "a", "value": "1"}], "tags": [{"key": "t", "value": "x"}]},
         take={"model": "model.info.model_id"})
    post(models, {"experiment_id": "$exp$", "name": "n"}, take={"model2": "model.info.model_id"})
    post(models, {"experiment_id": "$exp3$", "name": "twice"}, take={"model3": "model.info.model_id"})
    post(models, {"experiment_id": "$exp$", "name": "a/b"})
    post(models, {"experiment_id": "$exp$", "name": 5})
    post(models, {"name": "x"})
    post(models, {"experiment_id": "999999", "name": "x"})
    get(models + "/$model$")
    get(models + "/m-" + "0" * 32)
    ALL.append(Case("PATCH", models + "/$model$", {"model_id": "$model$", "status": "LOGGED_MODEL_READY"}))
    ALL.append(Case("PATCH", models + "/$model$", {"status": 2}, why=BODY_ID))
    ALL.append(Case("PATCH", models + "/$model$", {}))
    ALL.append(Case("PATCH", models + "/$model$", {"status": "READY"}))
    ALL.append(Case("PATCH", models + "/m-" + "0" * 32, {"status": "LOGGED_MODEL_READY"}, why=BODY_ID))
    ALL.append(Case("PATCH", models + "/$model$/tags", {"tags": [{"key": "u", "value": "y"}]}))
    ALL.append(Case("PATCH", models + "/$model3$/tags", {"tags": [{"value": "y"}]}, why=STRICT))
    ALL.append(Case("DELETE", models + "/$model$/tags/u"))
    ALL.append(Case("DELETE", models + "/$model$/tags/u"))
    post(models + "/$model$/params", {"params": [{"key": "b", "value": "2"}]}, why=BODY_ID)
    post(models + "/$model$/params", {"model_id": "$model$", "params": [{"key": "b", "value": "2"}]})
    post("runs/log-metric", {"run_id": "$run$", "key": "acc", "value": 0.5, "timestamp": 1, "step": 1,
                             "model_id": "$model$", "dataset_name": "d", "dataset_digest": "abc"})
    get(models + "/$model$")
    for step in [1, 2]:
        post("runs/log-metric", {"run_id": "$run7$", "key": "acc", "value": step / 4, "timestamp": step, "step": step,
                                 "model_id": "$model3$"})
    get(models + "/$model3$", why=NEWEST)
    post("runs/outputs", {"run_id": "$run$", "models": [{"model_id": "$model$", "step": 0}]})
    post("runs/outputs", {"run_id": "$run$", "models": [{"model_id": "$model$"}]},
         why="The peer's database refuses the second output; here the missing step is named.")
    post("runs/outputs", {"run_id": "$scratch$", "models": [{"step": 1}]}, why=STRICT)
    post("runs/outputs", {"run_id": "$run$"})
    post("runs/log-inputs", {"run_id": "$run$", "models": [{"model_id": "$model$"}]})
    get("runs/get", {"run_id": "$run$"})
    for filter in ["", "name = 'm'", "attributes.name LIKE '%m'", "params.a = '1'", "tags.t = 'x'", "metrics.acc > 0.4",
                   "metrics.acc < 0.4", "model_type != 'tree'", "creation_timestamp > 5",
                   "name IN ('m', 'z')", "name NOT IN ('m')", "source_run_id = '$run$'", "model_id = '$model$'",
                   "metrics.acc = 'x'", "metric.acc > 1", "colour = 'x'", "name = 'm' OR name = 'n'",
                   "name > 'a'", "metrics.acc LIKE 'x'", "creation_timestamp = 'x'", "params.a IS NULL", "name =", "(name = 'm')"]:
        post(models + "/search", {"experiment_ids": ["$exp$"], "filter": filter})
    post(models + "/search", {"experiment_ids": ["$exp$"], "filter": "status = 'READY'"},
         why="The peer compares the word with a number and finds nothing.")
    post(models + "/search", {"experiment_ids": ["$exp$"], "filter": "name = 5"}, why="Here text is quoted, as in runs/search.")
    post(models + "/search", {"experiment_ids": []})
    post(models + "/search", {})
    post(models + "/search", {"experiment_ids": ["$exp$"], "max_results": 1})
    post(models + "/search", {"experiment_ids": ["$exp$"], "max_results": 0})
    post(models + "/search", {"experiment_ids": ["$exp$"], "max_results": -1},
         why="The peer answers nothing and a token.")
    post(models + "/search", {"experiment_ids": ["$exp$"], "page_token": "???"})
    post(models + "/search", {"experiment_ids": ["$exp$"], "order_by": [{"field_name": "name", "ascending": False}]})
    post(models + "/search", {"experiment_ids": ["$exp$"], "order_by": [{"field_name": "metrics.acc"}]})
    post(models + "/search", {"experiment_ids": ["$exp$"], "order_by": [{"field_name": "metrics.acc", "dataset_name": "d", "dataset_digest": "abc"}]})
    post(models + "/search", {"experiment_ids": ["$exp$"], "order_by": [{"field_name": "colour"}]})
    post(models + "/search", {"experiment_ids": ["$exp$"], "order_by": [{}]})
    post(models + "/search", {"experiment_ids": ["$exp$"], "order_by": ["name"]})
    post(models + "/search", {"experiment_ids": ["$exp$"], "filter": "metrics.acc > 0.1", "datasets": [{"dataset_name": "d"}]},
         why="Here a dataset without a digest is any of that name.")
    post(models + "/search", {"experiment_ids": ["$exp$"], "filter": "metrics.acc > 0.1",
                              "datasets": [{"dataset_name": "d", "dataset_digest": "abc"}]})
    post(models + "/search", {"experiment_ids": ["$exp$"], "filter": "metrics.acc > 0.1", "datasets": [{"dataset_name": "other"}]})
    post(models + "/search", {"experiment_ids": ["$exp$"], "datasets": [{"dataset_digest": "abc"}]})
    ALL.append(Case("DELETE", models + "/$model2$"))
    ALL.append(Case("DELETE", models + "/$model2$"))
    get(models + "/$model2$")
    get(models + "/$model2$", {"allow_deleted": "true"})
    get(models + "/$model2$", {"allow_deleted": "maybe"})
    post("runs/log-model", {"run_id": "$run6$", "model_json": "{\"artifact_path\": \"m\"}"})
    post("runs/log-model", {"run_id": "$run6$", "model_json": "{"})
    post("runs/log-model", {"run_id": "$run6$"})
    post("runs/log-model", {"run_id": "$scratch$", "model_json":
         json.dumps({"artifact_path": "m", "flavors": {}, "utc_time_created": "now", "run_id": "$scratch$"})})


def run_searches():
    def search(body, **more):
        post("runs/search", {"experiment_ids": ["$exp$"], **body}, **more)

    accepted = [
        "", "metrics.loss < 0.5", "metric.loss >= 1", "metrics.loss != 11", "metrics.loss = 11", "metrics.`loss` > 1e-1",
        "metrics.\"loss\" > -1", "metrics.loss <= 11.0", "params.lr = '0.1'", "param.lr != '0.2'", "parameter.lr LIKE '0.%'",
        "parameters.lr ILIKE '0._'", "params.lr = \"0.1\"", "params.lr IS NULL", "params.lr IS NOT NULL", "tags.colour = 'red'",
        "tag.colour != 'red'", "tags.colour IS NULL", "tags.`mlflow.runName` = 'third'", "tags.mlflow.runName = 'third'",
        "tags.\"mlflow.runName\" ILIKE 'THIRD'", "run_id = '$run$'", "attributes.run_id IN ('$run$', 'x')",
        "run_id NOT IN ('$run$')", "run_name = 'third'", "attribute.run_name LIKE 'th%'", "attr.run_name ILIKE 'TH%'",
        "`run name` = 'third'", "\"Run Name\" = 'third'", "status = 'RUNNING'", "attributes.status != 'RUNNING'",
        "status LIKE 'RUN%'", "user_id = 'ann'", "artifact_uri LIKE '%artifacts'", "start_time > 2000", "start_time <= 2000",
        "created = 1000", "Created > 1000", "end_time > 5", "run.status = 'RUNNING'",
        "dataset.name = 'd'", "datasets.digest LIKE 'a%'", "dataset.context = 'train'", "dataset.name IN ('d', 'e')",
        "dataset.name NOT IN ('d')", "metrics.loss > 0 and params.lr = '0.1' AND tags.colour = 'red'",
        "dataset.name IN ('d') AND dataset.digest IN ('abc')", "params.lr like '0%'", "metrics.loss  >  0   ",
        "params.lr = ''", "metrics.points = 0", "metrics.points > 0", "metrics.steps > 0",
    ]
    for filter in accepted:
        search({"filter": filter})
    for filter in ["metrics.values = 0", "params.lr = 'a' AND", "AND params.lr = 'a'", "params.lr = 'a' params.x = 'b'", "params. = 'x'"]:
        search({"filter": filter}, why=SQLPARSE)
    refused = [
        "metrics.loss", "metrics.loss <", "< 5", "metrics.loss < 'a'", "metrics.loss < \"5\"", "metrics.loss LIKE 5",
        "metrics.loss IN (1)", "metrics.loss IS NULL", "params.lr = 0.1", "params.lr > '0'", "params.lr = lr", "params.lr IN ('a')",
        "tags.colour = red", "tags.colour > 'a'", "status = RUNNING", "status IN ('RUNNING')", "status > 'A'", "status = 5",
        "start_time = '5'", "start_time LIKE 5", "start_time = x", "colour = 'x'", "attributes.colour = 'x'",
        "experiment_id = '1'", "nothing.x = 'x'", "dataset.colour = 'x'", "dataset.name > 'a'", "dataset.name = 5",
        "params.lr = 'a' OR params.lr = 'b'", "(params.lr = 'a')", "NOT params.lr = 'a'", "params.lr = 'a'; params.x = 'b'", ";", "run_id IN ()",
        "run_id IN ('a', 5)", "run_id IN 'a'", "run_id IN ('a'", "run_id IN (a)", "'a' = 'a'", "1 = 1", "params.lr = 'a",
        "params.lr == 'a'", "params.lr IS 'a'", "params.lr NOT NULL", "user_id IS NULL", "run_name = third",
        ".lr = 'x'", "params.lr = `a`", "metrics.loss < 0.5 AND OR", "metrics.loss < 5 5", "-- x",
        "select 1", "metrics.loss between 1 and 2", "params.lr = 'a', params.x = 'b'", "metrics.loss < NaN",
    ]
    for filter in refused:
        search({"filter": filter})
    orders = [
        ["metrics.loss"], ["metrics.loss DESC"], ["metrics.loss asc"], ["params.lr"], ["params.lr DESC"], ["tags.colour"],
        ["start_time"], ["attributes.start_time DESC"], ["start_time ASC", "metrics.loss DESC"], ["run_name"], ["status DESC"],
        ["end_time"], ["end_time DESC"], ["metrics.points"], ["metrics.points DESC"],
        ["created"], ["metrics.`loss` DESC"], ["user_id"], ["metrics.missing"],
    ]
    for order in orders:
        search({"order_by": order})
    for order in [["run_id"], ["artifact_uri DESC"]]:
        search({"order_by": order, "filter": "run_id = '$run$'"})
    for order in [["colour"], ["metrics.loss sideways"], ["loss"], [""], ["metrics"], ["metrics.loss DESC ASC"], ["experiment_id"],
                  ["status", "status DESC"], ["dataset.name"], ["metrics.loss, params.lr"], [5], "start_time"]:
        search({"order_by": order})
    for order in [["metrics.values"], ["`run name`"], ["\"Run Name\" DESC"]]:
        search({"order_by": order}, why=SQLPARSE)
    for most in [1, 3, 50000, 50001, 0, -1, "2", "x"]:
        search({"max_results": most})
    for most in [1.5, True, None]:
        search({"max_results": most}, why=DROPS)
    for view in ["ACTIVE_ONLY", "DELETED_ONLY", "ALL", 1, 2, 3, "2", None]:
        search({"run_view_type": view})
    for view in [4, 0, "SOME"]:
        search({"run_view_type": view}, why=DROPS)
    for token in ["???", "YWJj", "", "e30=", "eyJvZmZzZXQiOiAieCJ9"]:
        search({"page_token": token})
    post("runs/search", {})
    post("runs/search", {"experiment_ids": []})
    post("runs/search", {"experiment_ids": ["x"]})
    post("runs/search", {"experiment_ids": [5]}, why=DROPS)
    post("runs/search", {"experiment_ids": "5"})
    post("runs/search", {"experiment_ids": ["999999"]})
    post("runs/search", {"experiment_ids": ["$exp$", "$exp$"], "max_results": 2})
    post("runs/search", {"experiment_ids": ["$exp$", "$exp3$"]})
    post("runs/search", {"experimentIds": ["$exp$"], "maxResults": 1})


def ends():
    post("runs/delete", {"run_id": "$run$"})
    post("runs/delete", {"run_id": "$run$"})
    get("runs/get", {"run_id": "$run$"})
    post("runs/log-metric", {"run_id": "$run$", "key": "m", "value": 1, "timestamp": 1})
    post("runs/log-parameter", {"run_id": "$run$", "key": "m", "value": "1"})
    post("runs/set-tag", {"run_id": "$run$", "key": "m", "value": "1"})
    post("runs/delete-tag", {"run_id": "$run$", "key": "colour"})
    post("runs/log-batch", {"run_id": "$run$", "tags": [{"key": "m", "value": "1"}]})
    post("runs/update", {"run_id": "$run$", "status": "FINISHED"})
    post("runs/log-inputs", {"run_id": "$run$", "datasets": [
        {"dataset": {"name": "d", "digest": "abc", "source_type": "local", "source": "{}"}}]})
    post("runs/search", {"experiment_ids": ["$exp$"], "run_view_type": "DELETED_ONLY"})
    post("runs/restore", {"run_id": "$run$"})
    post("runs/restore", {"run_uuid": "$run$"}, why="Here the older name of the id does everywhere.")
    post("runs/delete", {"run_id": "0" * 32})
    post("runs/restore", {"run_id": "0" * 32})
    post("runs/delete", {})


def artifacts():
    put = Case("PUT", "/api/2.0/mlflow-artifacts/artifacts/$exp$/$run$/artifacts/dir/a.txt", raw="hello", type="text/plain")
    ALL.append(put)
    for path in [None, "dir", "none", "dir/a.txt", "../x", "dir/../dir", "/etc", "%2e%2e/x", "a#b"]:
        get("artifacts/list", {"run_id": "$run$", **({"path": path} if path else {})})
    get("artifacts/list", {"run_uuid": "$run$"})
    get("artifacts/list")
    get("artifacts/list", {"run_id": "0" * 32})
    get("/api/2.0/mlflow-artifacts/artifacts", {"path": "$exp$/$run$/artifacts/dir"})
    get("/api/2.0/mlflow-artifacts/artifacts", {"path": "../x"})
    get("/get-artifact", {"run_id": "$run$", "path": "dir/a.txt"})
    get("/get-artifact", {"run_id": "$run$", "path": "dir/none"})
    get("/get-artifact", {"run_id": "$run$", "path": "../x"})
    get("/get-artifact", {"run_id": "$run$"}, why="Here this path, too, is refused with a code.")
    get("/get-artifact", {"path": "dir/a.txt"}, why="The peer looks for a run without a name.")
    get("/api/2.0/mlflow-artifacts/artifacts/$exp$/$run$/artifacts/dir/a.txt")
    get("/api/2.0/mlflow-artifacts/artifacts/$exp$/$run$/artifacts/dir/none")
    upload = "/ajax-api/2.0/mlflow/upload-artifact"
    ALL.append(Case("POST", upload, query={"run_uuid": "$run$", "path": "u/b.txt"}, raw="x", type="text/plain"))
    ALL.append(Case("POST", upload, query={"path": "u/b.txt"}, raw="x", type="text/plain"))
    ALL.append(Case("POST", upload, query={"run_uuid": "$run$"}, raw="x", type="text/plain"))
    ALL.append(Case("POST", upload, query={"run_uuid": "$run$", "path": "u/b.txt"}, raw="", type="text/plain"))
    ALL.append(Case("DELETE", "/api/2.0/mlflow-artifacts/artifacts/$exp$/$run$/artifacts/dir"))
    get("artifacts/list", {"run_id": "$run$"})


def manners():
    for raw in ["", "{", "[]", "7", "null", "\"x\"", "{} {}", "{\"name\": \"a\",}", "{'name': 'a'}", "true"]:
        post("experiments/create", raw=raw)
    post("experiments/create", raw="\"{\\\"name\\\": \\\"double-$nonce$\\\"}\"")
    post("experiments/create", raw="name=a", type="application/x-www-form-urlencoded")
    post("experiments/create", raw="{\"name\": \"plain-$nonce$\"}", type="text/plain")
    post("experiments/create", raw="{\"name\": \"charset-$nonce$\"}", type="application/json; charset=utf-8")
    post("experiments/create", raw="{\"name\": \"none-$nonce$\"}", type=None)
    get("/health")
    get("/version")
    get("/api/3.0/mlflow/server-info")
    get("/ajax-api/3.0/mlflow/server-info")
    get("/api/2.0/mlflow/nothing")
    post("/api/2.0/mlflow/nothing", {})
    get("/nothing")
    get("experiments/create")
    get("runs/search")
    post("runs/get", {})
    ALL.append(Case("DELETE", "experiments/get"))


for family in (experiments, experiment_searches, runs, tags_and_params, metrics, batches, datasets_and_models,
               run_searches, ends, artifacts, manners):
    family()
