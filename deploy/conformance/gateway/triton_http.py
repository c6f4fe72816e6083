"""The stock tritonclient over HTTP."""

import time

import numpy as np
import tritonclient.http as http
import tritonclient.http.aio as aio
from tritonclient.utils import InferenceServerException, np_to_triton_dtype

import models
from steps import expect, same

STEPS = []


def step(function):
    STEPS.append(function)
    return function


def given(name, data, datatype=None, binary=True):
    tensor = http.InferInput(name, list(data.shape), datatype or np_to_triton_dtype(data.dtype))
    tensor.set_data_from_numpy(data, binary_data=binary)
    return tensor


def told(result, name, datatype=None):
    found = result.as_numpy(name)
    return models.as_text(found) if datatype == "BYTES" else found


def refused(call, status, *words):
    try:
        call()
    except InferenceServerException as e:
        expect(str(e.status()) == str(status), f"{e.status()} instead of {status}: {e}")
        for word in words:
            expect(word in e.message(), f"no '{word}' in '{e.message()}'")
    else:
        raise AssertionError(f"not refused with {status}")


@step
def the_server_is_live_and_ready_and_tells_its_extensions(client, _):
    expect(client.is_server_live() and client.is_server_ready())
    metadata = client.get_server_metadata()
    for extension in ("binary_tensor_data", "classification", "model_repository", "model_configuration", "parameters",
                      "schedule_policy", "statistics"):
        expect(extension in metadata["extensions"], f"{extension} is not among {metadata['extensions']}")
    expect(metadata["name"] and metadata["version"])


@step
def a_model_tells_its_signature_and_configuration(client, _):
    expect(client.is_model_ready(models.SIMPLE) and client.is_model_ready(models.SIMPLE, "1"))
    expect(not client.is_model_ready("nobody") and not client.is_model_ready(models.SIMPLE, "99"))
    metadata = client.get_model_metadata(models.SIMPLE)
    same((metadata["name"], metadata["versions"], metadata["platform"]), (models.SIMPLE, ["1"], "onnxruntime_onnx"))
    same(metadata["inputs"], [{"name": name, "datatype": "INT32", "shape": [-1, 16]} for name in ("INPUT0", "INPUT1")])
    same(metadata["outputs"], [{"name": name, "datatype": "INT32", "shape": [-1, 16]} for name in ("OUTPUT0", "OUTPUT1")])
    config = client.get_model_config(models.SIMPLE, "1")
    same((config["name"], config["input"][0]["data_type"], config["input"][0]["dims"]), (models.SIMPLE, "TYPE_INT32", [16]))
    expect(config["max_batch_size"] > 0 and config["instance_group"][0]["count"] > 0 and "dynamic_batching" in config)
    same(client.get_model_config(models.identity("BYTES"))["input"][0]["data_type"], "TYPE_STRING")
    same(client.get_model_config(models.SCORES)["output"][0]["label_filename"], "labels.txt")


def identities(client, binary):
    for datatype, (_, data) in models.DATATYPES.items():
        if not binary and datatype in ("FP16", "BF16"):
            continue
        result = client.infer(models.identity(datatype), [given("input", data, datatype, binary)],
                              outputs=[http.InferRequestedOutput("output", binary_data=binary)])
        same(result.get_output("output")["datatype"], datatype)
        expect(np.array_equal(told(result, "output", datatype), data),
               f"{datatype}: {told(result, 'output', datatype)} instead of {data}")


@step
def every_datatype_goes_through_as_binary_data(client, _):
    identities(client, True)


@step
def every_datatype_that_json_has_goes_through_as_json(client, _):
    identities(client, False)


@step
def halves_are_refused_as_json(client, _):
    data = models.DATATYPES["FP16"][1]
    refused(lambda: client.infer(models.identity("FP16"), [given("input", data)],
                                 outputs=[http.InferRequestedOutput("output", binary_data=False)]), 400, "FP16", "binary")


def sums(client, **options):
    left, right = np.arange(32, dtype=np.int32).reshape(2, 16), np.ones((2, 16), np.int32)
    result = client.infer(models.SIMPLE, [given("INPUT0", left), given("INPUT1", right, binary=False)], **options)
    expect(np.array_equal(result.as_numpy("OUTPUT0"), left + right))
    return result, left, right


@step
def binary_and_json_mix_and_the_output_says_which(client, _):
    result, left, right = sums(client, request_id="mixed", outputs=[
        http.InferRequestedOutput("OUTPUT1", binary_data=False), http.InferRequestedOutput("OUTPUT0", binary_data=True)])
    expect(np.array_equal(result.as_numpy("OUTPUT1"), left - right))
    answer = result.get_response()
    same([output["name"] for output in answer["outputs"]], ["OUTPUT1", "OUTPUT0"])
    same((answer["id"], answer["model_name"], answer["model_version"]), ("mixed", models.SIMPLE, "1"))
    expect("data" in answer["outputs"][0] and answer["outputs"][1]["parameters"]["binary_data_size"] == 128)


@step
def without_named_outputs_all_come_as_binary_data(client, _):
    result, left, right = sums(client)
    expect(np.array_equal(result.as_numpy("OUTPUT1"), left - right))
    expect(all("binary_data_size" in output["parameters"] for output in result.get_response()["outputs"]))


@step
def bodies_are_compressed_both_ways(client, _):
    for sent in ("gzip", "deflate", None):
        for wanted in ("gzip", "deflate", None):
            sums(client, request_compression_algorithm=sent, response_compression_algorithm=wanted)


@step
def requests_run_side_by_side(client, _):
    data = [np.full((1 + n % 3, 2), n, np.float32) for n in range(200)]
    waiting = [client.async_infer(models.identity("FP32"), [given("input", each)], request_id=str(n)) for n, each in enumerate(data)]
    for n, (each, request) in enumerate(zip(data, waiting)):
        result = request.get_result()
        same(result.get_response()["id"], str(n))
        expect(np.array_equal(result.as_numpy("output"), each), f"request {n} has the answer of another one")


