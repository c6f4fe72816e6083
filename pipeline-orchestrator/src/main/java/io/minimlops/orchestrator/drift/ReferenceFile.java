package io.minimlops.orchestrator.drift;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/// `reference.json`:
///
/// ```json
/// {"method": "deciles-1", "trainingSet": "…", "contentHash": "…", "rows": 105305,
///  "columns": [{"name": "distance",
///               "bins": {"kind": "intervals", "edges": [187.0, …]},
///               "counts": [10530, …], "rows": 105305, "missing": 0,
///               "mean": 771.2, "deviation": 512.9, "sample": [67.0, …]},
///              {"name": "weekday", "bins": {"kind": "values", "values": [0.0, 1.0, …]}, …}]}
/// ```
///
/// `edges` are inner ones: `counts` has one entry more, for what lies beyond each end. `values` has
/// one entry less than `counts`: the last counts every other value. Unknown fields are ignored.
public final class ReferenceFile {
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private ReferenceFile() {}

    public static byte[] write(ReferenceDistribution reference) {
        try {
            return JSON.writeValueAsBytes(reference);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // records of numbers and strings are always JSON
        }
    }

    /// @throws UnreadableReference when it is no reference distribution, or one whose counts do not
    ///     fit its cells
    public static ReferenceDistribution read(byte[] json) {
        try {
            ReferenceDistribution reference = JSON.readValue(json, ReferenceDistribution.class);
            reference.columns().forEach(ReferenceFile::check);
            return reference;
        } catch (IOException | NullPointerException e) {
            throw new UnreadableReference("not a reference distribution: " + e.getMessage(), e);
        }
    }

    private static void check(ColumnReference column) {
        if (column.counts().length != column.bins().size()) {
            throw new UnreadableReference(
                    "column '%s' has %d counts for %d cells"
                            .formatted(column.name(), column.counts().length, column.bins().size()),
                    null);
        }
    }
}
