package io.minimlops.bench.tracker;

import com.fasterxml.jackson.databind.JsonNode;
import io.minimlops.bench.Extent;
import io.minimlops.bench.load.Client;
import io.minimlops.bench.load.HttpCall;
import io.minimlops.bench.load.HttpConnection;
import io.minimlops.bench.report.Aim;
import io.minimlops.bench.report.Row;
import io.minimlops.bench.stand.Stand;
import io.minimlops.local.home.Secrets;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.function.Consumer;

/// Finding runs among 20,000 of one experiment.
final class SearchRows {

    private static final String BY_METRIC =
            "\"filter\":\"metrics.accuracy > 0.4\",\"order_by\":[\"metrics.loss ASC\"]";
    private static final Aim AIM = new Aim.Within(95, 10);
    private static final int FAR = 100;

    private final Stand stand;
    private final Tracker tracker;
    private final int runs;
    private final int pageSize;
    private final Extent extent;

    SearchRows(Stand stand, Tracker tracker, Extent extent) {
        this.stand = stand;
        this.tracker = tracker;
        this.extent = extent;
        this.runs = extent.of(4000, 20_000);
        this.pageSize = extent.of(20, 100);
    }

    void run(Consumer<Row> rows) throws Exception {
        String experiment = tracker.newExperiment("bench-search");
        tracker.seed(runs, (connection, index, random) -> plant(connection, experiment, random));
        analyze();
        String among = "search of %,d runs: ".formatted(runs);
        rows.accept(row(among + "by metric, page 1", search(experiment, BY_METRIC, "")));
        String token = tokenOf(experiment, FAR);
        rows.accept(row(among + "by metric, page 100", search(experiment, BY_METRIC, token)));
        for (Asked asked :
                new Asked[] {
                    new Asked("by metric, descending", "\"order_by\":[\"metrics.loss DESC\"]"),
                    new Asked(
                            "by parameter and tag",
                            "\"filter\":\"params.model = 'model-3' and tags.team = 'vision'\""),
                    new Asked("in order of a parameter", "\"order_by\":[\"params.rate ASC\"]"),
                    new Asked("the newest first", "\"filter\":\"\"")
                }) {
            rows.accept(row(among + asked.name(), search(experiment, asked.how(), "")));
        }
        rows.accept(
                Row.of(
                        among + "by metric, page 1",
                        extent.load(stand, 8).run(i -> calls(search(experiment, BY_METRIC, "")))));
    }

    /// What PostgreSQL does by itself within a minute of so many writes.
    private void analyze() throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                stand.jdbcUrl("tracker"),
                                Secrets.POSTGRES_USER,
                                stand.secrets().postgresPassword());
                Statement statement = connection.createStatement()) {
            statement.execute("analyze");
        }
    }

    private Row row(String name, HttpCall search) {
        return Row.of(name, extent.load(stand, 1).run(i -> calls(search))).aiming(AIM);
    }

    private Client calls(HttpCall search) throws IOException {
        HttpConnection connection = tracker.connect();
        return LogRows.closing(connection, number -> connection.call(search));
    }

    private HttpCall search(String experiment, String how, String token) {
        return tracker.post(
                "runs/search",
                "{\"experiment_ids\":[\"%s\"],\"max_results\":%d,\"page_token\":\"%s\",%s}"
                        .formatted(experiment, pageSize, token, how));
    }

    private String tokenOf(String experiment, int page) throws IOException {
        String token = "";
        try (HttpConnection connection = tracker.connect()) {
            for (int i = 1; i < page; i++) {
                String answer = connection.call(search(experiment, BY_METRIC, token));
                JsonNode next = Tracker.json(answer).get("next_page_token");
                if (next == null) {
                    throw new IOException("there is no page " + (i + 1));
                }
                token = next.asText();
            }
        }
        return token;
    }

    private void plant(HttpConnection connection, String experiment, Random random)
            throws IOException {
        String tags =
                Tracker.pair("team", random.nextInt(4) == 0 ? "vision" : "text")
                        + ","
                        + Tracker.pair("mlflow.source.name", "train.py");
        String run =
                tracker.newRun(
                        connection, experiment, 1_700_000_000_000L + random.nextInt(1 << 30), tags);
        String metrics =
                String.join(
                        ",",
                        Tracker.metric("loss", random.nextDouble(), 1),
                        Tracker.metric("accuracy", random.nextDouble(), 1),
                        Tracker.metric("f1", random.nextDouble(), 1),
                        Tracker.metric("epoch", 10, 1),
                        Tracker.metric("seconds", random.nextInt(1000), 1));
        String params =
                String.join(
                        ",",
                        Tracker.pair("model", "model-" + random.nextInt(10)),
                        Tracker.pair("rate", "0.0" + random.nextInt(1000)),
                        Tracker.pair("depth", "" + random.nextInt(12)),
                        Tracker.pair("seed", "" + random.nextInt()));
        connection.call(
                tracker.post(
                        "runs/log-batch",
                        "{\"run_id\":\"%s\",\"metrics\":[%s],\"params\":[%s]}"
                                .formatted(run, metrics, params)));
    }

    private record Asked(String name, String how) {}
}
