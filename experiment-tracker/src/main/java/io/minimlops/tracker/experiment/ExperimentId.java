package io.minimlops.tracker.experiment;

import io.minimlops.tracker.Refusal;
import org.jspecify.annotations.Nullable;

/// Experiment ids are whole numbers that travel as text.
public final class ExperimentId {

    /// `Default`, there from the first start.
    public static final long DEFAULT = 0;

    private ExperimentId() {}

    /// An id that may be left out.
    public static long orDefault(@Nullable String text) {
        return text == null || text.isEmpty() ? DEFAULT : of(text);
    }

    public static long of(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Refusal.Invalid(
                    "Invalid experiment ID '" + text + "'. An experiment ID must be a number.");
        }
    }
}
