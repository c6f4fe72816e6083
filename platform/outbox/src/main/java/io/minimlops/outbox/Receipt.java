package io.minimlops.outbox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The outcome of publishing a batch.
///
/// @param done positions that may be deleted
/// @param failure why the others were not acknowledged, absent when all were
record Receipt(List<Long> done, @Nullable String failure) {

    /// Of each lane only the events before its first failure count as done: one that got through
    /// after a failed predecessor is published again behind it, so that whoever applies events as
    /// they come ends in the right state.
    ///
    /// @param failed positions the broker did not acknowledge
    static Receipt of(List<PendingEvent> events, Set<Long> failed, @Nullable String failure) {
        Set<PendingEvent.Lane> broken = new HashSet<>();
        List<Long> done = new ArrayList<>(events.size());
        for (PendingEvent event : events) {
            if (failed.contains(event.position())) {
                broken.add(event.lane());
            }
            if (!broken.contains(event.lane())) {
                done.add(event.position());
            }
        }
        return new Receipt(done, failure);
    }
}
