package io.minimlops.orchestrator.monitor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A monitor as it is stored.
///
/// @param advancedTo no event before it will come, as somebody said
/// @param evaluatedThrough end of the last window that was decided on
/// @param waitingFor why evaluating waits at the moment
record StoredMonitor(
        String name,
        String yaml,
        @Nullable Instant advancedTo,
        @Nullable Instant evaluatedThrough,
        @Nullable String waitingFor,
        Instant updatedAt) {

    MonitorDefinition definition() {
        return MonitorParser.parse(name, yaml);
    }
}