@step
async def the_asynchronous_client_does_the_same(_, address):
    async with aio.InferenceServerClient(address) as client:
        expect(await client.is_server_ready() and await client.is_model_ready(models.SCORES))
        data = np.ones((2, 4), np.float32)
        result = await client.infer(models.SCORES, [given("input", data)], request_compression_algorithm="gzip",
                                    response_compression_algorithm="deflate")
        expect(np.allclose(result.as_numpy("scores"), data @ models.WEIGHTS))
        expect((await client.get_inference_statistics(models.SCORES))["model_stats"][0]["name"] == models.SCORES)


@step
def an_output_is_told_as_its_greatest_classes(client, _):
    data = np.array([[1, 0, 0, 0], [0, 0, 0, -1]], np.float32)
    for binary in (True, False):
        result = client.infer(models.SCORES, [given("input", data)],
                              outputs=[http.InferRequestedOutput("scores", binary_data=binary, class_count=2)])
        same(told(result, "scores", "BYTES").tolist(),
             [["0.200000:2:cancelled", "0.100000:1:late"], ["-0.900000:0:on time", "-1.000000:1:late"]])


@step
def what_is_no_number_keeps_its_bits_as_binary_data_and_is_null_as_json(client, _):
    data = np.array([[-1, 0, 1]], np.float32)
    result = client.infer(models.LOGARITHM, [given("input", data)])
    found = result.as_numpy("output")[0]
    expect(np.isnan(found[0]) and np.isneginf(found[1]) and found[2] == 0, found)
    result = client.infer(models.LOGARITHM, [given("input", data)], outputs=[http.InferRequestedOutput("output", binary_data=False)])
    same(result.get_response()["outputs"][0]["data"], [None, None, 0.0])


@step
def parameters_are_taken(client, _):
    data = np.ones((3, 4), np.float32)
    answer = client.infer(models.SCORES, [given("input", data)], priority=1, timeout=2_000_000,
                          parameters={"explain_batch": True, "mine": "x", "number": 7, "half": 0.5, "flag": False}).get_response()
    same(answer["parameters"]["batch_rows"], 3)
    expect(answer["parameters"]["batch_release"] in ("full", "preferred", "delay", "deadline", "idle"), answer["parameters"])
    plain = client.infer(models.SCORES, [given("input", data)], request_id="lean").get_response()
    expect("batch_rows" not in plain.get("parameters", {}), plain)


@step
def what_waits_longer_than_its_timeout_is_told_so(client, _):
    executors = client.get_model_config(models.SLOW)["instance_group"][0]["count"]
    long = models.turns(lambda turns: client.infer(models.SLOW, [given("input", turns)]))
    busy = [client.async_infer(models.SLOW, [given("input", long)]) for _ in range(executors)]
    time.sleep(0.3)
    started = time.monotonic()
    refused(lambda: client.infer(models.SLOW, [given("input", np.array([[1]], np.int64))], timeout=50_000), 503)
    expect(time.monotonic() - started < 1.0, "the refusal came late")
    for each in busy:
        same(each.get_result().as_numpy("output").tolist(), long.tolist())


@step
def wrong_requests_are_told_what_is_wrong(client, _):
    good = given("input", np.ones((1, 4), np.float32))
    refused(lambda: client.infer("nobody", [good]), 404, "nobody")
    refused(lambda: client.infer(models.SCORES, [good], model_version="99"), 404, "99")
    refused(lambda: client.infer(models.SCORES, [given("input", np.ones((1, 5), np.float32))]), 400, "input", "shape")
    refused(lambda: client.infer(models.SCORES, [given("input", np.ones((1, 4), np.float64))]), 400, "FP64", "FP32")
    refused(lambda: client.infer(models.SCORES, [given("other", np.ones((1, 4), np.float32))]), 400, "other")
    refused(lambda: client.infer(models.SIMPLE, [given("INPUT0", np.ones((1, 16), np.int32))]), 400, "INPUT1")
    refused(lambda: client.infer(models.SCORES, [good], outputs=[http.InferRequestedOutput("other")]), 400, "other")
    most = client.get_model_config(models.SCORES)["max_batch_size"]
    refused(lambda: client.infer(models.SCORES, [given("input", np.ones((most + 1, 4), np.float32))]), 400, str(most))
    refused(lambda: client.get_model_metadata("nobody"), 404, "nobody")
    refused(lambda: client.get_inference_statistics("nobody"), 404, "nobody")
    refused(lambda: client.load_model("nobody"), 400, "nobody")


@step
def what_is_not_offered_says_so(client, _):
    for call in (client.get_trace_settings, client.get_log_settings, client.get_system_shared_memory_status):
        try:
            call()
        except InferenceServerException as e:
            expect(str(e.status()) in ("404", "501") and e.message(), f"{e.status()}: {e.message()}")
        else:
            raise AssertionError(f"{call.__name__} is answered")


@step
def models_are_listed_unloaded_and_loaded_again(client, _):
    mine = lambda **how: [m for m in client.get_model_repository_index(**how) if m["name"] == models.LOGARITHM]
    same([(m["version"], m["state"]) for m in mine()], [("1", "READY")])
    client.unload_model(models.LOGARITHM)
    expect(not client.is_model_ready(models.LOGARITHM))
    refused(lambda: client.infer(models.LOGARITHM, [given("input", np.ones((1, 3), np.float32))]), 503)
    client.load_model(models.LOGARITHM)
    expect(client.is_model_ready(models.LOGARITHM) and mine()[0]["state"] == "READY")
