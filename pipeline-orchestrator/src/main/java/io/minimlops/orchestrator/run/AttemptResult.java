package io.minimlops.orchestrator.run;

import io.minimlops.orchestrator.casefile.EntryKind;
import io.minimlops.orchestrator.lineage.DataSet;
import java.util.List;
import java.util.Map;

/// How an attempt ended.
public sealed interface AttemptResult {

    /// @param story how the case tells it: one line, with the numbers in `details`
    record Succeeded(Map<String, Object> outputs, Story story) implements AttemptResult {}

    record Failed(FailureKind kind, String message) implements AttemptResult {}

    /// The run was canceled and the work stopped.
    record Canceled() implements AttemptResult {}

    /// @param inputs data sets that went in, for lineage
    /// @param outputs data sets that came out
    record Story(
            EntryKind kind,
            String title,
            Map<String, Object> details,
            List<DataSet> inputs,
            List<DataSet> outputs) {}
}
