package io.minimlops.local.memory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Resident memory in bytes. On Linux a page shared by n processes counts 1/n for each (PSS), so
/// that sums are true; elsewhere it counts for each (RSS).
public final class ResidentMemory {

    private static final long KIB = 1024;

    private ResidentMemory() {}

    /// Of a process and everything below it.
    public static long ofTree(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .mapToLong(it -> of(it.pid()))
                .sum();
    }

    private static long of(long pid) {
        return fromProc(pid).or(() -> fromPs(pid)).orElse(0L);
    }

    private static Optional<Long> fromProc(long pid) {
        Path rollup = Path.of("/proc", String.valueOf(pid), "smaps_rollup");
        try (Stream<String> lines = Files.lines(rollup)) {
            return lines.filter(it -> it.startsWith("Pss:"))
                    .findFirst()
                    .map(it -> Long.parseLong(it.replaceAll("\\D", "")) * KIB);
        } catch (IOException e) {
            // Not Linux, or ended meanwhile.
            return Optional.empty();
        }
    }

    private static Optional<Long> fromPs(long pid) {
        try {
            Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", String.valueOf(pid)).start();
            String answer =
                    new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                            .strip();
            return answer.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(answer) * KIB);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
