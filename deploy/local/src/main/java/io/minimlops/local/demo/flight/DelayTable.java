package io.minimlops.local.demo.flight;

import java.util.List;

/// One table of rolling delay statistics. What differs is only when a new row is written: an
/// origin every hour, a destination when something landed there, a route every six hours.
public enum DelayTable {
    ORIGIN("origin", "interval 1 hour", "landings_7d > 0"),
    DEST("dest", "null", "landings_now > 0"),
    ROUTE("route", "interval 6 hour", "hour(event_timestamp) % 6 = 0 and landings_7d > 0");

    /// In every table's order.
    public static final List<String> FEATURES =
            List.of(
                    "late_share_3h",
                    "mean_delay_3h",
                    "late_share_24h",
                    "mean_delay_24h",
                    "landings_24h",
                    "late_share_7d",
                    "mean_delay_7d");

    private final String key;
    private final String grid;
    private final String keep;

    DelayTable(String key, String grid, String keep) {
        this.key = key;
        this.grid = grid;
        this.keep = keep;
    }

    /// The entity's join key, which is also its column.
    public String key() {
        return key;
    }

    public String source() {
        return key + "_delay_stats";
    }

    public String view() {
        return key + "_delays";
    }

    public String pushSource() {
        return view() + "_push";
    }

    String fill(String sql) {
        return sql.replace("{table}", source())
                .replace("{key}", key)
                .replace("{grid}", grid)
                .replace("{keep}", keep);
    }
}
