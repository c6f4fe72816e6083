package io.minimlops.bench.stand;

import io.minimlops.bench.load.HttpCall;
import io.minimlops.bench.load.HttpConnection;
import io.minimlops.local.part.Part;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The live heap of a service: what `/q/metrics` says after a full collection.
public final class Heap {

    private static final String USED = "jvm_memory_used_bytes{area=\"heap\"";

    private final ProcessHandle process;
    private final URI address;

    public Heap(Stand stand, Part service) {
        this.process = stand.process(service);
        this.address = stand.address(service);
    }

    /// In bytes.
    public long live() throws IOException {
        collect();
        try (HttpConnection connection = new HttpConnection(address)) {
            String metrics = connection.call(HttpCall.get(address, "/q/metrics"));
            return (long)
                    metrics.lines()
                            .filter(it -> it.startsWith(USED))
                            .mapToDouble(
                                    it -> Double.parseDouble(it.substring(it.lastIndexOf(' ') + 1)))
                            .sum();
        }
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
