package io.minimlops.bench.gateway;

import io.minimlops.bench.load.HttpCall;
import io.minimlops.bench.load.Swarm.Flood;
import io.minimlops.bench.report.Aim;
import io.minimlops.bench.report.Row;
import java.util.function.Consumer;

/// Three times as many requests as can be answered, each with half a second to wait: the gateway
/// goes on answering as many as it can, and tells the others at once.
final class OverloadRows {

    /// Of a slow model they make the model the limit; of a fast one the way to it still counts.
    private static final int ROWS = 16;

    private static final int CONNECTIONS = 64;
    private static final int CROWD = 1500;
    private static final double TIMES = 3;
    private static final String PATIENCE = "\"binary_data_output\":true,\"timeout\":500000";

    private final Setting setting;

    OverloadRows(Setting setting) {
        this.setting = setting;
    }

    void run(Consumer<Row> rows) throws Exception {
        measure("slow model", BenchModel.perceptron("slow", 16, 2048, 2048, 2048, 10), rows);
        measure("MLP", PerceptronRows.model(), rows);
    }

    private void measure(String name, BenchModel served, Consumer<Row> rows) throws Exception {
        BenchModel model = setting.serve(served);
        HttpCall call = new Requests(model, ROWS).binary(setting.rest(), PATIENCE);
        Row most =
                Row.of("%s, %d rows each".formatted(name, ROWS), setting.http(CONNECTIONS, call));
        rows.accept(most);
        Flood flood = setting.http(CROWD, call, TIMES * most.rate());
        double refused =
                flood.refused().getTotalCount() * 1e9 / flood.answered().length().toNanos();
        rows.accept(
                Row.of(
                                "%s, %d rows each, three times as many".formatted(name, ROWS),
                                flood.answered())
                        .beside(most.asLimit("most"))
                        .aiming(new Aim.Share(0.9))
                        .remarking(
                                "%,.0f/s were refused with 503, half of them within %.2f ms, 99 %% within %.1f ms"
                                        .formatted(
                                                refused,
                                                flood.refused().getValueAtPercentile(50) / 1000.0,
                                                flood.refused().getValueAtPercentile(99)
                                                        / 1000.0)));
    }
}
