package io.minimlops.bench.load;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Many connections served by one thread: it costs little of the machine that is measured.
///
/// @param usage read when counting begins and when it ends
public record Swarm(int connections, Duration warmUp, Duration length, Supplier<CpuTimes> usage) {

    /// Fine enough for arrivals, coarse enough to leave the processor to the server.
    private static final long BREATH_NANOS = 20_000;

    /// Whoever is still unanswered by then is given up.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    public Swarm warming(Duration other) {
        return new Swarm(connections, other, length, usage);
    }

    /// Each asks again as soon as it is answered.
    public Flood run(URI server, Exchange.Factory exchanges) {
        return run(server, exchanges, 0);
    }

    /// Requests arrive at a fixed rate whether or not earlier ones were answered, as long as a
    /// connection is free; one that has to wait for a connection counts from its arrival on.
    ///
    /// @param perSecond 0: each connection asks again as soon as it is answered
    public Flood run(URI server, Exchange.Factory exchanges, double perSecond) {
        Tally tally = new Tally();
        List<SwarmConnection> all = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                all.add(SwarmConnection.open(server, exchanges.exchange(), selector, tally));
            }
            CpuTimes cpu = drive(selector, new Arrivals(all, perSecond), tally);
            return tally.flood(connections, length, cpu);
        } catch (IOException e) {
            throw new LoadFailed(e);
        } finally {
            all.forEach(SwarmConnection::close);
        }
    }

    private CpuTimes drive(Selector selector, Arrivals arrivals, Tally tally) throws IOException {
        long begin = System.nanoTime() + warmUp.toNanos();
        long end = begin + length.toNanos();
        tally.between(begin, end);
        CpuTimes before = null;
        long now = System.nanoTime();
        for (; now < end; now = System.nanoTime()) {
            if (before == null && now >= begin) {
                before = usage.get();
            }
            arrivals.send(now);
            if (arrivals.areTimed()) {
                LockSupport.parkNanos(BREATH_NANOS);
                selector.selectNow(key -> ((SwarmConnection) key.attachment()).ready());
            } else {
                selector.select(key -> ((SwarmConnection) key.attachment()).ready(), 100);
            }
        }
        CpuTimes after = usage.get();
        long limit = now + PATIENCE.toNanos();
        while (arrivals.underWay() > 0 && System.nanoTime() < limit) {
            selector.select(key -> ((SwarmConnection) key.attachment()).ready(), 100);
        }
        return before == null ? after : after.since(before);
    }

    /// What a swarm came to.
    ///
    /// @param refused answers of 503, in microseconds
    public record Flood(Measured answered, Histogram refused) {}

    /// Counts answers of requests that were sent while counting was on.
    static final class Tally {
        private final Histogram answered = Load.histogram();
        private final Histogram refused = Load.histogram();
        private long begin;
        private long end;
        private @Nullable String failure;

        void between(long first, long last) {
            begin = first;
            end = last;
        }

        void count(long arrived, int status) {
            long now = System.nanoTime();
            if (status / 100 != 2 && status != 503) {
                failure = "the server answered " + status;
            } else if (arrived >= begin && now <= end) {
                (status == 503 ? refused : answered).recordValue((now - arrived) / 1000);
            }
        }

        Flood flood(int clients, Duration length, CpuTimes cpu) throws IOException {
            if (failure != null) {
                throw new IOException(failure);
            }
            return new Flood(new Measured(clients, length, answered, cpu), refused);
        }
    }

    /// Decides who sends when.
    private static final class Arrivals {
        private final List<SwarmConnection> connections;
        private final double nanosBetween;
        private long due = System.nanoTime();
        private long sent;
        private final long first = due;
        private int next;

        Arrivals(List<SwarmConnection> connections, double perSecond) {
            this.connections = connections;
            this.nanosBetween = perSecond == 0 ? 0 : 1e9 / perSecond;
        }

        boolean areTimed() {
            return nanosBetween > 0;
        }

        int underWay() {
            return connections.stream().mapToInt(SwarmConnection::underWay).sum();
        }

        void send(long now) throws IOException {
            if (!areTimed()) {
                for (SwarmConnection connection : connections) {
                    while (connection.isFree()) {
                        connection.enqueue(now);
                    }
                    connection.flush();
                }
                return;
            }
            while (due <= now) {
                SwarmConnection free = free();
                if (free == null) {
                    return;
                }
                free.enqueue(due);
                free.flush();
                due = first + (long) (++sent * nanosBetween);
            }
        }

        private @Nullable SwarmConnection free() {
            for (int i = 0; i < connections.size(); i++) {
                next = next + 1 == connections.size() ? 0 : next + 1;
                if (connections.get(next).isFree()) {
                    return connections.get(next);
                }
            }
            return null;
        }
    }
}
