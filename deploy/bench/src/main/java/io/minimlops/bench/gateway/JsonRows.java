package io.minimlops.bench.gateway;

import io.minimlops.bench.load.HttpCall;
import io.minimlops.bench.load.Measured;
import io.minimlops.bench.report.Aim;
import io.minimlops.bench.report.Row;
import java.util.function.Consumer;

/// Numbers as text: 32 × 256 of them in, 32 out.
final class JsonRows {

    private static final int ROWS = 32;
    private static final int WIDTH = 256;
    private static final int CONNECTIONS = 4;
    private static final double MEGABYTE = 1e6;

    private final Setting setting;

    JsonRows(Setting setting) {
        this.setting = setting;
    }

    void run(Consumer<Row> rows) throws Exception {
        BenchModel model = setting.serve(BenchModel.mean("mean", WIDTH));
        Row raw = setting.raw(model, ROWS);
        rows.accept(raw);
        HttpCall call = new Requests(model, ROWS).json(setting.rest());
        Measured measured = setting.http(CONNECTIONS, call);
        rows.accept(
                Row.of("JSON of %d × %d floats".formatted(ROWS, WIDTH), measured)
                        .counting(call.body().length / MEGABYTE, "MB")
                        .aiming(new Aim.AtLeast(200, " MB/s"))
                        .remarking(
                                "%,d rows/s, alone %,d; the gateway takes %.0f µs of a processor for %.0f kB"
                                        .formatted(
                                                (long) measured.callsPerSecond() * ROWS,
                                                (long) raw.rate(),
                                                setting.processorMicros(measured),
                                                call.body().length / 1000.0)));
    }
}
