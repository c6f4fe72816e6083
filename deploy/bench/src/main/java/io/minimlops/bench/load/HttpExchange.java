package io.minimlops.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/// HTTP/1.1 with one request under way, whose answers tell their length or come in chunks.
public final class HttpExchange implements Exchange {

    private static final byte[] LENGTH = "\ncontent-length:".getBytes();
    private static final byte[] CHUNKED = "\ntransfer-encoding: chunked\r".getBytes();
    private static final int INCOMPLETE = -1;

    private static final int LARGEST_ANSWER = 16 * 1024;

    private final byte[] request;

    public HttpExchange(HttpCall call) {
        request = new byte[call.head().length + call.body().length];
        System.arraycopy(call.head(), 0, request, 0, call.head().length);
        System.arraycopy(call.body(), 0, request, call.head().length, call.body().length);
    }

    @Override
    public ByteBuffer greeting() {
        return ByteBuffer.allocate(0);
    }

    @Override
    public int capacity() {
        return 1;
    }

    @Override
    public int room() {
        return request.length + LARGEST_ANSWER;
    }

    @Override
    public int request(ByteBuffer out) {
        out.put(request);
        return 0;
    }

    @Override
    public void read(ByteBuffer in, ByteBuffer out, Answered answered) throws IOException {
        int body = body(in);
        if (body < 0) {
            return;
        }
        int end = end(in, body);
        if (end != INCOMPLETE) {
            int status = number(in, in.position() + 9, in.position() + 12);
            in.position(end);
            answered.answered(0, status);
        }
    }

    /// Where the body begins; below 0 while the head is not complete.
    private static int body(ByteBuffer in) {
        for (int i = in.position() + 3; i < in.limit(); i++) {
            if (in.get(i) == '\n' && in.get(i - 1) == '\r' && in.get(i - 2) == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private static int end(ByteBuffer in, int body) throws IOException {
        int length = behind(LENGTH, in, body);
        if (length >= 0) {
            int end = body + number(in, length, body);
            return in.limit() >= end ? end : INCOMPLETE;
        }
        if (behind(CHUNKED, in, body) >= 0) {
            return endOfChunks(in, body);
        }
        throw new IOException("an answer without Content-Length");
    }

    /// Where the head goes on after a header; below 0 where it has none such.
    private static int behind(byte[] header, ByteBuffer in, int body) {
        for (int i = in.position(); i < body - header.length; i++) {
            if (isAt(i, header, in)) {
                return i + header.length;
            }
        }
        return -1;
    }

    private static boolean isAt(int at, byte[] header, ByteBuffer in) {
        for (int i = 0; i < header.length; i++) {
            int b = in.get(at + i);
            if ((b >= 'A' && b <= 'Z' ? b | 0x20 : b) != header[i]) {
                return false;
            }
        }
        return true;
    }

    /// Chunks without extensions and trailers (RFC 9112, 7.1).
    private static int endOfChunks(ByteBuffer in, int body) throws IOException {
        int at = body;
        int size = 0;
        while (at < in.limit()) {
            int b = in.get(at++);
            int digit = Character.digit(b, 16);
            if (digit >= 0) {
                size = size * 16 + digit;
            } else if (b != '\r') {
                throw new IOException("a chunk of unknown size");
            } else {
                at += 1 + size + 2;
                if (size == 0) {
                    return at <= in.limit() ? at : INCOMPLETE;
                }
                size = 0;
            }
        }
        return INCOMPLETE;
    }

    private static int number(ByteBuffer in, int from, int to) {
        int number = 0;
        for (int i = from; i < to && in.get(i) != '\r'; i++) {
            if (in.get(i) != ' ') {
                number = number * 10 + in.get(i) - '0';
            }
        }
        return number;
    }
}
