package io.minimlops.gateway.oip;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Compressed bodies.
final class Encoding {

    private Encoding() {}

    static InputStream decoded(InputStream body, @Nullable String encoding) throws IOException {
        try {
            return switch (encoding == null ? "" : encoding.trim().toLowerCase(Locale.ROOT)) {
                case "", "identity" -> body;
                case "gzip" -> new GZIPInputStream(body);
                case "deflate" -> new InflaterInputStream(body);
                default -> throw new BadRequest(415, "unknown Content-Encoding " + encoding);
            };
        } catch (ZipException e) {
            throw new BadRequest("the body is not " + encoding + ": " + e.getMessage());
        }
    }
}
