package io.minimlops.features.online;

import io.minimlops.events.FeatureEvent.FeaturesWritten;
import io.minimlops.features.online.OnlineRow.Layout;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The newest row of every entity, in memory, one map per view.
@ApplicationScoped
public class OnlineStore {

    private final Map<ViewId, Map<String, OnlineRow>> views = new ConcurrentHashMap<>();
    private final Map<List<String>, Layout> layouts = new ConcurrentHashMap<>();

    private record ViewId(String project, String view) {}

    /// A view's rows by entity key, to be read.
    public Map<String, OnlineRow> rows(String project, String view) {
        return views.getOrDefault(new ViewId(project, view), Map.of());
    }

    public long size() {
        return views.values().stream().mapToLong(Map::size).sum();
    }

    @Nullable OnlineRow find(FeaturesWritten event) {
        return rows(event.project(), event.view()).get(event.entityKey());
    }

    /// Takes a row in if it is newer than what is there.
    ///
    /// @return the row that is there now
    OnlineRow apply(FeaturesWritten event) {
        return views.computeIfAbsent(
                        new ViewId(event.project(), event.view()), _ -> new ConcurrentHashMap<>())
                .merge(
                        event.entityKey(),
                        row(event),
                        (old, arrived) -> arrived.isNewerThan(old) ? arrived : old);
    }

    /// Forgets everything, as a restart does.
    void clear() {
        views.clear();
    }

    OnlineRow row(FeaturesWritten event) {
        Layout layout = layouts.computeIfAbsent(event.features(), Layout::new);
        @Nullable Object[] values = new Object[layout.features().size()];
        for (int i = 0; i < Math.min(values.length, event.values().size()); i++) {
            values[i] = compact(event.values().get(i));
        }
        Instant created = event.createdTimestamp();
        return new OnlineRow(
                layout,
                values,
                OnlineRow.micros(event.eventTimestamp()),
                created == null ? OnlineRow.NO_CREATED : OnlineRow.micros(created));
    }

    /// One class per kind of value, whether it came from JSON or from a table.
    private static @Nullable Object compact(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Long number -> number;
            case Float number -> finite(number.doubleValue());
            case Double number -> finite(number);
            case BigDecimal number -> finite(number.doubleValue());
            case Number number -> number.longValue();
            case Boolean flag -> flag;
            default -> value.toString();
        };
    }

    private static @Nullable Double finite(double number) {
        return Double.isFinite(number) ? number : null;
    }
}
