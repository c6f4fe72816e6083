package io.minimlops.bench.stand;

import io.minimlops.local.part.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/// A service's heap: what `/q/metrics` says after a full collection.
public final class Heap {

    private static final String USED = "jvm_memory_used_bytes{area=\"heap\"";
    private static final String ALLOCATED = "jvm_gc_memory_allocated_bytes_total";

    private final ProcessHandle process;
    private final Metrics metrics;

    public Heap(Stand stand, Part service) {
        this.process = stand.process(service);
        this.metrics = new Metrics(stand, service);
    }

    /// What is still in use, in bytes.
    public long live() throws IOException {
        return sum(USED);
    }

    /// What was ever allocated, in bytes.
    public long allocated() throws IOException {
        return sum(ALLOCATED);
    }

    private long sum(String series) throws IOException {
        collect();
        return (long) metrics.sum(series);
    }

    private void collect() throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process collection =
                new ProcessBuilder(
                                Stream.of(jcmd, process.pid(), "GC.run")
                                        .map(String::valueOf)
                                        .toList())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        int status = collection.onExit().join().exitValue();
        if (status != 0) {
            throw new IOException("jcmd GC.run ended with " + status);
        }
    }
}
