package io.minimlops.bench.report;

import java.util.Locale;

/// What was wished for.
public sealed interface Aim {

    boolean isMetBy(Row row);

    String text();

    record AtLeast(double rate, String unit) implements Aim {
        @Override
        public boolean isMetBy(Row row) {
            return row.rate() >= rate;
        }

        @Override
        public String text() {
            return "≥ " + Row.number(rate) + unit;
        }
    }

    record Within(double percentile, double millis) implements Aim {
        @Override
        public boolean isMetBy(Row row) {
            return row.measured().millisAt(percentile) < millis;
        }

        @Override
        public String text() {
            return String.format(
                    Locale.ROOT,
                    millis < 1 ? "p%.0f < %.2f ms" : "p%.0f < %.0f ms",
                    percentile,
                    millis);
        }
    }

    record Share(double of) implements Aim {
        @Override
        public boolean isMetBy(Row row) {
            return row.shareOfLimit().filter(it -> it >= of).isPresent();
        }

        @Override
        public String text() {
            return of > 1
                    ? String.format(Locale.ROOT, "≥ %.0f × the limit", of)
                    : String.format(Locale.ROOT, "≥ %.0f %% of the limit", of * 100);
        }
    }

    record AtMost(double rate, String unit) implements Aim {
        @Override
        public boolean isMetBy(Row row) {
            return row.rate() <= rate;
        }

        @Override
        public String text() {
            return "≤ " + Row.number(rate) + unit;
        }
    }

    /// The slowest hundredth takes less than so many times what the middle takes.
    record ShortTail(double times) implements Aim {
        @Override
        public boolean isMetBy(Row row) {
            return row.measured().millisAt(99) < times * row.measured().millisAt(50);
        }

        @Override
        public String text() {
            return String.format(Locale.ROOT, "p99 < %.0f × p50", times);
        }
    }

    record Both(Aim one, Aim other) implements Aim {
        @Override
        public boolean isMetBy(Row row) {
            return one.isMetBy(row) && other.isMetBy(row);
        }

        @Override
        public String text() {
            return one.text() + ", " + other.text();
        }
    }
}
