package io.minimlops.local.part;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// The last lines of a log, read from its end.
public final class LogTail {

    private static final int BYTES_PER_LINE = 400;
    private static final Pattern FRAME = Pattern.compile("\\s+(at .*|\\.\\.\\. \\d+ more)");

    private LogTail() {}

    /// Without the frames of stack traces: what a person needs to see first.
    public static List<String> essence(Path log, int lines) {
        List<String> telling =
                of(log, lines * 20).stream().filter(it -> !FRAME.matcher(it).matches()).toList();
        return telling.subList(Math.max(0, telling.size() - lines), telling.size());
    }

    public static List<String> of(Path log, int lines) {
        if (!Files.exists(log)) {
            return List.of();
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long start = Math.max(0, file.length() - (long) lines * BYTES_PER_LINE);
            file.seek(start);
            byte[] end = new byte[(int) (file.length() - start)];
            file.readFully(end);
            List<String> all = new String(end, StandardCharsets.UTF_8).lines().toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException e) {
            return List.of("(" + log + " cannot be read: " + e.getMessage() + ")");
        }
    }
}
