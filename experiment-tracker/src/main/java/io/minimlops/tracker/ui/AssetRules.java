package io.minimlops.tracker.ui;

import java.util.Locale;
import java.util.regex.Pattern;

/// How a browser is to treat a file.
final class AssetRules {

    private static final Pattern NAMED_BY_CONTENT = Pattern.compile(".*\\.[0-9a-f]{8,}\\..*");

    private AssetRules() {}

    /// A file whose name changes with its content need not be asked for again; any other is asked
    /// for each time, and sent when it changed.
    static String caching(String name) {
        return NAMED_BY_CONTENT.matcher(name).matches()
                ? "public, max-age=31536000, immutable"
                : "no-cache";
    }

    /// Browsers run no script and use no style sheet whose type is another: `nosniff` is set.
    static String mediaType(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (extension) {
            case "html" -> "text/html; charset=utf-8";
            case "js", "mjs" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "json", "map" -> "application/json";
            case "txt" -> "text/plain; charset=utf-8";
            case "svg" -> "image/svg+xml";
            case "png" -> "image/png";
            case "jpg", "jpeg" -> "image/jpeg";
            case "gif" -> "image/gif";
            case "ico" -> "image/x-icon";
            case "woff" -> "font/woff";
            case "woff2" -> "font/woff2";
            case "ttf" -> "font/ttf";
            case "eot" -> "application/vnd.ms-fontobject";
            case "wasm" -> "application/wasm";
            default -> "application/octet-stream";
        };
    }
}
