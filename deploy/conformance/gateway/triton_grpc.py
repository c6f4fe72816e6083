"""The stock tritonclient over gRPC, and what must be the same over HTTP."""

import queue
import time

import grpc
import numpy as np
import tritonclient.grpc as triton
import tritonclient.grpc.aio as aio
import tritonclient.http as http
from tritonclient.utils import InferenceServerException, np_to_triton_dtype

import models
from steps import expect, same

STEPS = []


def step(function):
    STEPS.append(function)
    return function


def given(name, data, datatype=None):
    tensor = triton.InferInput(name, list(data.shape), datatype or np_to_triton_dtype(data.dtype))
    tensor.set_data_from_numpy(data)
    return tensor


def told(result, name, datatype=None):
    found = result.as_numpy(name)
    return models.as_text(found) if datatype == "BYTES" else found


def refused(call, code, *words):
    try:
        call()
    except InferenceServerException as e:
        expect(code in str(e.status()), f"{e.status()} instead of {code}: {e}")
        for word in words:
            expect(word in e.message(), f"no '{word}' in '{e.message()}'")
    else:
        raise AssertionError(f"not refused with {code}")


@step
def the_server_is_live_and_ready_and_tells_its_extensions(client, address, gateway):
    expect(client.is_server_live() and client.is_server_ready())
    same(sorted(client.get_server_metadata().extensions),
         sorted(http.InferenceServerClient(gateway).get_server_metadata()["extensions"]))


@step
def a_model_tells_its_signature_and_configuration(client, *_):
    expect(client.is_model_ready(models.SIMPLE) and not client.is_model_ready("nobody"))
    metadata = client.get_model_metadata(models.SIMPLE)
    same((metadata.name, list(metadata.versions), metadata.platform), (models.SIMPLE, ["1"], "onnxruntime_onnx"))
    same([(t.name, t.datatype, list(t.shape)) for t in metadata.inputs], [(n, "INT32", [-1, 16]) for n in ("INPUT0", "INPUT1")])
    config = client.get_model_config(models.SCORES).config
    same((config.name, list(config.output[0].dims), config.output[0].label_filename), (models.SCORES, [3], "labels.txt"))
    expect(config.max_batch_size > 0 and config.HasField("dynamic_batching"))


@step
def every_datatype_goes_through(client, *_):
    for datatype, (_, data) in models.DATATYPES.items():
        result = client.infer(models.identity(datatype), [given("input", data, datatype)])
        same(result.get_output("output").datatype, datatype)
        expect(np.array_equal(told(result, "output", datatype), data), datatype)


def sums(client, **options):
    left, right = np.arange(32, dtype=np.int32).reshape(2, 16), np.ones((2, 16), np.int32)
    result = client.infer(models.SIMPLE, [given("INPUT0", left), given("INPUT1", right)], **options)
    expect(np.array_equal(result.as_numpy("OUTPUT0"), left + right))
    return result


@step
def outputs_come_as_they_are_wanted(client, *_):
    result = sums(client, request_id="some", outputs=[triton.InferRequestedOutput(n) for n in ("OUTPUT1", "OUTPUT0")])
    same([o.name for o in result.get_response().outputs], ["OUTPUT1", "OUTPUT0"])
    same((result.get_response().id, result.get_response().model_version), ("some", "1"))


@step
def messages_are_compressed(client, *_):
    for algorithm in ("gzip", "deflate"):
        sums(client, compression_algorithm=algorithm)


@step
def requests_run_side_by_side(client, *_):
    answers = queue.Queue()
    calls = [client.async_infer(models.identity("FP32"), [given("input", np.full((1 + n % 3, 2), n, np.float32))],
                                lambda result, error: answers.put((result, error)), request_id=str(n)) for n in range(200)]
    seen = set()
    for _ in calls:
        result, error = answers.get(timeout=30)
        expect(error is None, error)
        number = int(result.get_response().id)
        expect((result.as_numpy("output") == number).all() and len(result.as_numpy("output")) == 1 + number % 3)
        seen.add(number)
    same(len(seen), 200)


@step
def a_stream_answers_in_order_and_survives_a_wrong_request(_, address, __):
    with triton.InferenceServerClient(address) as client:
        answers = queue.Queue()
        client.start_stream(lambda result, error: answers.put((result, error)))
        for n in range(300):
            model = "nobody" if n == 150 else models.identity("INT64")
            client.async_stream_infer(model, [given("input", np.array([[n]], np.int64))], request_id=str(n))
        for n in range(300):
            result, error = answers.get(timeout=30)
            if n == 150:
                expect(error is not None and "nobody" in error.message(), error)
            else:
                expect(error is None, error)
                same((result.get_response().id, result.as_numpy("output").tolist()), (str(n), [[n]]))
        client.stop_stream()


