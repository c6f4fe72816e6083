package io.minimlops.tracker.purge;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The record of a purge.
///
/// @param subject what was asked for: a run, an experiment, or the conditions
/// @param actor on whose word
/// @param runs how many runs are gone, rows and all; the other counts likewise, so far
/// @param kept runs that were left alone because registered model versions point at them
/// @param elsewhere how many runs and models have their files in a store that is not ours, which
/// were left there
/// @param trouble why it does not go on at the moment
@JsonNaming(LowerCamelCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PurgeView(
        String id,
        Kind kind,
        String subject,
        String actor,
        boolean forced,
        State state,
        Instant requestedAt,
        @Nullable Instant finishedAt,
        long runs,
        long models,
        long points,
        long files,
        long bytes,
        List<String> kept,
        long elsewhere,
        @Nullable String trouble) {

    /// Whether there is something left to take away.
    public enum State {
        RUNNING,
        DONE
    }
}
