package io.minimlops.orchestrator.pipeline;

import io.minimlops.orchestrator.document.Fields;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A point in time, absolute or relative to the run's `asOf`: `asOf`, `asOf-P7D`,
/// `2001-02-01T00:00:00Z+PT3H`.
public final class TimeExpression {

    private static final Pattern FORM =
            Pattern.compile("(asOf|\\d{4}-\\d{2}-\\d{2}T[\\d:.]+Z)(?:([+-])(P\\w+))?");

    private TimeExpression() {}

    static boolean isOne(String written) {
        return parse(written, Instant.EPOCH) != null;
    }

    /// @throws IllegalArgumentException when it is not a time expression
    public static Instant resolve(String written, Instant asOf) {
        Instant resolved = parse(written, asOf);
        if (resolved == null) {
            throw new IllegalArgumentException(
                    "'"
                            + written
                            + "' is not a time; expected "
                            + ParameterType.TIME.description());
        }
        return resolved;
    }

    private static @Nullable Instant parse(String written, Instant asOf) {
        Matcher form = FORM.matcher(written.strip());
        if (!form.matches()) {
            return null;
        }
        try {
            Instant base = form.group(1).equals("asOf") ? asOf : Instant.parse(form.group(1));
            if (form.group(3) == null) {
                return base;
            }
            Duration offset = Fields.parseDuration(form.group(3));
            if (offset == null) {
                return null;
            }
            return form.group(2).equals("-") ? base.minus(offset) : base.plus(offset);
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }
}
