package io.minimlops.gateway.streaming;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// How one stream fares in this process.
final class StreamMeter {

    /// Seconds that count in the speed.
    private static final double WINDOW = 5;

    final LongAdder predicted = new LongAdder();
    final LongAdder deadLetters = new LongAdder();
    final LongAdder transactions = new LongAdder();
    private volatile @Nullable String waitsFor;
    private double speed;
    private long since = System.nanoTime();

    /// A transaction is committed.
    synchronized void committed(int good, int poison) {
        predicted.add(good);
        deadLetters.add(poison);
        transactions.increment();
        waitsFor = null;
        speed = decayed(good + poison);
        since = System.nanoTime();
    }

    private double decayed(int more) {
        double seconds = Math.max(1, System.nanoTime() - since) / 1e9;
        double weight = 1 - Math.exp(-seconds / WINDOW);
        return speed + weight * (more / seconds - speed);
    }

    synchronized double recordsPerSecond() {
        return decayed(0);
    }

    void waits(String reason) {
        waitsFor = reason;
    }

    /// Connected anew.
    void goesOn() {
        waitsFor = null;
    }

    @Nullable String waitsFor() {
        return waitsFor;
    }
}
