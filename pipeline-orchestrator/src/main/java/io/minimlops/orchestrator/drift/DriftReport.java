package io.minimlops.orchestrator.drift;

import java.util.List;

/// Every compared column of one window.
///
/// @param status the worst of the columns; `INSUFFICIENT` when no column could be judged
/// @param rows of the window, with or without values
public record DriftReport(DriftStatus status, long rows, List<ColumnDrift> columns) {

    public DriftReport {
        columns = List.copyOf(columns);
    }

    /// Names of the columns with this status, in the model's order.
    public List<String> columnsWith(DriftStatus wanted) {
        return columns.stream().filter(c -> c.status() == wanted).map(ColumnDrift::column).toList();
    }
}
