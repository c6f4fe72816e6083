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
            return String.format(Locale.ROOT, "p%.0f < %.0f ms", percentile, millis);
        }
    }

    record Share(double of) implements Aim {
        @Override
        public boolean isMetBy(Row row) {
            return row.shareOfLimit().filter(it -> it >= of).isPresent();
        }

        @Override
        public String text() {
            return String.format(Locale.ROOT, "≥ %.0f %% of the limit", of * 100);
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
