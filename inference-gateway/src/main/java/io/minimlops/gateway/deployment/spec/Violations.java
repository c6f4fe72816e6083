package io.minimlops.gateway.deployment.spec;

import io.minimlops.problem.Problem.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules that one part of a descriptor breaks, told with those of all other parts. What is
/// absent breaks none.
final class Violations {

    private final String at;
    private final List<Violation> all;

    private Violations(String at, List<Violation> all) {
        this.at = at;
        this.all = all;
    }

    /// @param at where in the request the descriptor stands
    static Violations of(String at) {
        return new Violations(at, new ArrayList<>());
    }

    /// Those of a part of this part.
    ///
    /// @param path from here, such as `.name`
    Violations at(String path) {
        return new Violations(at + path, all);
    }

    List<Violation> all() {
        return all;
    }

    void say(String path, String message) {
        all.add(new Violation(at + path, message));
    }

    void addAll(List<Violation> others) {
        all.addAll(others);
    }

    void within(String path, @Nullable Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            say(path, "must be from %d to %d".formatted(least, most));
        }
    }

    void within(String path, @Nullable Double value, double least, double most) {
        if (value != null && !(value >= least && value <= most)) {
            say(path, "must be from %s to %s".formatted(least, most));
        }
    }

    void within(String path, @Nullable Duration value, Duration least, Duration most) {
        if (value != null && (value.compareTo(least) < 0 || value.compareTo(most) > 0)) {
            say(path, "must be a duration from %s to %s".formatted(least, most));
        }
    }

    void notBlank(String path, @Nullable String value) {
        if (value != null && value.isBlank()) {
            say(path, "must not be blank");
        }
    }
}
