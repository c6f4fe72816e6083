package io.minimlops.tracker.stream;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// How far a stream has been read: a set of transactions, written as PostgreSQL writes a
/// snapshot, `oldest:next:running,running`.
///
/// Numbers given to rows by a sequence would not do. Transactions commit in another order than
/// they begin, so a reader that remembers "up to 7" misses the 6 that commits later. Here 6 is
/// among the running ones and is delivered once it is done; and no reader waits for a slow
/// transaction.
///
/// @param next everything from here on is unread
/// @param running those before `next` that are unread too, ascending
record Position(long next, long[] running) {

    /// Nobody has that many transactions at work; a longer list was not written here.
    private static final int MOST_RUNNING = 1000;

    private static final int LONGEST = 20_000;
    private static final Pattern WRITTEN =
            Pattern.compile("(\\d{1,18}):(\\d{1,18}):((?:\\d{1,18}(?:,\\d{1,18})*)?)");

    /// Before everything that transaction `first` and later ones did.
    static Position before(long first) {
        return new Position(first, new long[0]);
    }

    /// Nothing when the text is no position.
    static Optional<Position> parse(String text) {
        var match = WRITTEN.matcher(text);
        if (text.length() > LONGEST || !match.matches()) {
            return Optional.empty();
        }
        long[] running =
                match.group(3).isEmpty()
                        ? new long[0]
                        : Arrays.stream(match.group(3).split(","))
                                .mapToLong(Long::parseLong)
                                .sorted()
                                .toArray();
        return running.length > MOST_RUNNING
                ? Optional.empty()
                : Optional.of(new Position(Long.parseLong(match.group(2)), running));
    }

    /// Whether what the transaction did has been read.
    boolean covers(long transaction) {
        return transaction < next && Arrays.binarySearch(running, transaction) < 0;
    }

    /// The first transaction that has not been read.
    long oldest() {
        return running.length == 0 ? next : Math.min(next, running[0]);
    }

    /// This position, but with nothing read from transaction `limit` on.
    Position until(long limit) {
        return limit >= next
                ? this
                : new Position(limit, LongStream.of(running).filter(it -> it < limit).toArray());
    }

    /// Whether less has been read here than there. Positions are moments, so one of two is always
    /// the earlier.
    boolean isBefore(Position other) {
        return next != other.next ? next < other.next : running.length > other.running.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Position it
                && next == it.next
                && Arrays.equals(running, it.running);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(next) + Arrays.hashCode(running);
    }

    @Override
    public String toString() {
        String list =
                LongStream.of(running).mapToObj(Long::toString).collect(Collectors.joining(","));
        return oldest() + ":" + next + ":" + list;
    }
}
