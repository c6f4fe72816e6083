"""The stock KServe SDK: its REST client by the protocols v1 and v2, its gRPC client."""

import httpx
import numpy as np
from kserve import InferInput, InferRequest, InferenceGRPCClient, InferenceRESTClient
from kserve.inference_client import RESTConfig
from kserve.protocol.infer_type import RequestedOutput

import models
from steps import expect, same

STEPS = []
DATA = np.array([[1, 0, 0, 0], [1, 1, 1, 1]], np.float32)
SCORES = DATA @ models.WEIGHTS


def step(function):
    STEPS.append(function)
    return function


def rest(protocol):
    return InferenceRESTClient(RESTConfig(protocol=protocol, retries=0))


def request(binary, name=models.SCORES, data=DATA, datatype="FP32", **more):
    tensor = InferInput("input", list(data.shape), datatype)
    tensor.set_data_from_numpy(data, binary_data=binary)
    return InferRequest(model_name=name, infer_inputs=[tensor], **more)


@step
async def v2_tells_of_server_and_model(gateway, _):
    async with rest("v2") as client:
        expect(await client.is_server_ready(gateway) is True and await client.is_server_live(gateway) is True)
        expect(await client.is_model_ready(gateway, models.SCORES) is True)
        expect(await client.is_model_ready(gateway, "nobody") is False)


@step
async def v2_infers_with_json_and_with_binary_data(gateway, _):
    async with rest("v2") as client:
        for binary in (False, True):
            for output in (None, False, True):
                wanted = None if output is None else [RequestedOutput("scores", {"binary_data": output})]
                answer = await client.infer(gateway, request(binary, request_id="k1", request_outputs=wanted), models.SCORES)
                same((answer.id, answer.model_name), ("k1", models.SCORES))
                expect(np.allclose(answer.get_output_by_name("scores").as_numpy(), SCORES), f"in {binary}, out {output}")
        answer = await client.infer(gateway, request(True, parameters={"binary_data_output": True}), models.SCORES)
        expect(np.allclose(answer.outputs[0].as_numpy(), SCORES))


@step
async def v2_carries_every_datatype(gateway, _):
    async with rest("v2") as client:
        for datatype, (__, data) in models.DATATYPES.items():
            if datatype == "BF16":
                continue
            for binary in (True,) if datatype == "FP16" else (True, False):
                sent = request(binary, models.identity(datatype), data, datatype,
                               parameters={"binary_data_output": binary})
                found = (await client.infer(gateway, sent, models.identity(datatype))).outputs[0].as_numpy()
                found = models.as_text(found) if datatype == "BYTES" else found
                expect(np.array_equal(found, data), f"{datatype} binary {binary}: {found}")


@step
async def v2_takes_a_plain_object(gateway, _):
    async with rest("v2") as client:
        answer = await client.infer(gateway, {"inputs": [{"name": "input", "shape": [2, 4], "datatype": "FP32",
                                                          "data": DATA.tolist()}]}, models.SCORES)
        expect(np.allclose(answer.outputs[0].as_numpy(), SCORES))


@step
async def wrong_requests_are_told_what_is_wrong(gateway, _):
    async with rest("v2") as client:
        for sent, name, status, word in ((request(True), "nobody", 404, "nobody"),
                                         (request(True, data=DATA[:, :3]), models.SCORES, 400, "shape")):
            try:
                await client.infer(gateway, sent, name)
            except httpx.HTTPStatusError as e:
                same(e.response.status_code, status)
                expect(word in str(e), str(e))
            else:
                raise AssertionError("not refused")


@step
async def v1_tells_of_server_and_model(gateway, _):
    async with rest("v1") as client:
        expect(await client.is_server_live(gateway) is True)
        expect(await client.is_model_ready(gateway, models.SCORES) is True)


@step
async def v1_predicts(gateway, _):
    async with rest("v1") as client:
        answer = await client.infer(gateway, {"instances": DATA.tolist()}, models.SCORES)
        expect(np.allclose(answer["predictions"], SCORES))
        answer = await client.infer(gateway, {"inputs": {"input": DATA.tolist()}}, models.SCORES)
        expect(np.allclose(answer["predictions"], SCORES))


@step
async def grpc_tells_of_server_and_model(_, address):
    async with InferenceGRPCClient(address) as client:
        expect(await client.is_server_ready() and await client.is_server_live() and await client.is_model_ready(models.SCORES))


@step
async def grpc_infers_with_contents_and_with_raw_contents(_, address):
    async with InferenceGRPCClient(address) as client:
        answer = await client.infer(request(True, request_id="g1"))
        same((answer.id, answer.model_version), ("g1", "1"))
        expect(np.allclose(answer.outputs[0].as_numpy(), SCORES))
        typed = InferInput("input", [2, 4], "FP32", data=DATA.flatten().tolist())
        answer = await client.infer(InferRequest(model_name=models.SCORES, infer_inputs=[typed]))
        expect(np.allclose(answer.outputs[0].as_numpy(), SCORES))


@step
async def grpc_carries_every_datatype(_, address):
    async with InferenceGRPCClient(address) as client:
        for datatype, (__, data) in models.DATATYPES.items():
            if datatype == "BF16":
                continue
            for raw in (True,) if datatype == "FP16" else (True, False):
                answer = await client.infer(request(raw, models.identity(datatype), data, datatype))
                found = answer.outputs[0].as_numpy()
                found = models.as_text(found) if datatype == "BYTES" else found
                expect(np.array_equal(found, data), f"{datatype} raw {raw}: {found}")
