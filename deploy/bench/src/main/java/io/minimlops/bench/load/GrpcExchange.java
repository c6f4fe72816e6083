package io.minimlops.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;

/// Unary gRPC calls on one connection: as much of HTTP/2 (RFC 9113) as that takes. Header blocks
/// are literals without a table, so that each request is the same bytes but for its stream.
public final class GrpcExchange implements Exchange {

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GO_AWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int ACK = 1;
    private static final int FRAME_HEAD = 9;
    private static final int MESSAGE_HEAD = 5;
    private static final int SPARE = 128 * 1024;

    private static final int HEADER_TABLE_SIZE = 1;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int LARGEST_WINDOW = Integer.MAX_VALUE;
    private static final int FIRST_WINDOW = 65_535;
    private static final int RENEWAL = 1 << 29;

    private static final byte[] STATUS = "grpc-status".getBytes(ISO_8859_1);
    private static final int UNAVAILABLE = 14;
    private static final int RESOURCE_EXHAUSTED = 8;

    private final int capacity;
    private final byte[] headers;
    private final byte[] data;
    private int stream = 1;
    private int consumed;

    /// @param method `/package.Service/Method`
    public GrpcExchange(URI server, String method, byte[] message, int capacity) {
        this.capacity = capacity;
        this.headers = headers(server, method);
        this.data = framed(message);
    }

    /// A message behind its prefix, as it is in a body: not compressed, and how long it is.
    public static byte[] framed(byte[] message) {
        return ByteBuffer.allocate(MESSAGE_HEAD + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
    }

    private static byte[] headers(URI server, String method) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        header(block, ":method", "POST");
        header(block, ":scheme", "http");
        header(block, ":path", method);
        header(block, ":authority", server.getAuthority());
        header(block, "te", "trailers");
        header(block, "content-type", "application/grpc");
        return block.toByteArray();
    }

    private static void header(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        for (String text : new String[] {name, value}) {
            block.write(text.length());
            block.writeBytes(text.getBytes(ISO_8859_1));
        }
    }

    @Override
    public ByteBuffer greeting() {
        ByteBuffer out = ByteBuffer.allocate(128);
        out.put("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
        frame(out, 12, SETTINGS, 0, 0);
        out.putShort((short) HEADER_TABLE_SIZE).putInt(0);
        out.putShort((short) INITIAL_WINDOW_SIZE).putInt(LARGEST_WINDOW);
        frame(out, 4, WINDOW_UPDATE, 0, 0);
        return out.putInt(LARGEST_WINDOW - FIRST_WINDOW).flip();
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public int room() {
        return capacity * (headers.length + data.length) + SPARE;
    }

    @Override
    public int request(ByteBuffer out) {
        int ticket = ticket(stream);
        frame(out, headers.length, HEADERS, END_HEADERS, stream);
        out.put(headers);
        frame(out, data.length, DATA, END_STREAM, stream);
        out.put(data);
        stream += 2;
        return ticket;
    }

    private static int ticket(int stream) {
        return stream >>> 1 & 0xffff;
    }

    private static void frame(ByteBuffer out, int length, int type, int flags, int stream) {
        out.put((byte) (length >> 16)).putShort((short) length);
        out.put((byte) type).put((byte) flags).putInt(stream);
    }

    @Override
    public void read(ByteBuffer in, ByteBuffer out, Answered answered) throws IOException {
        while (in.remaining() >= FRAME_HEAD) {
            int start = in.position();
            int length = (in.get(start) & 0xff) << 16 | in.getShort(start + 1) & 0xffff;
            if (in.remaining() < FRAME_HEAD + length) {
                return;
            }
            int body = start + FRAME_HEAD;
            int flags = in.get(start + 4);
            switch (in.get(start + 3)) {
                case DATA -> consume(length, out);
                case HEADERS -> {
                    if ((flags & END_STREAM) != 0) {
                        answered.answered(
                                ticket(in.getInt(start + 5)), status(in, body, body + length));
                    }
                }
                case SETTINGS -> {
                    if ((flags & ACK) == 0) {
                        frame(out, 0, SETTINGS, ACK, 0);
                    }
                }
                case PING -> {
                    if ((flags & ACK) == 0) {
                        frame(out, 8, PING, ACK, 0);
                        out.putLong(in.getLong(body));
                    }
                }
                case RESET, GO_AWAY -> throw new IOException("the server ended a stream");
                default -> {}
            }
            in.position(body + length);
        }
    }

    private void consume(int length, ByteBuffer out) {
        consumed += length;
        if (consumed > RENEWAL) {
            frame(out, 4, WINDOW_UPDATE, 0, 0);
            out.putInt(consumed);
            consumed = 0;
        }
    }

    /// The trailers' `grpc-status`, as HTTP would have it.
    private static int status(ByteBuffer in, int from, int to) throws IOException {
        for (int i = from; i + STATUS.length < to; i++) {
            if (startsWithStatus(in, i)) {
                int at = i + STATUS.length;
                int status = 0;
                for (int digit = 1; digit <= in.get(at); digit++) {
                    status = status * 10 + in.get(at + digit) - '0';
                }
                return switch (status) {
                    case 0 -> 200;
                    case UNAVAILABLE, RESOURCE_EXHAUSTED -> 503;
                    default -> 500 + status;
                };
            }
        }
        throw new IOException("trailers without grpc-status");
    }

    private static boolean startsWithStatus(ByteBuffer in, int at) {
        for (int i = 0; i < STATUS.length; i++) {
            if (in.get(at + i) != STATUS[i]) {
                return false;
            }
        }
        return true;
    }
}
