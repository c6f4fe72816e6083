package io.minimlops.bench.gateway;

import io.minimlops.bench.load.Measured;
import io.minimlops.bench.report.Aim;
import io.minimlops.bench.report.Row;
import io.minimlops.bench.report.Row.Limit;
import java.util.function.Consumer;

/// A model that has something to compute: whether batches come near to what the best batch size
/// gives, and whether waiting for company costs those who are alone.
final class PerceptronRows {

    private static final int[] BATCHES = {1, 8, 16, 32, 64, 128};
    private static final int CONNECTIONS = 64;
    private static final int WIDE = 32;
    private static final String DELAYED = "{\"batching\":{\"maxQueueDelay\":\"PT0.005S\"}}";

    private final Setting setting;

    PerceptronRows(Setting setting) {
        this.setting = setting;
    }

    static BenchModel model() {
        return BenchModel.perceptron("mlp", 256, 1024, 1024, 10);
    }

    void run(Consumer<Row> rows) throws Exception {
        BenchModel model = setting.serve(model());
        Row best = null;
        Row single = null;
        for (int batch : BATCHES) {
            Row raw = setting.raw(model, batch);
            rows.accept(raw);
            single = single == null ? raw : single;
            best = best == null || raw.rate() > best.rate() ? raw : best;
        }
        if (best == null || single == null) {
            return;
        }
        Limit limit = best.asLimit("best batch alone");
        Requests one = new Requests(model, 1);
        rows.accept(
                row("REST binary", setting.http(CONNECTIONS, one.binary(setting.rest())))
                        .beside(limit)
                        .aiming(new Aim.Share(0.85)));
        rows.accept(
                row("gRPC", setting.grpc(CONNECTIONS / Wire.STREAMS, Wire.STREAMS, one))
                        .beside(limit)
                        .aiming(new Aim.Share(0.85)));
        BenchModel silent = setting.deploy(Setting.UNLOGGED_PERCEPTRON, model, "{}");
        Requests quiet = new Requests(silent, 1);
        rows.accept(
                row("REST binary, log off", setting.http(CONNECTIONS, quiet.binary(setting.rest())))
                        .beside(limit)
                        .aiming(new Aim.Share(0.85)));
        Requests wide = new Requests(silent, WIDE);
        rows.accept(
                Row.of(
                                "MLP, REST binary, %d rows each, log off".formatted(WIDE),
                                setting.http(CONNECTIONS, wide.binary(setting.rest())))
                        .counting(WIDE, "rows")
                        .beside(limit)
                        .aiming(new Aim.Share(0.85)));
        Measured direct = setting.alone(one.binary(setting.rest()));
        rows.accept(row("REST binary, no delay", direct).beside(single.asLimit("alone")));
        BenchModel patient = setting.deploy("mlp-delayed", model, DELAYED);
        Measured delayed = setting.alone(new Requests(patient, 1).binary(setting.rest()));
        rows.accept(
                row("REST binary, may wait 5 ms", delayed)
                        .beside(single.asLimit("alone"))
                        .aiming(new Aim.Within(50, direct.millisAt(50) * 1.1)));
    }

    private static Row row(String name, Measured measured) {
        return Row.of("MLP, " + name, measured).counting(1, "rows");
    }
}