@step
async def the_asynchronous_client_does_the_same(_, address, __):
    async with aio.InferenceServerClient(address) as client:
        expect(await client.is_server_live() and await client.is_model_ready(models.SIMPLE))
        data = np.ones((2, 4), np.float32)
        result = await client.infer(models.SCORES, [given("input", data)])
        expect(np.allclose(result.as_numpy("scores"), data @ models.WEIGHTS))

        async def asked():
            for n in range(10):
                yield {"model_name": models.identity("INT64"), "inputs": [given("input", np.array([[n]], np.int64))], "request_id": str(n)}

        got = []
        async for result, error in client.stream_infer(asked()):
            expect(error is None, error)
            got.append(int(result.as_numpy("output")[0][0]))
        same(got, list(range(10)))


@step
def an_output_is_told_as_its_greatest_classes(client, *_):
    result = client.infer(models.SCORES, [given("input", np.array([[1, 0, 0, 0]], np.float32))],
                          outputs=[triton.InferRequestedOutput("scores", class_count=2)])
    same(told(result, "scores", "BYTES").tolist(), [["0.200000:2:cancelled", "0.100000:1:late"]])


@step
def parameters_are_taken(client, *_):
    data = np.ones((3, 4), np.float32)
    answer = client.infer(models.SCORES, [given("input", data)], priority=1, timeout=2_000_000,
                          parameters={"explain_batch": True, "mine": "x", "number": 7, "flag": False}).get_response()
    same(answer.parameters["batch_rows"].int64_param, 3)
    expect("batch_rows" not in client.infer(models.SCORES, [given("input", data)]).get_response().parameters)


@step
def what_waits_longer_than_its_timeout_is_told_so(client, *_):
    executors = client.get_model_config(models.SLOW).config.instance_group[0].count
    answers = queue.Queue()
    long = models.turns(lambda turns: client.infer(models.SLOW, [given("input", turns)]))
    calls = [client.async_infer(models.SLOW, [given("input", long)], lambda result, error: answers.put((result, error))) for _ in range(executors)]
    time.sleep(0.3)
    refused(lambda: client.infer(models.SLOW, [given("input", np.array([[1]], np.int64))], timeout=50_000), "UNAVAILABLE")
    refused(lambda: client.infer(models.SLOW, [given("input", np.array([[1]], np.int64))], client_timeout=0.05), "DEADLINE_EXCEEDED")
    for _ in calls:
        expect(answers.get(timeout=30)[1] is None)


@step
def a_cancelled_call_leaves_the_queue(client, *_):
    executors = client.get_model_config(models.SLOW).config.instance_group[0].count
    answers = queue.Queue()
    long = models.turns(lambda turns: client.infer(models.SLOW, [given("input", turns)]))
    calls = [client.async_infer(models.SLOW, [given("input", long)], lambda result, error: answers.put((result, error))) for _ in range(executors)]
    time.sleep(0.3)
    waiting = client.async_infer(models.SLOW, [given("input", long * 20)], lambda result, error: None)
    time.sleep(0.1)
    waiting.cancel()
    for _ in calls:
        expect(answers.get(timeout=30)[1] is None)
    started = time.monotonic()
    client.infer(models.SLOW, [given("input", np.array([[1]], np.int64))])
    expect(time.monotonic() - started < 5, "the cancelled request was run")


@step
def wrong_requests_are_told_what_is_wrong(client, *_):
    good = given("input", np.ones((1, 4), np.float32))
    refused(lambda: client.infer("nobody", [good]), "NOT_FOUND", "nobody")
    refused(lambda: client.infer(models.SCORES, [good], model_version="99"), "NOT_FOUND", "99")
    refused(lambda: client.infer(models.SCORES, [given("input", np.ones((1, 5), np.float32))]), "INVALID_ARGUMENT", "shape")
    refused(lambda: client.infer(models.SCORES, [given("input", np.ones((1, 4), np.float64))]), "INVALID_ARGUMENT", "FP64", "FP32")
    refused(lambda: client.infer(models.SCORES, [given("other", np.ones((1, 4), np.float32))]), "INVALID_ARGUMENT", "other")
    refused(lambda: client.infer(models.SIMPLE, [given("INPUT0", np.ones((1, 16), np.int32))]), "INVALID_ARGUMENT", "INPUT1")
    refused(lambda: client.get_model_metadata("nobody"), "NOT_FOUND", "nobody")
    refused(lambda: client.load_model("nobody"), "INVALID_ARGUMENT", "nobody")
    refused(client.get_trace_settings, "UNIMPLEMENTED")
    refused(client.get_log_settings, "UNIMPLEMENTED")


