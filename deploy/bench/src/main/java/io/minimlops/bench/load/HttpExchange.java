package io.minimlops.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/// HTTP/1.1 with one request under way, whose answers tell their length.
public final class HttpExchange implements Exchange {

    private static final byte[] LENGTH = "\ncontent-length:".getBytes();

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
        int end = body + length(in, body);
        if (in.limit() >= end) {
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

    private static int length(ByteBuffer in, int body) throws IOException {
        for (int i = in.position(); i < body - LENGTH.length; i++) {
            if (isLength(in, i)) {
                return number(in, i + LENGTH.length, body);
            }
        }
        throw new IOException("an answer without Content-Length");
    }

    private static boolean isLength(ByteBuffer in, int at) {
        for (int i = 0; i < LENGTH.length; i++) {
            int b = in.get(at + i);
            if ((b >= 'A' && b <= 'Z' ? b | 0x20 : b) != LENGTH[i]) {
                return false;
            }
        }
        return true;
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
