package io.minimlops.gateway.batchjob;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/// A job's chunks on their way through the model: several at once, and they land in the order of
/// their rows. Chunks end where parts do, and those of the next part fly while one is completed.
final class Flight implements AutoCloseable {

    private static final long LOOK_AGAIN_NANOS = 100_000_000;

    private final BatchJob job;
    private final JobTable table;
    private final PinnedModel model;
    private final ReadAhead input;
    private final JobRun.Setup setup;
    private final Tenure tenure;
    private final Pace pace;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Deque<Sent> sent = new ArrayDeque<>();
    private int room;
    private double share;

    private record Sent(Future<Chunk> chunk, double share) {}

    /// @param from the first row to be predicted
    Flight(
            BatchJob job,
            JobTable table,
            PinnedModel model,
            long from,
            JobRun.Setup setup,
            Tenure tenure) {
        this.job = job;
        this.table = table;
        this.model = model;
        this.input = new ReadAhead(table.cursor(from), model.maxRows());
        this.setup = setup;
        this.tenure = tenure;
        this.pace = new Pace(model.maxRows(), job.maxRowsPerSecond(), setup.busyChunk());
        this.room = job.rowsPerPart();
    }

    /// Sends what may be sent; false when everything has landed.
    boolean hasNext() throws IOException, NotNow, InterruptedException {
        while (sent.size() < setup.chunksInFlight() && input.hasNext()) {
            pause();
            var rows = input.next(Math.min(room, pace.rows()));
            room -= rows.count();
            room = room == 0 ? job.rowsPerPart() : room;
            pace.sent(System.nanoTime(), rows.count());
            sent.add(
                    new Sent(
                            threads.submit(() -> table.prediction(model).of(rows)), input.share()));
        }
        return !sent.isEmpty();
    }

    /// After [#hasNext] said so.
    Chunk next() throws NotNow, InterruptedException {
        Sent first = sent.remove();
        Chunk chunk = await(first.chunk());
        share = first.share();
        pace.learned(chunk.predictedRows(), chunk.computeNanos());
        return chunk;
    }

    /// How much of the input has landed, 0 to 1.
    double share() {
        return share;
    }

    private void pause() throws NotNow, InterruptedException {
        while (true) {
            if (!tenure.isHeld()) {
                throw new NotNow(
                        "the job is no longer this process's", new IllegalStateException());
            }
            OnlineTraffic traffic = setup.traffic();
            long nanos =
                    pace.delay(
                            System.nanoTime(), traffic.waiting(), sent.size(), traffic.answered());
            if (nanos == 0) {
                return;
            }
            LockSupport.parkNanos(Math.min(nanos, LOOK_AGAIN_NANOS));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private static Chunk await(Future<Chunk> flying) throws NotNow, InterruptedException {
        try {
            return flying.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case NotNow notNow -> throw notNow;
                case InterruptedException interrupted -> throw interrupted;
                case RuntimeException ours -> throw ours;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        try (threads) {
            input.close();
        }
    }
}
