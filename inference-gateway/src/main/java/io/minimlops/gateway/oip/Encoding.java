package io.minimlops.gateway.oip;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/// Compressed bodies.
final class Encoding {

    private Encoding() {}

    /// @param body an array's bytes
    /// @param memory grows by what is unpacked
    static ByteBuffer decoded(
            ByteBuffer body,
            @Nullable String encoding,
            LimitsConfig limits,
            BodyBudget.Share memory) {
        String name = encoding == null ? "" : encoding.trim().toLowerCase(Locale.ROOT);
        if (name.isEmpty() || name.equals("identity")) {
            return body;
        }
        InputStream packed =
                new ByteArrayInputStream(
                        body.array(), body.arrayOffset() + body.position(), body.remaining());
        try (InputStream plain = unpacking(packed, name)) {
            return BodyBytes.read(plain, limits.bodyBytes(), memory);
        } catch (IOException e) {
            throw new BadRequest("the body is not " + encoding + ": " + e.getMessage());
        }
    }

    private static InputStream unpacking(InputStream packed, String name) throws IOException {
        return switch (name) {
            case "gzip" -> new GZIPInputStream(packed);
            case "deflate" -> new InflaterInputStream(packed);
            default -> throw new BadRequest(415, "unknown Content-Encoding " + name);
        };
    }
}
