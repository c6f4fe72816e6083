package io.minimlops.bench.tracker;

import io.minimlops.bench.Extent;
import io.minimlops.bench.load.Client;
import io.minimlops.bench.load.HttpCall;
import io.minimlops.bench.load.HttpConnection;
import io.minimlops.bench.load.Load;
import io.minimlops.bench.report.Aim;
import io.minimlops.bench.report.Row;
import io.minimlops.bench.report.Row.Limit;
import io.minimlops.bench.stand.Stand;
import java.io.IOException;
import java.util.function.Consumer;

/// Writing: what PostgreSQL alone takes, then what the tracker takes.
final class LogRows {

    private static final int BATCH = 500;
    private static final int KEYS = 10;
    private static final int COPIED = 5000;

    private final Stand stand;
    private final Tracker tracker;
    private final Extent extent;

    LogRows(Stand stand, Tracker tracker, Extent extent) {
        this.stand = stand;
        this.tracker = tracker;
        this.extent = extent;
    }

    void run(Consumer<Row> rows) throws Exception {
        DatabaseLimits database = new DatabaseLimits(stand);
        Row points =
                Row.of(
                                "PostgreSQL: insert of 500 points",
                                load(8).run(i -> database.inserts("batch-" + i, BATCH)))
                        .counting(BATCH, "points");
        rows.accept(points);
        rows.accept(
                Row.of(
                                "PostgreSQL: COPY of 5,000 points",
                                load(8).run(i -> database.copies("copy-" + i, COPIED)))
                        .counting(COPIED, "points"));
        Limit alone = oneByOne(database, 1, rows);
        Limit many = oneByOne(database, 64, rows);
        String experiment = tracker.newExperiment("bench-log");
        rows.accept(
                Row.of("log-batch, 500 metrics", load(8).run(i -> batches(experiment)))
                        .counting(BATCH, "points")
                        .beside(points.asLimit("insert"))
                        .aiming(new Aim.AtLeast(100_000, " points/s")));
        rows.accept(Row.of("log-metric", load(1).run(i -> metrics(experiment))).beside(alone));
        rows.accept(
                Row.of("log-metric", load(64).run(i -> metrics(experiment)))
                        .beside(many)
                        .aiming(new Aim.Both(new Aim.AtLeast(4000, "/s"), new Aim.Within(99, 40))));
        rows.accept(
                Row.of("log-parameter", load(64).run(i -> parameters(experiment))).beside(many));
        rows.accept(Row.of("create run", load(8).run(i -> runs(experiment))));
    }

    private Limit oneByOne(DatabaseLimits database, int clients, Consumer<Row> rows) {
        Row row =
                Row.of(
                        "PostgreSQL: insert of one point",
                        load(clients).run(i -> database.inserts("one-" + clients + "-" + i, 1)));
        rows.accept(row);
        return row.asLimit("insert");
    }

    private Load load(int clients) {
        return extent.load(stand, clients);
    }

    private Client batches(String experiment) throws IOException {
        return onOneRun(
                experiment,
                (run, number) -> {
                    StringBuilder body = new StringBuilder(BATCH * 90);
                    body.append("{\"run_id\":\"").append(run).append("\",\"metrics\":[");
                    for (int i = 0; i < BATCH; i++) {
                        long step = (long) number * (BATCH / KEYS) + i / KEYS;
                        body.append(i == 0 ? "" : ",");
                        body.append(Tracker.metric("metric-" + i % KEYS, 0.1 * i, step));
                    }
                    return tracker.post("runs/log-batch", body.append("]}").toString());
                });
    }

    private Client metrics(String experiment) throws IOException {
        return onOneRun(
                experiment,
                (run, number) -> {
                    String metric = Tracker.metric("loss", 1.0 / (number + 1), number);
                    String body = "{\"run_id\":\"" + run + "\"," + metric.substring(1);
                    return tracker.post("runs/log-metric", body);
                });
    }

    private Client parameters(String experiment) throws IOException {
        return onOneRun(
                experiment,
                (run, number) ->
                        tracker.post(
                                "runs/log-parameter",
                                "{\"run_id\":\"%s\",\"key\":\"p%d\",\"value\":\"%d\"}"
                                        .formatted(run, number, number)));
    }

    private Client runs(String experiment) throws IOException {
        HttpConnection connection = tracker.connect();
        return closing(
                connection,
                number ->
                        connection.call(
                                tracker.createRun(
                                        experiment, number, Tracker.pair("team", "vision"))));
    }

    private Client onOneRun(String experiment, Calls calls) throws IOException {
        HttpConnection connection = tracker.connect();
        String run = tracker.newRun(connection, experiment, 1, "");
        return closing(connection, number -> connection.call(calls.call(run, number)));
    }

    static Client closing(HttpConnection connection, Client calls) {
        return new Client() {
            @Override
            public void call(int number) throws Exception {
                calls.call(number);
            }

            @Override
            public void close() throws IOException {
                connection.close();
            }
        };
    }

    @FunctionalInterface
    private interface Calls {
        HttpCall call(String run, int number);
    }
}
