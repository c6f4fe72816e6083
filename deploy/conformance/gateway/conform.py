"""The stock clients, unmodified, against a running gateway; the models are made and registered here.

    python conform.py triton|kserve|analyzer --gateway http://127.0.0.1:8000 --grpc 127.0.0.1:8001 --tracking-uri http://127.0.0.1:5000

Every step prints `ok` or `FAIL`; the exit code is 1 when one failed. The two clients bring messages of the same names
and cannot be in one process.
"""

import argparse
import asyncio
import importlib.metadata
import logging
import sys
import time

import models
import steps


async def triton(gateway, grpc):
    import tritonclient.grpc
    import tritonclient.http

    import triton_grpc
    import triton_http

    address = gateway.split("://", 1)[1]
    web = tritonclient.http.InferenceServerClient(address, concurrency=32, network_timeout=120, connection_timeout=120)
    calls = tritonclient.grpc.InferenceServerClient(grpc)
    await steps.run("tritonclient over HTTP", triton_http.STEPS, web, address)
    await steps.run("tritonclient over gRPC", triton_grpc.STEPS, calls, grpc, address)


async def kserve(gateway, grpc):
    import kserve_sdk
    import plain_http

    await steps.run("kserve", kserve_sdk.STEPS, gateway, grpc)
    await steps.run("plain HTTP", plain_http.STEPS, gateway)


async def analyzer(gateway, grpc):
    import perf_analyzer

    await steps.run("perf_analyzer", perf_analyzer.STEPS, gateway.split("://", 1)[1], grpc)


def installed(library):
    return f"{library} {importlib.metadata.version(library)}"


def load_generator():
    import perf_analyzer

    return perf_analyzer.version()


CLIENTS = {"triton": (triton, lambda: installed("tritonclient")), "kserve": (kserve, lambda: installed("kserve")),
           "analyzer": (analyzer, load_generator)}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("client", choices=CLIENTS)
    arguments.add_argument("--gateway", required=True)
    arguments.add_argument("--grpc", required=True)
    arguments.add_argument("--tracking-uri", required=True)
    given = arguments.parse_args()
    sys.argv = sys.argv[:1]  # the SDK reads the arguments of whoever imports it
    logging.getLogger("mlflow").setLevel(logging.WARNING)
    gateway = given.gateway.rstrip("/")
    conforms, version = CLIENTS[given.client]
    started = time.monotonic()
    served = models.register_all(given.tracking_uri, gateway)
    print(f"{len(served)} models are registered and served ({time.monotonic() - started:.1f} s)", flush=True)
    try:
        asyncio.run(conforms(gateway, given.grpc))
    finally:
        models.delete_all(given.tracking_uri, served)
    print(f"{version()}: ", end="")
    return steps.summary()


if __name__ == "__main__":
    sys.exit(main())
