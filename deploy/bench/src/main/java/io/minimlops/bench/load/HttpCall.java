package io.minimlops.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;

/// A request as bytes, ready for the socket.
///
/// @param head request line and header, with the empty line
/// @param body sent after the head; a body that is streamed has its length in the head alone
public record HttpCall(byte[] head, byte[] body) {

    private static final byte[] NOTHING = {};

    public static HttpCall get(URI base, String path) {
        return new HttpCall(head("GET", base, path, ""), NOTHING);
    }

    public static HttpCall post(URI base, String path, String json) {
        byte[] body = json.getBytes(UTF_8);
        return new HttpCall(head("POST", base, path, describing(body)), body);
    }

    public static HttpCall put(URI base, String path, String json) {
        byte[] body = json.getBytes(UTF_8);
        return new HttpCall(head("PUT", base, path, describing(body)), body);
    }

    /// A body of so many bytes follows.
    public static HttpCall put(URI base, String path, long length) {
        String more =
                "Content-Type: application/octet-stream\r\nContent-Length: " + length + "\r\n";
        return new HttpCall(head("PUT", base, path, more), NOTHING);
    }

    private static String describing(byte[] json) {
        return "Content-Type: application/json\r\nContent-Length: " + json.length + "\r\n";
    }

    private static byte[] head(String method, URI base, String path, String more) {
        return "%s %s HTTP/1.1\r\nHost: %s\r\n%s\r\n"
                .formatted(method, path, base.getAuthority(), more)
                .getBytes(ISO_8859_1);
    }
}
