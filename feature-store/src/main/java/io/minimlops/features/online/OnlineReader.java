package io.minimlops.features.online;

import io.minimlops.features.definition.Definition.Feature;
import io.minimlops.features.definition.Definition.FeatureView;
import io.minimlops.features.definition.Definition.JoinKey;
import io.minimlops.features.definition.Definition.OnlineTtl;
import io.minimlops.features.definition.Definition.Projection;
import io.minimlops.features.online.OnlineRow.Layout;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads views for a list of entities, from memory.
@ApplicationScoped
public class OnlineReader {

    private final OnlineStore store;

    OnlineReader(OnlineStore store) {
        this.store = store;
    }

    /// What is said of a value.
    public enum Status {
        PRESENT,
        NULL_VALUE,
        NOT_FOUND,
        OUTSIDE_MAX_AGE
    }

    /// One view's rows, parallel to the entities asked for.
    public static final class ViewRows {
        private final FeatureView view;
        private final List<@Nullable OnlineRow> rows;
        private final long[] oldestMicros;

        ViewRows(FeatureView view, List<@Nullable OnlineRow> rows, long[] oldestMicros) {
            this.view = view;
            this.rows = rows;
            this.oldestMicros = oldestMicros;
        }

        /// Microseconds since the epoch; 0 where there is no row.
        public long eventMicros(int row) {
            OnlineRow found = rows.get(row);
            return found == null ? 0 : found.eventMicros();
        }

        /// A feature of this view, as [Column] reads it.
        public Column column(Feature feature) {
            return new Column(this, feature.name());
        }
    }

    /// One feature of all rows; not for several threads.
    public static final class Column {
        private final ViewRows of;
        private final String feature;
        private @Nullable Layout layout;
        private int index = -1;

        Column(ViewRows of, String feature) {
            this.of = of;
            this.feature = feature;
        }

        public Status status(int row) {
            OnlineRow found = of.rows.get(row);
            if (found == null) {
                return Status.NOT_FOUND;
            }
            if (isTooOld(row, found)) {
                return Status.OUTSIDE_MAX_AGE;
            }
            return of.view.onlineTtl() != OnlineTtl.IGNORE && stored(found) == null
                    ? Status.NULL_VALUE
                    : Status.PRESENT;
        }

        public @Nullable Object value(int row) {
            OnlineRow found = of.rows.get(row);
            if (found == null || (of.view.onlineTtl() == OnlineTtl.NULL && isTooOld(row, found))) {
                return null;
            }
            return stored(found);
        }

        private boolean isTooOld(int row, OnlineRow found) {
            return found.eventMicros() < of.oldestMicros[row];
        }

        /// Rows written under one definition share their layout, so it is looked up about once.
        private @Nullable Object stored(OnlineRow row) {
            if (row.layout() != layout) {
                layout = row.layout();
                index = row.layout().indexOf(feature);
            }
            return row.value(index);
        }
    }

    /// @param keyColumns the values of each join key, in the order of the view's entities
    /// @param asOf the time the ttl is judged against
    public ViewRows read(
            Projection projection,
            List<JoinKey> keys,
            List<List<@Nullable Object>> keyColumns,
            int count,
            AsOf asOf) {
        FeatureView view = projection.view();
        Map<String, OnlineRow> known = store.rows(view.project(), view.name());
        List<@Nullable OnlineRow> rows = new ArrayList<>(count);
        List<Object> key = new ArrayList<>(keys.size());
        for (int row = 0; row < count; row++) {
            key.clear();
            for (List<@Nullable Object> column : keyColumns) {
                Object value = column.get(row);
                if (value != null) {
                    key.add(value);
                }
            }
            rows.add(key.size() < keys.size() ? null : known.get(EntityKey.of(key)));
        }
        return new ViewRows(view, rows, oldest(view, asOf, count));
    }

    /// A row of exactly that age is still good.
    private static long[] oldest(FeatureView view, AsOf asOf, int count) {
        long[] oldest = new long[count];
        if (view.ttl() == null || view.onlineTtl() == OnlineTtl.IGNORE) {
            Arrays.fill(oldest, Long.MIN_VALUE);
        } else {
            long ttlMicros = view.ttl().toNanos() / 1_000;
            Arrays.setAll(oldest, row -> OnlineRow.micros(asOf.of(row)) - ttlMicros);
        }
        return oldest;
    }
}
