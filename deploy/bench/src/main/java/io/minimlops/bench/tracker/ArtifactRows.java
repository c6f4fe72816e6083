package io.minimlops.bench.tracker;

import io.minimlops.bench.Extent;
import io.minimlops.bench.load.CpuTimes;
import io.minimlops.bench.load.HttpCall;
import io.minimlops.bench.load.HttpConnection;
import io.minimlops.bench.load.Load;
import io.minimlops.bench.load.Measured;
import io.minimlops.bench.report.Aim;
import io.minimlops.bench.report.Row;
import io.minimlops.bench.stand.Heap;
import io.minimlops.bench.stand.Stand;
import io.minimlops.local.part.Part;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.Consumer;

/// A large file through the tracker, beside the object store's own client.
final class ArtifactRows {

    private static final double MEGABYTE = 1e6;
    private static final Aim AIM = new Aim.Share(0.8);

    private final Stand stand;
    private final Tracker tracker;
    private final long bytes;
    private long watermark;

    ArtifactRows(Stand stand, Tracker tracker, Extent extent) {
        this.stand = stand;
        this.tracker = tracker;
        this.bytes = extent.of(200_000_000, 1_000_000_000);
    }

    void run(Consumer<Row> rows) throws Exception {
        String path = "/api/2.0/mlflow-artifacts/artifacts/bench/large.bin";
        Store store = new Store(stand);
        Heap heap = new Heap(stand, Part.EXPERIMENT_TRACKER);
        Row stored = row("object store: PUT of %.1f GB", () -> store.put(bytes));
        rows.accept(stored);
        Row fetched = row("object store: GET of %.1f GB", store::get);
        rows.accept(fetched);
        long before = heap.live();
        Row put = row("artifact PUT of %.1f GB", () -> put(path, heap));
        rows.accept(put.beside(stored.asLimit("store")).aiming(AIM).remarking(grown(before)));
        before = heap.live();
        Row get = row("artifact GET of %.1f GB", () -> get(path, heap));
        rows.accept(get.beside(fetched.asLimit("store")).aiming(AIM).remarking(grown(before)));
    }

    private String grown(long before) {
        return "in the middle of it the tracker's live heap was %.1f MB above what it was before (aim < 64)"
                .formatted((watermark - before) / MEGABYTE);
    }

    private Row row(String name, Transfer transfer) throws Exception {
        CpuTimes before = stand.cpuTimes();
        transfer.run();
        CpuTimes cpu = stand.cpuTimes().since(before);
        Duration took = cpu.wall();
        Measured measured = new Measured(1, took, Load.histogram(), cpu);
        return Row.of(name.formatted(bytes / 1e9), measured)
                .at(bytes / MEGABYTE * 1e9 / took.toNanos(), " MB/s");
    }

    private void put(String path, Heap heap) throws IOException {
        try (HttpConnection connection = tracker.connect()) {
            connection.send(HttpCall.put(tracker.address(), path, bytes));
            new Content(bytes).transferTo(halfway(connection.output(), heap));
            connection.receive(OutputStream.nullOutputStream());
        }
    }

    private void get(String path, Heap heap) throws IOException {
        try (HttpConnection connection = tracker.connect()) {
            long read =
                    connection.exchange(
                            HttpCall.get(tracker.address(), path),
                            halfway(OutputStream.nullOutputStream(), heap));
            if (read != bytes) {
                throw new IOException("%,d bytes came back".formatted(read));
            }
        }
    }

    /// Looks at the heap once, when half of the file has passed.
    private OutputStream halfway(OutputStream to, Heap heap) {
        return new OutputStream() {
            private long passed;

            @Override
            public void write(int b) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void write(byte[] from, int offset, int length) throws IOException {
                to.write(from, offset, length);
                boolean before = passed < bytes / 2;
                passed += length;
                if (before && passed >= bytes / 2) {
                    watermark = heap.live();
                }
            }
        };
    }

    @FunctionalInterface
    private interface Transfer {
        void run() throws Exception;
    }
}
