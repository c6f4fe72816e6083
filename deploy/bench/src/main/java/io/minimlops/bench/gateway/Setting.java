package io.minimlops.bench.gateway;

import io.minimlops.bench.Extent;
import io.minimlops.bench.load.Client;
import io.minimlops.bench.load.CpuTimes;
import io.minimlops.bench.load.HttpCall;
import io.minimlops.bench.load.HttpConnection;
import io.minimlops.bench.load.HttpExchange;
import io.minimlops.bench.load.Load;
import io.minimlops.bench.load.Measured;
import io.minimlops.bench.load.Swarm;
import io.minimlops.bench.report.Row;
import io.minimlops.bench.stand.Metrics;
import io.minimlops.bench.stand.Stand;
import io.minimlops.local.part.Part;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The gateway under measurement, and the ways to put load on it.
final class Setting {

    /// Their requests are not told on the inference log: `deploy/bench/run` says so to the gateway.
    static final String UNLOGGED = "unlogged";

    static final String UNLOGGED_PERCEPTRON = "unlogged-mlp";

    /// Its name among those who use the processor.
    static final String GATEWAY = "gateway";

    /// ONNX Runtime is native code: there is nothing to compile.
    private static final Duration RAW = Duration.ofSeconds(2);

    private final Stand stand;
    private final Extent extent;
    private final URI rest;
    private final URI grpc;
    private final Metrics metrics;
    private final Registered registered;
    private final Map<String, BenchModel> served = new HashMap<>();

    Setting(Stand stand, Extent extent) {
        this.stand = stand;
        this.extent = extent;
        this.rest = stand.address(Part.INFERENCE_GATEWAY);
        this.grpc = URI.create("http://%s:%d".formatted(rest.getHost(), rest.getPort() + 1));
        this.metrics = new Metrics(stand, Part.INFERENCE_GATEWAY);
        this.registered = new Registered(stand);
    }

    Stand stand() {
        return stand;
    }

    Extent extent() {
        return extent;
    }

    URI rest() {
        return rest;
    }

    URI grpc() {
        return grpc;
    }

    Registered registered() {
        return registered;
    }

    /// The same, served; asking again serves it once.
    BenchModel serve(BenchModel model) throws Exception {
        if (!served.containsKey(model.name())) {
            registered.serve(model);
            served.put(model.name(), model);
        }
        return model;
    }

    /// Serves a model's champion under another name too.
    ///
    /// @param spec the deployment's descriptor, as JSON
    BenchModel deploy(String name, BenchModel model, String spec) throws IOException {
        try (HttpConnection connection = new HttpConnection(rest)) {
            String body = "{\"model\":\"%s\",\"spec\":%s}".formatted(model.name(), spec);
            connection.call(HttpCall.put(rest, "/api/v1/deployments/" + name, body));
        }
        return new BenchModel(name, model.width(), model.onnx());
    }

    /// The fastest of some batch sizes.
    Row raw(BenchModel model, int... sizes) throws Exception {
        Row best = raw(model, sizes[0]);
        for (int i = 1; i < sizes.length; i++) {
            Row next = raw(model, sizes[i]);
            best = next.rate() > best.rate() ? next : best;
        }
        return best;
    }

    Row raw(BenchModel model, int rows) throws Exception {
        try (RawRuntime runtime = new RawRuntime(model)) {
            Measured measured = load(1).warming(RAW).run(i -> runtime.client(rows));
            return Row.of("ONNX Runtime alone, %d × %d".formatted(rows, model.width()), measured)
                    .counting(rows, "rows");
        }
    }

    private Load load(int clients) {
        return extent.load(stand, clients);
    }

    /// One connection, the next call after the answer.
    Measured alone(HttpCall call) {
        return load(1).run(i -> calls(call));
    }

    private Client calls(HttpCall call) throws IOException {
        HttpConnection connection = new HttpConnection(rest);
        return new Client() {
            @Override
            public void call(int number) throws IOException {
                connection.exchange(call, OutputStream.nullOutputStream());
            }

            @Override
            public void close() throws IOException {
                connection.close();
            }
        };
    }

    Measured http(int connections, HttpCall call) {
        return Wire.http(rest, call, swarm(connections));
    }

    Swarm.Flood http(int connections, HttpCall call, double perSecond) {
        return swarm(connections).run(rest, () -> new HttpExchange(call), perSecond);
    }

    Measured grpc(int connections, int streams, Requests requests) {
        return Wire.grpc(grpc, requests, streams, swarm(connections));
    }

    /// What the gateway took of a processor for each call.
    double processorMicros(Measured measured) {
        return processorMicros(GATEWAY, measured);
    }

    static double processorMicros(String who, Measured measured) {
        CpuTimes cpu = measured.cpu();
        Duration used = cpu.used().getOrDefault(who, Duration.ZERO);
        double share = (double) used.toNanos() / cpu.wall().toNanos();
        return share * 1e6 / measured.callsPerSecond();
    }

    /// Since the gateway's start.
    long requestsServed() throws IOException {
        return (long) metrics.sum("nv_inference_request_success");
    }

    Swarm swarm(int connections) {
        return extent.swarm(stand, connections);
    }
}
