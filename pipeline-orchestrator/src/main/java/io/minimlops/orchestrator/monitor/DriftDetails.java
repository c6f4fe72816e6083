package io.minimlops.orchestrator.monitor;

import io.minimlops.events.MonitoringEvent;
import io.minimlops.orchestrator.document.Documents;
import io.minimlops.orchestrator.drift.ColumnDrift;
import io.minimlops.orchestrator.drift.DriftDecision;
import io.minimlops.orchestrator.drift.DriftReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A drift report in the forms in which it leaves this package.
final class DriftDetails {

    private DriftDetails() {}

    /// Everything about every column, so that the numbers can be computed again from the row.
    static List<Map<String, @Nullable Object>> forStorage(DriftReport report) {
        return report.columns().stream().map(DriftDetails::column).toList();
    }

    static Map<String, Object> forCase(DriftLedger.Finding finding, DriftDecision decision) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("monitor", finding.definition().name());
        details.put("version", finding.version());
        details.put("windowStart", finding.window().start().toString());
        details.put("windowEnd", finding.window().end().toString());
        details.put("rows", finding.report().rows());
        details.put("verdict", decision.verdict().name());
        finding.report().columns().stream()
                .filter(column -> decision.columns().contains(column.column()))
                .forEach(column -> details.put(column.column(), column(column)));
        details.put(
                "others",
                finding.report().columns().stream()
                        .filter(column -> !decision.columns().contains(column.column()))
                        .map(column -> "%s PSI %.3f".formatted(column.column(), column.psi()))
                        .toList());
        return details;
    }

    static List<MonitoringEvent.ColumnDrift> forEvent(DriftReport report) {
        return report.columns().stream()
                .map(
                        column ->
                                new MonitoringEvent.ColumnDrift(
                                        column.column(),
                                        column.status().name(),
                                        finite(column.psi()),
                                        finite(column.ksP())))
                .toList();
    }

    /// JSON has no word for a number that is none.
    private static Map<String, @Nullable Object> column(ColumnDrift column) {
        Map<String, @Nullable Object> fields =
                new LinkedHashMap<>(Documents.map(Documents.tree(column)));
        fields.replaceAll(
                (_, value) ->
                        value instanceof Double number && !Double.isFinite(number) ? null : value);
        return fields;
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
