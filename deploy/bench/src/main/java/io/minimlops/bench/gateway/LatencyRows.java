package io.minimlops.bench.gateway;

import io.minimlops.bench.load.HttpCall;
import io.minimlops.bench.report.Aim;
import io.minimlops.bench.report.Row;
import java.util.function.Consumer;

/// Requests that arrive at a fixed rate, as clients who know nothing of each other send them: the
/// time a request takes counts from when it should have been sent.
final class LatencyRows {

    private static final int CONNECTIONS = 64;
    private static final double LOAD = 0.7;

    private final Setting setting;

    LatencyRows(Setting setting) {
        this.setting = setting;
    }

    void run(Consumer<Row> rows) throws Exception {
        BenchModel perceptron = setting.serve(PerceptronRows.model());
        measure("MLP, all logged", perceptron, rows);
        measure(
                "MLP, log off",
                setting.deploy(Setting.UNLOGGED_PERCEPTRON, perceptron, "{}"),
                rows);
        measure("identity, log off", setting.serve(BenchModel.identity(Setting.UNLOGGED, 4)), rows);
    }

    private void measure(String name, BenchModel model, Consumer<Row> rows) {
        HttpCall call = new Requests(model, 1).binary(setting.rest());
        Row most = Row.of(name + ", as fast as it goes", setting.http(CONNECTIONS, call));
        rows.accept(most);
        rows.accept(
                Row.of(
                                name + ", arriving at 70 % of that",
                                setting.http(CONNECTIONS, call, LOAD * most.rate()).answered())
                        .beside(most.asLimit("most"))
                        .aiming(new Aim.ShortTail(10)));
    }
}
