package io.minimlops.tracker.stream;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Brings listeners that are behind up to date, part by part, as fast as they read. A few at a time
/// use the database.
final class CatchUp {

    private static final Logger LOG = Logger.getLogger(CatchUp.class);
    private static final int AT_ONCE = 4;
    private static final long FIRST_SPAN = 1 << 10;
    private static final long WIDEST_SPAN = 1L << 40;

    private final ChangeLog log;
    private final int page;
    private final Consumer<Listener> upToDate;
    private final Semaphore readers = new Semaphore(AT_ONCE);

    /// @param upToDate takes listeners that have caught up
    CatchUp(ChangeLog log, StreamConfig config, Consumer<Listener> upToDate) {
        this.log = log;
        this.page = Math.max(1, config.maxWaiting() / 4);
        this.upToDate = upToDate;
    }

    /// Returns at once; the rest happens meanwhile.
    void help(Listener listener) {
        Thread.ofVirtual().name("stream-catch-up").start(() -> follow(listener));
    }

    private void follow(Listener listener) {
        long span = FIRST_SPAN;
        try {
            while (span > 0 && listener.awaitReady()) {
                readers.acquire();
                try {
                    span = step(listener, span);
                } finally {
                    readers.release();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Reads as many transactions as are likely to fill a page.
    ///
    /// @return how many to read next; 0 when the listener is up to date
    private long step(Listener listener, long span) throws InterruptedException {
        Position from = listener.position();
        Slice slice;
        try {
            int most = span == 1 ? ChangeLog.ALL : page;
            slice = log.after(Set.of(listener.scope()), from, from.next() + span, most);
        } catch (RuntimeException e) {
            LOG.warnf("a stream cannot catch up yet: %s", e.getMessage());
            Thread.sleep(Duration.ofSeconds(1));
            return span;
        }
        if (slice.isCut()) {
            return Math.max(1, span / 8);
        }
        List<Change> changes = slice.changes();
        listener.tell(changes, slice);
        if (slice.isNow()) {
            upToDate.accept(listener);
            return 0;
        }
        return changes.size() < page / 4 ? Math.min(WIDEST_SPAN, span * 4) : span;
    }
}
