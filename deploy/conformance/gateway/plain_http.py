"""What no client library sends: V1 and MLflow's scoring by hand, CloudEvents, raw requests, bodies' edges."""

import gzip
import json
import struct
import zlib

import numpy as np
import requests

import models
from steps import expect, same

STEPS = []
DATA = [[1, 0, 0, 0], [1, 1, 1, 1]]
SCORES = (np.array(DATA, np.float32) @ models.WEIGHTS).tolist()


def step(function):
    STEPS.append(function)
    return function


def post(url, status=200, **how):
    answer = requests.post(url, timeout=30, **how)
    same(answer.status_code, status, answer.text[:200])
    return answer


def near(found, expected):
    expect(np.allclose(np.array(found, float), np.array(expected, float)), f"{found} instead of {expected}")


@step
def v1_lists_models_and_predicts_rows_and_arrays(gateway):
    expect(models.SCORES in requests.get(f"{gateway}/v1/models").json()["models"])
    same(requests.get(f"{gateway}/v1/models/{models.SCORES}").json(), {"name": models.SCORES, "ready": True})
    predict = f"{gateway}/v1/models/{models.SCORES}:predict"
    near(post(predict, json={"instances": DATA}).json()["predictions"], SCORES)
    near(post(predict, json={"instances": [{"input": row} for row in DATA]}).json()["predictions"], SCORES)
    near(post(predict, json={"inputs": {"input": DATA}}).json()["predictions"], SCORES)
    both = post(f"{gateway}/v1/models/{models.SIMPLE}:predict", json={"instances": [{"INPUT0": list(range(16)), "INPUT1": [1] * 16}]})
    same(both.json()["predictions"][0]["OUTPUT0"][:3], [1, 2, 3])
    expect("error" in post(f"{gateway}/v1/models/nobody:predict", 404, json={"instances": DATA}).json())
    expect("error" in post(predict, 400, json={"rows": DATA}).json())


@step
def v1_answers_events_with_events(gateway):
    predict = f"{gateway}/v1/models/{models.SCORES}:predict"
    answer = post(predict, json={"instances": DATA}, headers={"ce-id": "7", "ce-specversion": "1.0", "ce-type": "x", "ce-source": "y"})
    same(answer.headers["ce-specversion"], "1.0")
    near(answer.json()["predictions"], SCORES)
    event = {"specversion": "1.0", "id": "7", "type": "x", "source": "y", "data": {"instances": DATA}}
    answer = post(predict, data=json.dumps(event), headers={"Content-Type": "application/cloudevents+json"})
    near(answer.json()["data"]["predictions"], SCORES)


@step
def mlflow_is_scored_in_its_four_forms(gateway):
    same(requests.get(f"{gateway}/ping").status_code, 200)
    invocations = f"{gateway}/invocations?model={models.SCORES}"
    near(post(invocations, json={"inputs": DATA}).json()["predictions"]["scores"], SCORES)
    near(post(invocations, json={"instances": DATA}).json()["predictions"]["scores"], SCORES)
    frame = post(invocations, json={"dataframe_split": {"data": DATA}}).json()["predictions"]
    near([row["scores"] for row in frame], SCORES)
    simple = {"INPUT0": list(range(16)), "INPUT1": [1] * 16}
    frame = post(f"{gateway}/invocations?model={models.SIMPLE}", json={"dataframe_records": [simple, simple]}).json()["predictions"]
    same(frame[1]["OUTPUT1"][:3], [-1, 0, 1])
    frame = post(f"{gateway}/invocations?model={models.SIMPLE}", json={"dataframe_split": {
        "columns": ["INPUT1", "INPUT0"], "index": [0], "data": [[[1] * 16, list(range(16))]]}}).json()["predictions"]
    same(frame[0]["OUTPUT0"][:3], [1, 2, 3])
    same(post(invocations, 400, json={"rows": DATA}).json()["error_code"], "BAD_REQUEST")


def infer(gateway, model):
    return f"{gateway}/v2/models/{model}/infer"


@step
def a_raw_request_is_the_bytes_of_the_only_input(gateway):
    answer = post(infer(gateway, models.SCORES), data=np.ones(4, np.float32).tobytes(), headers={"Inference-Header-Content-Length": "0"})
    head = int(answer.headers["Inference-Header-Content-Length"])
    near(np.frombuffer(answer.content[head:], np.float32), np.ones(4) @ models.WEIGHTS)
    same(json.loads(answer.content[:head])["outputs"][0]["parameters"], {"binary_data_size": 12})
    answer = post(infer(gateway, models.identity("INT64")), data=struct.pack("<3q", 1, -2, 3), headers={"Inference-Header-Content-Length": "0"})
    head = int(answer.headers["Inference-Header-Content-Length"])
    same(struct.unpack("<3q", answer.content[head:]), (1, -2, 3))


@step
def json_is_nested_or_flat_and_in_any_order(gateway):
    for data in (DATA, sum(DATA, [])):
        for fields in (["name", "shape", "datatype", "data"], ["data", "datatype", "shape", "name"]):
            tensor = {"name": "input", "shape": [2, 4], "datatype": "FP32", "data": data}
            answer = post(infer(gateway, models.SCORES), data=json.dumps({"inputs": [{f: tensor[f] for f in fields}], "unknown": {"x": [1]}}))
            near(np.array(answer.json()["outputs"][0]["data"]).reshape(2, 3), SCORES)


@step
def compression_counts_the_head_as_it_was(gateway):
    head = json.dumps({"inputs": [{"name": "input", "shape": [1, 4], "datatype": "FP32", "parameters": {"binary_data_size": 16}}]}).encode()
    body = head + np.ones(4, np.float32).tobytes()
    for encoding, packed in (("gzip", gzip.compress(body)), ("deflate", zlib.compress(body))):
        answer = post(infer(gateway, models.SCORES), data=packed, headers={
            "Content-Encoding": encoding, "Inference-Header-Content-Length": str(len(head)), "Accept-Encoding": encoding})
        same(answer.headers.get("Content-Encoding"), encoding)
        near(answer.json()["outputs"][0]["data"], np.ones(4) @ models.WEIGHTS)
    expect("error" in post(infer(gateway, models.SCORES), 400, data=body, headers={"Content-Encoding": "gzip"}).json())
    expect("error" in post(infer(gateway, models.SCORES), 415, data=body, headers={"Content-Encoding": "br"}).json())


@step
def strings_that_are_no_text_are_refused_not_changed(gateway):
    head = json.dumps({"inputs": [{"name": "input", "shape": [1, 1], "datatype": "BYTES", "parameters": {"binary_data_size": 6}}]}).encode()
    answer = post(infer(gateway, models.identity("BYTES")), 400, data=head + struct.pack("<I", 2) + b"\xff\xfe",
                  headers={"Inference-Header-Content-Length": str(len(head))})
    expect("UTF-8" in answer.json()["error"], answer.text)


@step
def metrics_are_those_of_a_triton_server(gateway):
    text = requests.get(f"{gateway}/q/metrics").text
    for name in ("nv_inference_request_success", "nv_inference_request_failure", "nv_inference_count", "nv_inference_exec_count",
                 "nv_inference_queue_duration_us", "nv_inference_compute_infer_duration_us", "nv_inference_pending_request_count"):
        expect(any(line.startswith(name) and f'model="{models.SCORES}"' in line for line in text.splitlines()), f"no {name}")
