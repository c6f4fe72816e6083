package io.minimlops.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// One of a [Swarm]'s connections.
final class SwarmConnection implements AutoCloseable {

    private static final int TICKETS = 1 << 16;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Exchange exchange;
    private final Swarm.Tally tally;
    private final long[] arrived;
    private final ByteBuffer in;
    private final ByteBuffer out;
    private int underWay;

    private SwarmConnection(
            SocketChannel channel, SelectionKey key, Exchange exchange, Swarm.Tally tally) {
        this.channel = channel;
        this.key = key;
        this.exchange = exchange;
        this.tally = tally;
        this.arrived = new long[exchange.capacity() == 1 ? 1 : TICKETS];
        this.in = ByteBuffer.allocateDirect(exchange.room());
        this.out = ByteBuffer.allocateDirect(exchange.room());
        out.put(exchange.greeting());
    }

    static SwarmConnection open(URI server, Exchange exchange, Selector selector, Swarm.Tally tally)
            throws IOException {
        SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        SwarmConnection connection = new SwarmConnection(channel, key, exchange, tally);
        key.attach(connection);
        return connection;
    }

    boolean isFree() {
        return underWay < exchange.capacity();
    }

    int underWay() {
        return underWay;
    }

    /// @param since what the latency is counted from
    void enqueue(long since) {
        int ticket = exchange.request(out);
        arrived[ticket & (arrived.length - 1)] = since;
        underWay++;
    }

    void flush() throws IOException {
        if (out.position() == 0) {
            return;
        }
        out.flip();
        channel.write(out);
        out.compact();
        key.interestOps(
                out.position() > 0
                        ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
                        : SelectionKey.OP_READ);
    }

    void ready() {
        try {
            if (key.isReadable()) {
                receive();
            }
            flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void receive() throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("the server closed the connection");
        }
        in.flip();
        exchange.read(in, out, this::answered);
        in.compact();
    }

    private void answered(int ticket, int status) {
        underWay--;
        tally.count(arrived[ticket & (arrived.length - 1)], status);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
