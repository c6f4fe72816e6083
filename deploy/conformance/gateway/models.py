"""The models of the check: made here as ONNX, registered with the stock MLflow client, served by the gateway."""

import pathlib
import tempfile
import time
import uuid

import ml_dtypes
import numpy as np
import onnx
import requests
from mlflow import MlflowClient
from onnx import TensorProto, helper, numpy_helper

NONCE = uuid.uuid4().hex[:8]

# All fourteen, each with its least and its greatest value where it has them.
DATATYPES = {
    "BOOL": (TensorProto.BOOL, np.array([[True, False, True]])),
    "INT8": (TensorProto.INT8, np.array([[-128, 0, 127]], np.int8)),
    "INT16": (TensorProto.INT16, np.array([[-32768, 0, 32767]], np.int16)),
    "INT32": (TensorProto.INT32, np.array([[-2147483648, 0, 2147483647]], np.int32)),
    "INT64": (TensorProto.INT64, np.array([[-(2**63), 9007199254740993, 2**63 - 1]], np.int64)),
    "UINT8": (TensorProto.UINT8, np.array([[0, 128, 255]], np.uint8)),
    "UINT16": (TensorProto.UINT16, np.array([[0, 32768, 65535]], np.uint16)),
    "UINT32": (TensorProto.UINT32, np.array([[0, 2147483648, 2**32 - 1]], np.uint32)),
    "UINT64": (TensorProto.UINT64, np.array([[0, 2**63 + 1, 2**64 - 1]], np.uint64)),
    "FP16": (TensorProto.FLOAT16, np.array([[0.5, -2.0, 65504.0]], np.float16)),
    "BF16": (TensorProto.BFLOAT16, np.array([[0.5, -2.0, 3.0]], ml_dtypes.bfloat16)),
    "FP32": (TensorProto.FLOAT, np.array([[0.1, -3.4e38, 1.17e-38]], np.float32)),
    "FP64": (TensorProto.DOUBLE, np.array([[0.1, -1.7e308, 2.3e-308]], np.float64)),
    "BYTES": (TensorProto.STRING, np.array([["text", "", "päckchen 数据 😀"]], np.object_)),
}
CLASSES = ["on time", "late", "cancelled"]


def identity(datatype):
    return f"conf-{NONCE}-{datatype.lower()}"


SIMPLE = f"conf-{NONCE}-simple"
SCORES = f"conf-{NONCE}-scores"
COUNTED = f"conf-{NONCE}-counted"
LOGARITHM = f"conf-{NONCE}-logarithm"
SLOW = f"conf-{NONCE}-slow"
WEIGHTS = np.arange(12, dtype=np.float32).reshape(4, 3) / 10


def tensor(name, type, *shape):
    return helper.make_tensor_value_info(name, type, shape)


def made(nodes, inputs, outputs, initial=()):
    graph = helper.make_graph(nodes, "conformance", inputs, outputs, list(initial))
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    return model.SerializeToString()


def an_identity(type, width="width"):
    return made([helper.make_node("Identity", ["input"], ["output"])],
                [tensor("input", type, "batch", width)], [tensor("output", type, "batch", width)])


def a_sum_and_a_difference():
    return made([helper.make_node("Add", ["INPUT0", "INPUT1"], ["OUTPUT0"]),
                 helper.make_node("Sub", ["INPUT0", "INPUT1"], ["OUTPUT1"])],
                [tensor(name, TensorProto.INT32, "batch", 16) for name in ("INPUT0", "INPUT1")],
                [tensor(name, TensorProto.INT32, "batch", 16) for name in ("OUTPUT0", "OUTPUT1")])


def a_matrix_product():
    return made([helper.make_node("MatMul", ["input", "weights"], ["scores"])],
                [tensor("input", TensorProto.FLOAT, "batch", 4)], [tensor("scores", TensorProto.FLOAT, "batch", 3)],
                [numpy_helper.from_array(WEIGHTS, "weights")])


