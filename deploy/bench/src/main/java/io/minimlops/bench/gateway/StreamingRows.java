package io.minimlops.bench.gateway;

import io.minimlops.bench.load.HttpCall;
import io.minimlops.bench.load.HttpConnection;
import io.minimlops.bench.load.Measured;
import io.minimlops.bench.report.Row;
import java.util.function.Consumer;

/// A topic predicted into another, from records that are all there beforehand to their predictions
/// as a consumer of committed records gets them.
final class StreamingRows {

    private static final int WIDTH = 4;
    private static final int PARTITIONS = 2;

    private final Setting setting;

    StreamingRows(Setting setting) {
        this.setting = setting;
    }

    void run(Consumer<Row> rows) throws Exception {
        BenchModel model = setting.serve(BenchModel.identity("identity", WIDTH));
        int count = setting.extent().of(200_000, 1_000_000);
        Topics topics = new Topics(setting.stand().kafka());
        topics.create("bench.in", PARTITIONS);
        topics.create("bench.out", PARTITIONS);
        topics.fill("bench.in", WIDTH, count);
        define(model, 1);
        Measured measured = topics.drain("bench.out", count, setting.stand()::cpuTimes);
        rows.accept(
                Row.of(
                                "stream, identity, %,d records of %d numbers"
                                        .formatted(count, WIDTH),
                                measured)
                        .counting(1, "records")
                        .remarking("exactly once, every prediction on the inference log"));
    }

    private void define(BenchModel model, int workers) throws Exception {
        String stream =
                """
                {"deployment":"%s","inputTopic":"bench.in","outputTopic":"bench.out","parallelism":%d}"""
                        .formatted(model.name(), workers);
        try (HttpConnection connection = new HttpConnection(setting.rest())) {
            connection.call(HttpCall.put(setting.rest(), "/api/v1/streams/bench", stream));
        }
    }
}
