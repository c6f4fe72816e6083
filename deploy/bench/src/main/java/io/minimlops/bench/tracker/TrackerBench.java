package io.minimlops.bench.tracker;

import io.minimlops.bench.Bench;
import io.minimlops.bench.Extent;
import io.minimlops.bench.report.Row;
import io.minimlops.bench.stand.Stand;
import io.minimlops.local.part.Part;
import java.util.List;
import java.util.function.Consumer;

/// Writing, searching, charts and files, through MLflow's REST.
public final class TrackerBench implements Bench {

    @Override
    public String name() {
        return "tracker";
    }

    @Override
    public String description() {
        return "the experiment tracker; parts: log, search, chart, stream, artifact";
    }

    @Override
    public List<Part> services() {
        return List.of(Part.EXPERIMENT_TRACKER);
    }

    @Override
    public void run(Stand stand, Extent extent, Consumer<Row> rows) throws Exception {
        Tracker tracker = new Tracker(stand.address(Part.EXPERIMENT_TRACKER));
        if (extent.wants("log")) {
            new LogRows(stand, tracker, extent).run(rows);
        }
        if (extent.wants("search")) {
            new SearchRows(stand, tracker, extent).run(rows);
        }
        if (extent.wants("chart")) {
            new ChartRows(stand, tracker, extent).run(rows);
        }
        if (extent.wants("stream")) {
            new StreamRows(stand, tracker, extent).run(rows);
        }
        if (extent.wants("artifact")) {
            new ArtifactRows(stand, tracker, extent).run(rows);
        }
    }
}
