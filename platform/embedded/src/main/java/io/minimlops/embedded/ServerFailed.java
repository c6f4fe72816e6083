package io.minimlops.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A server did not come up, did not stop or could not be prepared.
public class ServerFailed extends RuntimeException {

    private static final int TAIL_LINES = 20;

    public ServerFailed(String message) {
        super(message);
    }

    public ServerFailed(String message, Throwable cause) {
        super(message, cause);
    }

    static ServerFailed withLog(String message, Path log) {
        return new ServerFailed(message + System.lineSeparator() + tail(log));
    }

    private static String tail(Path log) {
        try {
            if (!Files.exists(log)) {
                return "(it wrote no log)";
            }
            List<String> lines =
                    new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
            return String.join(
                    System.lineSeparator(),
                    lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(its log " + log + " cannot be read: " + e + ")";
        }
    }
}
