package io.minimlops.bench.report;

import io.minimlops.bench.load.Measured;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One line of the table.
///
/// @param unit    of the rate and of its limit: `points/s`
/// @param limit   what the machine does without the service, in the same unit
/// @param remark  what does not fit in a column
public record Row(
        String operation,
        Measured measured,
        double rate,
        String unit,
        Optional<Limit> limit,
        Optional<Aim> aim,
        @Nullable String remark) {

    /// A row that counts calls.
    public static Row of(String operation, Measured measured) {
        return new Row(
                operation,
                measured,
                measured.callsPerSecond(),
                "/s",
                Optional.empty(),
                Optional.empty(),
                null);
    }

    public Row at(double otherRate, String otherUnit) {
        return new Row(operation, measured, otherRate, otherUnit, limit, aim, remark);
    }

    /// Counts what each call moves instead of the calls.
    public Row counting(double perCall, String what) {
        return at(measured.callsPerSecond() * perCall, " " + what + "/s");
    }

    public Row beside(Limit of) {
        return new Row(operation, measured, rate, unit, Optional.of(of), aim, remark);
    }

    public Row aiming(Aim at) {
        return new Row(operation, measured, rate, unit, limit, Optional.of(at), remark);
    }

    public Row remarking(String more) {
        return new Row(operation, measured, rate, unit, limit, aim, more);
    }

    public Limit asLimit(String name) {
        return new Limit(name, rate);
    }

    public Optional<Double> shareOfLimit() {
        return limit.map(it -> rate / it.rate());
    }

    String rateText() {
        return number(rate) + unit;
    }

    /// Three digits that matter, thousands apart.
    static String number(double value) {
        if (value >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
    }

    /// What could be reached at most.
    public record Limit(String name, double rate) {
        String text(String unit) {
            return name + " " + number(rate) + unit;
        }
    }
}
