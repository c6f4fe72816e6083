package io.minimlops.gateway.replay;

import io.minimlops.gateway.model.VersionId;
import io.minimlops.problem.Problem;
import io.minimlops.problem.Problem.Violation;
import io.minimlops.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a wish for a replay must look like.
final class ReplayRules {

    private static final double TOLERANCE = 1e-6;
    private static final double THRESHOLD = 0.5;
    private static final int LONGEST_VERSION = 64;

    private final List<Violation> violations = new ArrayList<>();

    private ReplayRules() {}

    /// @throws ProblemException 422 with a violation for each rule that is broken
    static StartReplay check(@Nullable StartReplay wish, int maxRows, Instant now) {
        ReplayRules rules = new ReplayRules();
        if (wish == null) {
            rules.say("deployment", "must name a deployment");
        } else {
            rules.text("deployment", wish.deployment(), "must name a deployment");
            rules.text("version", wish.version(), "must name a version");
            rules.period(wish, now);
            rules.numbers(wish, maxRows);
        }
        Problem.Invalid.refuse(rules.violations);
        return Objects.requireNonNull(wish);
    }

    /// @param wish checked
    static ReplayPlan plan(StartReplay wish, String model, int defaultRows, Instant now) {
        return new ReplayPlan(
                Objects.requireNonNull(wish.deployment()),
                new VersionId(model, Objects.requireNonNull(wish.version())),
                Objects.requireNonNull(wish.from()),
                wish.to() == null ? now : wish.to(),
                wish.maxRows() == null ? defaultRows : wish.maxRows(),
                wish.tolerance() == null ? TOLERANCE : wish.tolerance(),
                wish.threshold() == null ? THRESHOLD : wish.threshold());
    }

    private void period(StartReplay wish, Instant now) {
        Instant to = wish.to() == null ? now : wish.to();
        if (wish.from() == null) {
            say("from", "must be an RFC 3339 time");
        } else if (!wish.from().isBefore(to)) {
            say("from", "must be before " + (wish.to() == null ? "now" : "to"));
        } else if (wish.from().isBefore(Instant.EPOCH)) {
            say("from", "must be 1970 or later");
        }
    }

    private void numbers(StartReplay wish, int most) {
        if (wish.maxRows() != null && (wish.maxRows() < 1 || wish.maxRows() > most)) {
            say("maxRows", "must be from 1 to " + most);
        }
        if (wish.tolerance() != null && !(wish.tolerance() >= 0 && isFinite(wish.tolerance()))) {
            say("tolerance", "must be a number, 0 or more");
        }
        if (wish.threshold() != null && !isFinite(wish.threshold())) {
            say("threshold", "must be a number");
        }
    }

    private static boolean isFinite(double value) {
        return Double.isFinite(value);
    }

    private void text(String at, @Nullable String value, String rule) {
        if (value == null || value.isBlank()) {
            say(at, rule);
        } else if (at.equals("version") && value.length() > LONGEST_VERSION) {
            say(at, "must have at most %d characters".formatted(LONGEST_VERSION));
        }
    }

    private void say(String at, String message) {
        violations.add(new Violation(at, message));
    }
}
