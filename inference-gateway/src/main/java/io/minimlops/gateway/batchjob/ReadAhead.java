package io.minimlops.gateway.batchjob;

import io.minimlops.gateway.batchjob.table.Rows;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// Reads a job's input on a thread of its own, some blocks ahead of whoever takes the rows.
final class ReadAhead implements AutoCloseable {

    /// Enough to bridge the fetch of a row group; what waits is memory.
    private static final int BLOCKS = 8;

    private final InputCursor cursor;
    private final int blockRows;
    private final BlockingQueue<Found> found = new ArrayBlockingQueue<>(BLOCKS);
    private final Thread reader;
    private @Nullable Rows block;
    private int from;
    private double share;

    private sealed interface Found {
        /// @param share of the whole input that is behind after these rows
        record Block(Rows rows, double share) implements Found {}

        record End() implements Found {}

        record Broken(Exception failure) implements Found {}
    }

    /// @param cursor is this one's from now on
    /// @param blockRows read at once
    ReadAhead(InputCursor cursor, int blockRows) {
        this.cursor = cursor;
        this.blockRows = blockRows;
        this.reader = Thread.ofPlatform().daemon().name("batch-job-reader").start(this::read);
    }

    private void read() {
        try (cursor) {
            try {
                for (Rows next = next(); next != null; next = next()) {
                    found.put(new Found.Block(next, cursor.share()));
                }
                found.put(new Found.End());
            } catch (IOException | RuntimeException e) {
                found.put(new Found.Broken(e));
            } catch (Error e) {
                // Whoever waits for rows has to learn of it too.
                found.put(
                        new Found.Broken(
                                new IllegalStateException("the input's reader broke: " + e, e)));
            }
        } catch (InterruptedException | IOException e) {
            // Closed: nobody takes anything any more.
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Rows next() throws IOException {
        return cursor.next(blockRows);
    }

    /// Waits until there are rows or it is known that there are none.
    ///
    /// @throws IOException as the cursor does
    boolean hasNext() throws IOException, InterruptedException {
        while (block == null || from == block.count()) {
            switch (found.take()) {
                case Found.Block(Rows rows, double behind) -> {
                    block = rows;
                    from = 0;
                    share = behind;
                }
                case Found.End end -> {
                    found.put(end);
                    share = 1;
                    return false;
                }
                case Found.Broken(IOException broken) -> throw broken;
                case Found.Broken(Exception failure) -> throw (RuntimeException) failure;
            }
        }
        return true;
    }

    /// After [#hasNext] said so.
    Rows next(int most) {
        Rows whole = Objects.requireNonNull(block);
        int to = Math.min(whole.count(), from + most);
        Rows rows = from == 0 && to == whole.count() ? whole : whole.slice(from, to);
        from = to;
        return rows;
    }

    /// How much of all files is behind when what was taken is, 0 to 1.
    double share() {
        return share;
    }

    boolean isReading() {
        return reader.isAlive();
    }

    @Override
    public void close() throws InterruptedException {
        reader.interrupt();
        reader.join();
    }
}
