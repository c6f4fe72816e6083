package io.minimlops.features.online;

import io.minimlops.events.FeatureEvent.FeaturesWritten;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of an entity now, by one view. Immutable; the values array is not handed out.
public final class OnlineRow {

    /// Stands for no created time, before all others.
    public static final long NO_CREATED = Long.MIN_VALUE;

    private final Layout layout;
    private final @Nullable Object[] values;
    private final long eventMicros;
    private final long createdMicros;

    /// Feature names of many rows, shared.
    public record Layout(List<String> features) {
        public int indexOf(String feature) {
            return features.indexOf(feature);
        }
    }

    /// @param values parallel to the layout: texts, booleans, longs, doubles or null
    /// @param eventMicros microseconds since the epoch
    public OnlineRow(
            Layout layout, @Nullable Object[] values, long eventMicros, long createdMicros) {
        this.layout = layout;
        this.values = values;
        this.eventMicros = eventMicros;
        this.createdMicros = createdMicros;
    }

    /// The row as it is told to others.
    FeaturesWritten event(FeaturesWritten sameEntity) {
        return new FeaturesWritten(
                sameEntity.project(),
                sameEntity.view(),
                sameEntity.entityKey(),
                layout.features(),
                Arrays.asList(values.clone()),
                instant(eventMicros),
                createdMicros == NO_CREATED ? null : instant(createdMicros));
    }

    static long micros(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), 1_000_000L),
                instant.getNano() / 1_000);
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }

    public Layout layout() {
        return layout;
    }

    /// @param index from the layout; negative for a feature this row does not know
    public @Nullable Object value(int index) {
        return index < 0 ? null : values[index];
    }

    public long eventMicros() {
        return eventMicros;
    }

    /// The order of the offline join: latest time, then latest created, then largest values with
    /// null as the smallest. It is total, so rows may arrive in any order and more than once.
    public boolean isNewerThan(OnlineRow other) {
        if (eventMicros != other.eventMicros) {
            return eventMicros > other.eventMicros;
        }
        if (createdMicros != other.createdMicros) {
            return createdMicros > other.createdMicros;
        }
        int shared = Math.min(values.length, other.values.length);
        for (int i = 0; i < shared; i++) {
            int order = compare(values[i], other.values[i]);
            if (order != 0) {
                return order > 0;
            }
        }
        return values.length > other.values.length;
    }

    private static int compare(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            return Boolean.compare(one != null, other != null);
        }
        if (one instanceof Long left && other instanceof Long right) {
            return Long.compare(left, right);
        }
        if (one instanceof Number left && other instanceof Number right) {
            return Double.compare(left.doubleValue(), right.doubleValue());
        }
        if (one instanceof Boolean left && other instanceof Boolean right) {
            return Boolean.compare(left, right);
        }
        return compareText(one.toString(), other.toString());
    }

    /// By code point, as DuckDB orders UTF-8 bytes; [String#compareTo] orders surrogates otherwise.
    private static int compareText(String one, String other) {
        int at = 0;
        while (at < one.length() && at < other.length()) {
            int left = one.codePointAt(at);
            int right = other.codePointAt(at);
            if (left != right) {
                return Integer.compare(left, right);
            }
            at += Character.charCount(left);
        }
        return Integer.compare(one.length(), other.length());
    }
}
