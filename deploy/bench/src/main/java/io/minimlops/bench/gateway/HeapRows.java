package io.minimlops.bench.gateway;

import io.minimlops.bench.load.HttpCall;
import io.minimlops.bench.load.HttpExchange;
import io.minimlops.bench.load.Measured;
import io.minimlops.bench.load.Swarm;
import io.minimlops.bench.report.Aim;
import io.minimlops.bench.report.Row;
import io.minimlops.bench.stand.Heap;
import io.minimlops.local.part.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Minutes of load, and what stays in the heap after each.
final class HeapRows {

    private static final double MEGABYTE = 1e6;
    private static final double PER_SECOND = 2000;
    private static final int CONNECTIONS = 64;
    private static final double MOST_GROWTH = 8;

    private final Setting setting;

    HeapRows(Setting setting) {
        this.setting = setting;
    }

    void run(Consumer<Row> rows) throws Exception {
        BenchModel model = setting.serve(BenchModel.identity("identity", 4));
        HttpCall call = new Requests(model, 1).binary(setting.rest());
        Heap heap = new Heap(setting.stand(), Part.INFERENCE_GATEWAY);
        Swarm minute =
                new Swarm(
                        CONNECTIONS,
                        Duration.ZERO,
                        Duration.ofSeconds(setting.extent().of(10, 60)),
                        setting.stand()::cpuTimes);
        Measured measured = null;
        List<Long> live = new ArrayList<>();
        long requestsBefore = setting.requestsServed();
        long allocatedBefore = heap.allocated();
        for (int i = 0; i <= setting.extent().of(6, 10); i++) {
            measured =
                    minute.run(setting.rest(), () -> new HttpExchange(call), PER_SECOND).answered();
            live.add(heap.live());
        }
        if (measured != null) {
            double each =
                    (double) (heap.allocated() - allocatedBefore)
                            / (setting.requestsServed() - requestsBefore);
            rows.accept(row(measured, live, each));
        }
    }

    /// The first minute fills what is filled once.
    private static Row row(Measured last, List<Long> live, double allocated) {
        double growth = (live.getLast() - live.getFirst()) / MEGABYTE;
        return Row.of("identity, minutes at 2,000/s, all logged: heap", last)
                .at(growth, " MB more")
                .aiming(new Aim.AtMost(MOST_GROWTH, " MB more"))
                .remarking(
                        "the gateway allocates %.1f kB for each; live heap after each minute in MB: %s"
                                .formatted(
                                        allocated / 1000,
                                        live.stream()
                                                .map(it -> "%.1f".formatted(it / MEGABYTE))
                                                .toList()));
    }
}
