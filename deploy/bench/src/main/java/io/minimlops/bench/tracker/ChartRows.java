package io.minimlops.bench.tracker;

import io.minimlops.bench.Extent;
import io.minimlops.bench.load.Client;
import io.minimlops.bench.load.HttpCall;
import io.minimlops.bench.load.HttpConnection;
import io.minimlops.bench.report.Aim;
import io.minimlops.bench.report.Row;
import io.minimlops.bench.stand.Stand;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Reading the history of long runs.
final class ChartRows {

    private static final int RUNS = 10;
    private static final int BATCH = 1000;
    private static final int PAGE = 25_000;

    private final Stand stand;
    private final Tracker tracker;
    private final Extent extent;
    private final int points;

    ChartRows(Stand stand, Tracker tracker, Extent extent) {
        this.stand = stand;
        this.tracker = tracker;
        this.extent = extent;
        this.points = extent.of(30_000, 100_000);
    }

    void run(Consumer<Row> rows) throws Exception {
        String experiment = tracker.newExperiment("bench-chart");
        List<String> runs = new CopyOnWriteArrayList<>();
        tracker.seed(RUNS, (connection, index, random) -> runs.add(plant(connection, experiment)));
        String query = runs.stream().map(it -> "&run_ids=" + it).collect(Collectors.joining());
        HttpCall chart =
                tracker.get(
                        "metrics/get-history-bulk-interval?metric_key=loss&max_results=320"
                                + query);
        rows.accept(
                Row.of(
                                "chart of 10 runs × %,d points".formatted(points),
                                extent.load(stand, 1).run(i -> calls(chart)))
                        .aiming(new Aim.Within(95, 25)));
        HttpCall history =
                tracker.get(
                        "metrics/get-history?metric_key=loss&max_results=%d&run_id=%s"
                                .formatted(PAGE, runs.getFirst()));
        rows.accept(
                Row.of("history, 25,000 points", extent.load(stand, 1).run(i -> calls(history)))
                        .counting(PAGE, "points"));
    }

    private Client calls(HttpCall call) throws IOException {
        HttpConnection connection = tracker.connect();
        return LogRows.closing(connection, number -> connection.call(call));
    }

    private String plant(HttpConnection connection, String experiment) throws IOException {
        String run = tracker.newRun(connection, experiment, 1, "");
        for (int first = 0; first < points; first += BATCH) {
            StringBuilder body = new StringBuilder(BATCH * 90);
            body.append("{\"run_id\":\"").append(run).append("\",\"metrics\":[");
            for (int i = 0; i < BATCH; i++) {
                body.append(i == 0 ? "" : ",");
                body.append(Tracker.metric("loss", Math.sin(first + i), first + i));
            }
            connection.call(tracker.post("runs/log-batch", body.append("]}").toString()));
        }
        return run;
    }
}
