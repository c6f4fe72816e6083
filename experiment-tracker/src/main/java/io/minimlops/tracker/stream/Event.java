package io.minimlops.tracker.stream;

import org.jspecify.annotations.Nullable;

/// One event on the wire.
///
/// @param name absent for a sign of life, which clients do not see
/// @param id where to resume; the last event of those that were read together has it
record Event(@Nullable String name, String data, @Nullable String id) {

    static Event of(Change change) {
        return new Event(change.kind().word, change.data(), null);
    }

    static Event end(Change last) {
        return new Event("end", last.data(), null);
    }

    static Event signOfLife(String id) {
        return new Event(null, "", id);
    }

    Event withId(String position) {
        return new Event(name, data, position);
    }
}
