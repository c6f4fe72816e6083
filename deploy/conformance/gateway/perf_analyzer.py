"""Triton's own load generator, perf_analyzer, as its last wheel brings it: it reads a model's metadata, its
configuration and its statistics, and ends with an error when one of them is not what it expects."""

import os
import pathlib
import re
import subprocess

import models
from steps import expect

FOLDER = pathlib.Path("analyzer").resolve()  # where `run` has put the wheel
PROGRAM = FOLDER / "bin" / "perf_analyzer"
LIBRARIES = os.environ | {"LD_LIBRARY_PATH": str(FOLDER / "nvidia" / "cuda_runtime" / "lib")}
STEPS = []


def step(function):
    STEPS.append(function)
    return function


def version():
    told = subprocess.run([PROGRAM, "--version"], env=LIBRARIES, capture_output=True, text=True)
    return f"perf_analyzer {re.search(r'[0-9.]+', told.stdout + told.stderr).group()}"


def measured(model, *options):
    """The throughput that was told in the end, per load. Machines are noisy: that no two windows agree is no failure."""
    command = [PROGRAM, "-m", model, "--measurement-interval", "1000",
               "--stability-percentage", "999", *options]
    done = subprocess.run(command, env=LIBRARIES, capture_output=True, text=True, timeout=180)
    expect(done.returncode == 0, f"ended with {done.returncode}: {done.stdout[-500:]} {done.stderr[-500:]}")
    windows = done.stdout.count("Throughput: ")
    for figure in ("Inference count", "Execution count", "Successful request count"):
        expect(len(re.findall(rf"{figure}: [1-9]", done.stdout)) == windows, f"no {figure}: {done.stdout}")
    server = re.findall(r"Avg request latency: .*queue.*compute input.*compute infer.*compute output", done.stdout)
    expect(len(server) == windows, f"the server's part of the latency is missing: {done.stdout}")
    return [float(rate) for rate in re.findall(r"throughput: ([\d.]+) infer/sec", done.stdout)]


@step
def one_and_two_requests_at_a_time_over_http(web, grpc):
    rates = measured(models.SCORES, "-u", web, "--concurrency-range", "1:2")
    expect(len(rates) == 2 and min(rates) > 0, rates)


@step
def two_inputs_and_two_outputs_over_http(web, grpc):
    expect(measured(models.SIMPLE, "-u", web, "-b", "4")[0] > 0)


@step
def batches_of_eight_over_grpc(web, grpc):
    expect(measured(models.SCORES, "-u", grpc, "-i", "grpc", "-b", "8", "--concurrency-range", "4")[0] > 0)


@step
def asynchronous_requests_on_a_stream(web, grpc):
    expect(measured(models.SCORES, "-u", grpc, "-i", "grpc", "--streaming", "--async", "--concurrency-range", "8")[0] > 0)


@step
def a_dimension_that_the_client_chooses(web, grpc):
    expect(measured(models.identity("FP32"), "-u", grpc, "-i", "grpc", "--shape", "input:5")[0] > 0)


@step
def requests_that_arrive_at_a_rate(web, grpc):
    rates = measured(models.SCORES, "-u", grpc, "-i", "grpc", "--request-rate-range", "100:200:100")
    expect(len(rates) == 2 and all(0.8 * due < rate < 1.2 * due for rate, due in zip(rates, (100, 200))), rates)
