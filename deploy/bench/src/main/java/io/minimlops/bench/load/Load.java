package io.minimlops.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/// A number of clients that call again as soon as they are answered. What happens while they warm
/// up is not counted.
///
/// @param usage read when counting begins and when it ends
public record Load(int clients, Duration warmUp, Duration length, Supplier<CpuTimes> usage) {

    private static final Duration SLOWEST = Duration.ofMinutes(10);
    private static final int DIGITS = 3;

    /// A process that ends takes its times along.
    private static final Duration JUST_BEFORE = Duration.ofMillis(100);

    /// Latencies in microseconds.
    public static Histogram histogram() {
        return new Histogram(SLOWEST.toNanos() / 1000, DIGITS);
    }

    public Load warming(Duration other) {
        return new Load(clients, other, length, usage);
    }

    public Load with(int others) {
        return new Load(others, warmUp, length, usage);
    }

    /// @throws LoadFailed when any call failed: numbers of a broken server are worth nothing
    public Measured run(Client.Factory factory) {
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Client> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                all.add(factory.client(i));
            }
            long begin = System.nanoTime() + warmUp.toNanos();
            long end = begin + length.toNanos();
            List<Future<Histogram>> calls =
                    all.stream().map(it -> threads.submit(calls(it, begin, end))).toList();
            Future<CpuTimes> used = threadOf(begin, end);
            Histogram merged = histogram();
            for (Future<Histogram> call : calls) {
                merged.add(call.get());
            }
            return new Measured(clients, length, merged, used.get());
        } catch (ExecutionException e) {
            throw new LoadFailed(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadFailed(e);
        } catch (Exception e) {
            throw new LoadFailed(e);
        }
    }

    private static Callable<Histogram> calls(Client client, long begin, long end) {
        return () -> {
            Histogram latencies = histogram();
            try (client) {
                int number = 0;
                for (long now = System.nanoTime(); now < end; ) {
                    client.call(number++);
                    long then = System.nanoTime();
                    if (then > begin && then <= end) {
                        latencies.recordValue((then - now) / 1000);
                    }
                    now = then;
                }
            }
            return latencies;
        };
    }

    private Future<CpuTimes> threadOf(long begin, long end) {
        ExecutorService watch = Executors.newSingleThreadExecutor();
        try {
            return watch.submit(
                    () -> {
                        awaitNanos(begin);
                        CpuTimes before = usage.get();
                        awaitNanos(end - JUST_BEFORE.toNanos());
                        return usage.get().since(before);
                    });
        } finally {
            watch.shutdown();
        }
    }

    private static void awaitNanos(long moment) throws InterruptedException {
        long left = moment - System.nanoTime();
        if (left > 0) {
            Thread.sleep(Duration.ofNanos(left));
        }
    }
}
