package io.minimlops.gateway.deployment.rollout;

import java.util.Locale;

/// What one rule, or all of them together, make of the evidence.
///
/// @param why for people, with the numbers
public record Verdict(Outcome outcome, String why) {

    public enum Outcome {
        PASSES,
        /// More evidence may tell.
        UNDECIDED,
        FAILS
    }

    static Verdict passes(String format, Object... numbers) {
        return new Verdict(Outcome.PASSES, text(format, numbers));
    }

    static Verdict undecided(String format, Object... numbers) {
        return new Verdict(Outcome.UNDECIDED, text(format, numbers));
    }

    static Verdict fails(String format, Object... numbers) {
        return new Verdict(Outcome.FAILS, text(format, numbers));
    }

    private static String text(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }
}
