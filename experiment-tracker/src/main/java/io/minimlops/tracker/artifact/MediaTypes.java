package io.minimlops.tracker.artifact;

import java.net.URLConnection;
import java.util.Locale;
import java.util.Set;

/// What a file is, guessed from its name; text formats of the trade are shown as text.
public final class MediaTypes {

    private static final Set<String> TEXT =
            Set.of(
                    "txt",
                    "log",
                    "err",
                    "cfg",
                    "conf",
                    "cnf",
                    "cf",
                    "ini",
                    "properties",
                    "prop",
                    "hocon",
                    "toml",
                    "yaml",
                    "yml",
                    "xml",
                    "py",
                    "js",
                    "md",
                    "rst",
                    "mlmodel",
                    "mlproject");

    private MediaTypes() {}

    public static String of(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        String extension = name.substring(name.lastIndexOf('.') + 1);
        if (TEXT.contains(extension)) {
            return "text/plain";
        }
        return switch (extension) {
            case "json" -> "application/json";
            case "csv" -> "text/csv";
            case "svg" -> "image/svg+xml";
            case "html", "htm" -> "text/html";
            default -> guessed(name);
        };
    }

    private static String guessed(String name) {
        String guess = URLConnection.guessContentTypeFromName(name);
        return guess == null ? "application/octet-stream" : guess;
    }
}
