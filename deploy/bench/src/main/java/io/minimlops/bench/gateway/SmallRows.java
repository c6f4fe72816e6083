package io.minimlops.bench.gateway;

import io.minimlops.bench.load.Measured;
import io.minimlops.bench.report.Aim;
import io.minimlops.bench.report.Row;
import io.minimlops.bench.report.Row.Limit;
import io.minimlops.bench.stand.Heap;
import io.minimlops.local.part.Part;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A model that computes nothing: what the way in and out costs.
final class SmallRows {

    private static final int WIDTH = 4;
    private static final int CONNECTIONS = 64;
    private static final int GRPC_CONNECTIONS = 4;
    private static final double KILOBYTE = 1000;

    private final Setting setting;
    private final Heap heap;

    SmallRows(Setting setting) {
        this.setting = setting;
        this.heap = new Heap(setting.stand(), Part.INFERENCE_GATEWAY);
    }

    void run(Consumer<Row> rows) throws Exception {
        BenchModel model = setting.serve(BenchModel.identity("identity", WIDTH));
        BenchModel unlogged = setting.serve(BenchModel.identity(Setting.UNLOGGED, WIDTH));
        Row raw = setting.raw(model, 1);
        rows.accept(raw);
        Limit limit = raw.asLimit("alone");
        Requests one = new Requests(model, 1);
        Requests silent = new Requests(unlogged, 1);
        // The first row would be the compiler's otherwise.
        setting.http(CONNECTIONS, one.json(setting.rest()));
        rows.accept(
                row("REST binary", setting.alone(one.binary(setting.rest())), limit)
                        .aiming(new Aim.Within(50, 0.3)));
        rows.accept(
                row("REST JSON", setting.alone(one.json(setting.rest())), limit)
                        .aiming(new Aim.Within(50, 0.4)));
        rows.accept(row("gRPC", setting.grpc(1, 1, one), limit));
        rows.accept(
                allocating(
                        "REST binary, log off",
                        () -> setting.http(CONNECTIONS, silent.binary(setting.rest())),
                        limit,
                        new Aim.AtLeast(20_000, " rows/s")));
        rows.accept(
                allocating(
                        "REST JSON, log off",
                        () -> setting.http(CONNECTIONS, silent.json(setting.rest())),
                        limit,
                        null));
        rows.accept(
                allocating(
                        "gRPC, log off",
                        () -> setting.grpc(GRPC_CONNECTIONS, Wire.STREAMS, silent),
                        limit,
                        new Aim.AtLeast(25_000, " rows/s")));
        rows.accept(
                allocating(
                        "REST binary, all logged",
                        () -> setting.http(CONNECTIONS, one.binary(setting.rest())),
                        limit,
                        null));
        rows.accept(
                allocating(
                        "gRPC, all logged",
                        () -> setting.grpc(GRPC_CONNECTIONS, Wire.STREAMS, one),
                        limit,
                        null));
    }

    private static Row row(String name, Measured measured, Limit limit) {
        return Row.of("identity, " + name, measured).counting(1, "rows").beside(limit);
    }

    /// With the processor time and the memory that a request takes in the gateway.
    private Row allocating(String name, Supplier<Measured> load, Limit limit, @Nullable Aim aim)
            throws IOException {
        long requestsBefore = setting.requestsServed();
        long before = heap.allocated();
        Measured measured = load.get();
        double each =
                (double) (heap.allocated() - before) / (setting.requestsServed() - requestsBefore);
        Row row =
                row(name, measured, limit)
                        .remarking(
                                "the gateway allocates %.1f kB for each and takes %.0f µs of a processor"
                                        .formatted(
                                                each / KILOBYTE,
                                                setting.processorMicros(measured)));
        return aim == null ? row : row.aiming(aim);
    }
}
