package io.minimlops.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/// One connection that stays open: as little work per call as HTTP/1.1 allows, so that the numbers
/// are the server's.
public final class HttpConnection implements Closeable {

    private static final int BUFFER = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int end;

    public HttpConnection(URI base) throws IOException {
        socket = new Socket(base.getHost(), base.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /// The answer's body as text.
    ///
    /// @throws UnexpectedAnswer unless the status is 2xx
    public String call(HttpCall call) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        exchange(call, body);
        return body.toString(UTF_8);
    }

    /// @return how many bytes the answer's body had
    /// @throws UnexpectedAnswer unless the status is 2xx
    public long exchange(HttpCall call, OutputStream body) throws IOException {
        send(call);
        return receive(body);
    }

    public void send(HttpCall call) throws IOException {
        if (call.body().length == 0) {
            out.write(call.head());
            return;
        }
        byte[] all = new byte[call.head().length + call.body().length];
        System.arraycopy(call.head(), 0, all, 0, call.head().length);
        System.arraycopy(call.body(), 0, all, call.head().length, call.body().length);
        out.write(all);
    }

    /// For a body that is streamed.
    public OutputStream output() {
        return out;
    }

    public long receive(OutputStream body) throws IOException {
        Head head = head();
        if (head.status() / 100 == 2) {
            return head.chunked() ? chunks(body) : bytes(head.length(), body);
        }
        ByteArrayOutputStream reason = new ByteArrayOutputStream();
        if (head.chunked()) {
            chunks(reason);
        } else {
            bytes(head.length(), reason);
        }
        throw new UnexpectedAnswer(head.status(), reason.toString(UTF_8));
    }

    /// Of an answer whose body never ends: its head, and from then on [#line].
    public void receiveHead() throws IOException {
        int status = head().status();
        if (status != 200) {
            throw new UnexpectedAnswer(status, "");
        }
    }

    /// The next line of the answer, without its end.
    public String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = read(); b != '\n'; b = read()) {
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    private record Head(int status, long length, boolean chunked) {}

    private Head head() throws IOException {
        int status = Integer.parseInt(line().substring(9, 12));
        long length = 0;
        boolean chunked = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.endsWith("chunked");
            }
        }
        return status == 100 ? head() : new Head(status, length, chunked);
    }

    private long chunks(OutputStream body) throws IOException {
        long all = 0;
        while (true) {
            int size = Integer.parseInt(line(), 16);
            all += bytes(size, body);
            line();
            if (size == 0) {
                return all;
            }
        }
    }

    private long bytes(long length, OutputStream body) throws IOException {
        for (long left = length; left > 0; ) {
            if (next == end) {
                fill();
            }
            int piece = (int) Math.min(left, end - next);
            body.write(buffer, next, piece);
            next += piece;
            left -= piece;
        }
        return length;
    }

    private int read() throws IOException {
        if (next == end) {
            fill();
        }
        return buffer[next++] & 0xff;
    }

    private void fill() throws IOException {
        next = 0;
        end = in.read(buffer);
        if (end <= 0) {
            end = 0;
            throw new EOFException("the server closed the connection");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
