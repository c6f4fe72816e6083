package io.minimlops.tracker.sweep;

import io.minimlops.tracker.Names;
import io.minimlops.tracker.Refusal;

/// A parameter's name becomes a key of the run's params, so it must be fit for one.
final class ParameterName {

    static final String EXPECTATION =
            "must be a name of at most 250 letters, digits, underscores, dashes, dots, spaces, colons"
                    + " and slashes";

    private ParameterName() {}

    static boolean isUsable(String path) {
        try {
            return !Names.key("parameters", path).isEmpty();
        } catch (Refusal.Invalid e) {
            return false;
        }
    }
}