def a_logarithm():
    """Of a negative number it is not a number, of zero it is infinite."""
    return made([helper.make_node("Log", ["input"], ["output"])],
                [tensor("input", TensorProto.FLOAT, "batch", 3)], [tensor("output", TensorProto.FLOAT, "batch", 3)])


def a_slow_model():
    """Multiplies a large matrix as often as the greatest input says, some 10 ms each time."""
    square = np.zeros((384, 384), np.float32)
    body = helper.make_graph(
        [helper.make_node("Identity", ["going"], ["still_going"]), helper.make_node("MatMul", ["state", "square"], ["next"])],
        "body", [tensor("turn", TensorProto.INT64), tensor("going", TensorProto.BOOL), tensor("state", TensorProto.FLOAT, 384, 384)],
        [tensor("still_going", TensorProto.BOOL), tensor("next", TensorProto.FLOAT, 384, 384)])
    return made([helper.make_node("ReduceMax", ["input"], ["turns"], keepdims=0),
                 helper.make_node("Loop", ["turns", "", "square"], ["last"], body=body),
                 helper.make_node("ReduceMax", ["last"], ["most"], keepdims=0),
                 helper.make_node("Cast", ["most"], ["whole"], to=TensorProto.INT64),
                 helper.make_node("Add", ["input", "whole"], ["output"])],
                [tensor("input", TensorProto.INT64, "batch", 1)], [tensor("output", TensorProto.INT64, "batch", 1)],
                [numpy_helper.from_array(square, "square")])


def turns(infer, seconds=2):
    """How often the slow model has to turn to be busy that long on this machine."""
    few = np.array([[50]], np.int64)
    infer(few)
    started = time.monotonic()
    infer(few)
    return few * max(1, int(seconds / (time.monotonic() - started)))


def as_text(found):
    return np.vectorize(lambda each: each.decode() if isinstance(each, bytes) else each, otypes=[object])(found)


def all_models():
    models = {identity(name): an_identity(type) for name, (type, _) in DATATYPES.items()}
    models |= {SIMPLE: a_sum_and_a_difference(), SCORES: a_matrix_product(), LOGARITHM: a_logarithm(),
               COUNTED: an_identity(TensorProto.FLOAT, 2), SLOW: a_slow_model()}
    return models


def register(client, name, model):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "model.onnx").write_bytes(model)
        (folder / "MLmodel").write_text("flavors:\n  onnx:\n    data: model.onnx\n")
        if name == SCORES:
            (folder / "labels.txt").write_text("\n".join(CLASSES) + "\n")
        run = client.create_run(experiment(client), run_name=name)
        client.log_artifacts(run.info.run_id, str(folder), "model")
        client.set_terminated(run.info.run_id)
    client.create_registered_model(name)
    version = client.create_model_version(name, f"runs:/{run.info.run_id}/model", run.info.run_id)
    client.set_registered_model_alias(name, "champion", version.version)


def experiment(client):
    found = client.get_experiment_by_name("conformance-gateway")
    return found.experiment_id if found else client.create_experiment("conformance-gateway")


def await_served(gateway, names, seconds=60):
    waited = time.monotonic() + seconds
    for name in names:
        while requests.get(f"{gateway}/v2/models/{name}/ready", timeout=10).status_code != 200:
            if time.monotonic() > waited:
                raise AssertionError(f"{name} is not served within {seconds} s")
            time.sleep(0.05)


def register_all(tracking_uri, gateway):
    client = MlflowClient(tracking_uri=tracking_uri)
    models = all_models()
    for name, model in models.items():
        register(client, name, model)
    await_served(gateway, models)
    return models.keys()


def delete_all(tracking_uri, names):
    client = MlflowClient(tracking_uri=tracking_uri)
    for name in names:
        client.delete_registered_model_alias(name, "champion")
        client.delete_registered_model(name)
