package io.minimlops.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// Rows as text in columns, or as a Markdown table.
public final class Report {

    private static final List<String> HEADINGS =
            List.of(
                    "operation",
                    "clients",
                    "rate",
                    "p50 ms",
                    "p95 ms",
                    "p99 ms",
                    "limit",
                    "share",
                    "aim",
                    "met",
                    "processor %");

    /// From there on a share reads better as a factor.
    private static final double TIMES = 2;

    private final int processors;
    private final List<Row> rows = new ArrayList<>();

    public Report(int processors) {
        this.processors = processors;
    }

    public void add(Row row) {
        rows.add(row);
    }

    public List<Row> rows() {
        return Collections.unmodifiableList(rows);
    }

    public List<String> text() {
        List<List<String>> cells = cells();
        int[] widths = new int[HEADINGS.size()];
        for (List<String> line : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> line : cells) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = line.get(i);
                String gap = " ".repeat(widths[i] - cell.length());
                text.append(isNumber(i) ? gap + cell : cell + gap).append("  ");
            }
            lines.add(text.toString().stripTrailing());
        }
        lines.addAll(remarks());
        return lines;
    }

    public List<String> markdown() {
        List<String> lines = new ArrayList<>();
        for (List<String> line : cells()) {
            lines.add("| " + String.join(" | ", line) + " |");
            if (lines.size() == 1) {
                List<String> rules = new ArrayList<>();
                for (int i = 0; i < HEADINGS.size(); i++) {
                    rules.add(isNumber(i) ? "---:" : "---");
                }
                lines.add("|" + String.join("|", rules) + "|");
            }
        }
        lines.add("");
        lines.addAll(remarks().stream().map(String::strip).map(it -> "* " + it).toList());
        return lines;
    }

    private static boolean isNumber(int column) {
        return column >= 1 && column <= 5;
    }

    private List<String> remarks() {
        return rows.stream()
                .filter(it -> it.remark() != null)
                .map(it -> "  " + it.operation() + ": " + it.remark())
                .toList();
    }

    private List<List<String>> cells() {
        List<List<String>> cells = new ArrayList<>();
        cells.add(HEADINGS);
        rows.forEach(it -> cells.add(cells(it)));
        return cells;
    }

    private List<String> cells(Row row) {
        return List.of(
                row.operation(),
                String.valueOf(row.measured().clients()),
                row.rateText(),
                millis(row, 50),
                millis(row, 95),
                millis(row, 99),
                row.limit().map(it -> it.text(row.unit())).orElse(""),
                row.shareOfLimit().map(Report::share).orElse(""),
                row.aim().map(Aim::text).orElse(""),
                row.aim().map(it -> it.isMetBy(row) ? "yes" : "no").orElse(""),
                row.measured().cpu().shares(processors));
    }

    private static String share(double ofLimit) {
        return ofLimit < TIMES
                ? String.format(Locale.ROOT, "%.0f %%", ofLimit * 100)
                : String.format(Locale.ROOT, "%.1f ×", ofLimit);
    }

    private static String millis(Row row, double percentile) {
        return row.measured().latencies().getTotalCount() == 0
                ? ""
                : Row.number(row.measured().millisAt(percentile));
    }
}
