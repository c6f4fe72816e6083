package io.minimlops.gateway.batchjob.table;

import java.util.Locale;

/// What an input file may be.
public enum TableFormat {
    PARQUET,
    /// With a header line; every column is text until the model wants a number.
    CSV;

    /// As requests and documents spell it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