@step
def models_are_listed_unloaded_and_loaded_again(client, *_):
    mine = lambda: [m for m in client.get_model_repository_index().models if m.name == models.LOGARITHM]
    same([(m.version, m.state) for m in mine()], [("1", "READY")])
    client.unload_model(models.LOGARITHM)
    expect(not client.is_model_ready(models.LOGARITHM))
    client.load_model(models.LOGARITHM)
    expect(client.is_model_ready(models.LOGARITHM))


@step
def health_is_told_as_grpc_has_it(_, address, __):
    from grpc_health.v1 import health_pb2, health_pb2_grpc
    with grpc.insecure_channel(address) as channel:
        answer = health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest())
        same(answer.status, health_pb2.HealthCheckResponse.SERVING)


@step
def services_are_told_by_reflection(_, address, __):
    from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase
    with grpc.insecure_channel(address) as channel:
        services = ProtoReflectionDescriptorDatabase(channel).get_services()
        expect("inference.GRPCInferenceService" in services, services)


@step
def statistics_count_every_request_row_and_batch(client, _, gateway):
    web = http.InferenceServerClient(gateway, concurrency=32)
    before = web.get_inference_statistics(models.COUNTED, "1")["model_stats"][0]
    rows = [1, 2, 3, 2, 1, 5]
    for count in rows:
        tensor = http.InferInput("input", [count, 2], "FP32")
        tensor.set_data_from_numpy(np.zeros((count, 2), np.float32))
        web.infer(models.COUNTED, [tensor])
    for _ in range(4):
        client.infer(models.COUNTED, [given("input", np.zeros((2, 2), np.float32))])
    wrong = given("input", np.zeros((1, 3), np.float32))
    for _ in range(3):
        refused(lambda: client.infer(models.COUNTED, [wrong]), "INVALID_ARGUMENT")
    after = web.get_inference_statistics(models.COUNTED, "1")["model_stats"][0]
    more = lambda *path: get(after, path) - get(before, path)
    same(more("inference_count"), sum(rows) + 8, "rows")
    same(more("execution_count"), 10, "batches of requests one after the other")
    for name in ("success", "queue", "compute_input", "compute_infer", "compute_output"):
        same(more("inference_stats", name, "count"), 10, name)
    same(more("inference_stats", "fail", "count"), 3, "fail")
    parts = sum(more("inference_stats", name, "ns") for name in ("queue", "compute_input", "compute_infer", "compute_output"))
    expect(0 < parts <= more("inference_stats", "success", "ns"), "the parts are longer than the whole")
    expect(more("inference_stats", "compute_infer", "ns") > 0)
    expect(abs(after["last_inference"] - time.time() * 1000) < 60_000, after["last_inference"])
    sizes = {b["batch_size"]: b["compute_infer"]["count"] for b in after["batch_stats"]}
    was = {b["batch_size"]: b["compute_infer"]["count"] for b in before["batch_stats"]}
    same({n: c - was.get(n, 0) for n, c in sizes.items() if c != was.get(n, 0)}, {1: 2, 2: 6, 3: 1, 5: 1}, "batches by size")


@step
def statistics_add_up_under_load_and_are_the_same_over_grpc(client, _, gateway):
    web = http.InferenceServerClient(gateway, concurrency=32)
    before = web.get_inference_statistics(models.COUNTED, "1")["model_stats"][0]
    tensor = http.InferInput("input", [2, 2], "FP32")
    tensor.set_data_from_numpy(np.zeros((2, 2), np.float32))
    for each in [web.async_infer(models.COUNTED, [tensor]) for _ in range(500)]:
        each.get_result()
    after = web.get_inference_statistics(models.COUNTED, "1")["model_stats"][0]
    same(after["inference_count"] - before["inference_count"], 1000)
    same(after["inference_stats"]["success"]["count"] - before["inference_stats"]["success"]["count"], 500)
    same(sum(b["batch_size"] * b["compute_infer"]["count"] for b in after["batch_stats"]), after["inference_count"], "rows by batch size")
    same(sum(b["compute_infer"]["count"] for b in after["batch_stats"]), after["execution_count"], "batches by batch size")
    same(client.get_inference_statistics(models.COUNTED, "1", as_json=True)["model_stats"][0], as_proto(after), "over gRPC")
    everything = web.get_inference_statistics()["model_stats"]
    expect({models.COUNTED, models.SIMPLE, models.SCORES} <= {m["name"] for m in everything})


def get(value, path):
    for step in path:
        value = value[step]
    return value


def as_proto(value):
    """As protocol buffers print JSON: 64-bit numbers as strings, without what is zero or empty."""
    if isinstance(value, dict):
        kept = {key: as_proto(v) for key, v in value.items()}
        return {key: v for key, v in kept.items() if v not in (0, "0", "", [], None) and not (v == {} and key == "response_stats")}
    if isinstance(value, list):
        return [as_proto(v) for v in value]
    return str(value) if isinstance(value, int) else value
