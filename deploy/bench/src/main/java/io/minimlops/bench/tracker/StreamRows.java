package io.minimlops.bench.tracker;

import io.minimlops.bench.Extent;
import io.minimlops.bench.load.Client;
import io.minimlops.bench.load.HttpCall;
import io.minimlops.bench.load.HttpConnection;
import io.minimlops.bench.report.Row;
import io.minimlops.bench.stand.Heap;
import io.minimlops.bench.stand.Stand;
import io.minimlops.local.part.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// How long a logged point takes to whoever listens, while a thousand others listen to nothing.
final class StreamRows {

    private static final double MEGABYTE = 1e6;

    private final Stand stand;
    private final Tracker tracker;
    private final Extent extent;
    private final int idle;

    StreamRows(Stand stand, Tracker tracker, Extent extent) {
        this.stand = stand;
        this.tracker = tracker;
        this.extent = extent;
        this.idle = extent.of(200, 1000);
    }

    void run(Consumer<Row> rows) throws Exception {
        String experiment = tracker.newExperiment("bench-stream");
        Heap heap = new Heap(stand, Part.EXPERIMENT_TRACKER);
        long before = heap.live();
        List<HttpConnection> listeners = listeners(experiment);
        try {
            long grown = heap.live() - before;
            rows.accept(
                    Row.of(
                                    "log-metric until its event, %,d idle listeners"
                                            .formatted(idle),
                                    extent.load(stand, 1).run(i -> heard(experiment)))
                            .remarking(
                                    "%,d listeners take %.0f MB of the tracker's heap"
                                            .formatted(idle, grown / MEGABYTE)));
        } finally {
            for (HttpConnection listener : listeners) {
                listener.close();
            }
        }
    }

    private List<HttpConnection> listeners(String experiment) throws IOException {
        List<HttpConnection> listeners = new ArrayList<>();
        try (HttpConnection connection = tracker.connect()) {
            String run = tracker.newRun(connection, experiment, 1, "");
            for (int i = 0; i < idle; i++) {
                listeners.add(listener(run));
            }
        }
        return listeners;
    }

    /// Returns when the first line has come: from then on nothing is missed.
    private HttpConnection listener(String run) throws IOException {
        HttpConnection listener = tracker.connect();
        listener.send(HttpCall.get(tracker.address(), "/api/v1/runs/" + run + "/stream"));
        listener.receiveHead();
        listener.line();
        return listener;
    }

    private Client heard(String experiment) throws IOException {
        HttpConnection connection = tracker.connect();
        String run = tracker.newRun(connection, experiment, 1, "");
        HttpConnection listener = listener(run);
        return new Client() {
            @Override
            public void call(int number) throws IOException {
                String metric = Tracker.metric("loss", 0.5, number);
                String body = "{\"run_id\":\"" + run + "\"," + metric.substring(1);
                connection.call(tracker.post("runs/log-metric", body));
                String event = "\"step\":" + number;
                for (String line = ""; !line.contains(event); ) {
                    line = listener.line();
                }
            }

            @Override
            public void close() throws IOException {
                listener.close();
                connection.close();
            }
        };
    }
}
