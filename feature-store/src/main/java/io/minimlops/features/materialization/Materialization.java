package io.minimlops.features.materialization;

import io.minimlops.events.FeatureEvent.FeaturesWritten;
import io.minimlops.features.definition.Definition.FeatureView;
import io.minimlops.features.definition.Definition.Source;
import io.minimlops.features.definition.DefinitionCatalog;
import io.minimlops.features.definition.Definitions;
import io.minimlops.features.offline.DuckEngine;
import io.minimlops.features.offline.DuckJob;
import io.minimlops.features.offline.OfflineReader;
import io.minimlops.features.offline.OfflineReader.TimeRange;
import io.minimlops.features.offline.TableSnapshot;
import io.minimlops.features.online.FeatureLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Brings views online from their sources.
@ApplicationScoped
public class Materialization {

    private static final int CHUNK = 5_000;

    /// How far back a view without ttl goes the first time.
    private static final Duration FIRST_WINDOW = Duration.ofDays(52 * 7);

    private final DefinitionCatalog catalog;
    private final OfflineReader reader;
    private final DuckEngine engine;
    private final FeatureLog log;
    private final MaterializationTable table;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    Materialization(
            DefinitionCatalog catalog,
            OfflineReader reader,
            DuckEngine engine,
            FeatureLog log,
            MaterializationTable table) {
        this.catalog = catalog;
        this.reader = reader;
        this.engine = engine;
        this.log = log;
        this.table = table;
    }

    /// Those of the views that are being materialized by this process now.
    public List<String> running(Collection<FeatureView> views) {
        return views.stream().map(FeatureView::name).filter(running::contains).toList();
    }

    /// Writes each entity's newest row of the window.
    ///
    /// @param start where the window begins, inclusive; null means where the last one ended, or the
    /// view's ttl before the end
    /// @param end inclusive
    /// @return rows written at most; what is online and newer stays
    public long materialize(
            FeatureView view, @Nullable Instant start, Instant end, String correlationId) {
        running.add(view.name());
        try {
            Instant from = start == null ? startOf(view, end) : start;
            long rows = from.isAfter(end) ? 0 : write(view, from, end, correlationId);
            table.insert(view.name(), from.isAfter(end) ? end : from, end, rows);
            return rows;
        } finally {
            running.remove(view.name());
        }
    }

    private Instant startOf(FeatureView view, Instant end) {
        return table.lastEnd(view.name())
                .orElseGet(() -> end.minus(Objects.requireNonNullElse(view.ttl(), FIRST_WINDOW)));
    }

    private long write(FeatureView view, Instant start, Instant end, String correlationId) {
        Definitions definitions = catalog.current();
        Source source = Objects.requireNonNull(definitions.sources().get(view.source()));
        NewestRows newest = new NewestRows(view, source, definitions.joinKeys(view));
        long[] rows = {0};
        try (DuckJob job = engine.open();
                TableSnapshot snapshot = reader.current(source, new TimeRange(start, end))) {
            List<FeaturesWritten> chunk = new ArrayList<>();
            job.forEach(
                    newest.sql(snapshot.relation(), start, end),
                    row -> {
                        chunk.add(newest.read(row));
                        if (chunk.size() == CHUNK) {
                            log.write(chunk, correlationId);
                            chunk.clear();
                        }
                        rows[0]++;
                    });
            log.write(chunk, correlationId);
        }
        return rows[0];
    }
}
