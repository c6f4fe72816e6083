package io.minimlops.orchestrator.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Made-up flights as a training set has them. The label depends on the late share.
final class SampleFlights {

    static final List<Map<String, String>> COLUMNS =
            List.of(
                    column("event_timestamp", "TIMESTAMP", "timestamp"),
                    column("origin", "STRING", "key"),
                    column("flight_id", "STRING", "column"),
                    column("hour", "INT64", "column"),
                    column("origin_delays__late_share_24h", "DOUBLE", "feature"),
                    column("late", "INT64", "label"));

    private SampleFlights() {}

    private static Map<String, String> column(String name, String type, String role) {
        return Map.of("name", name, "type", type, "role", role);
    }

    static byte[] parquet(String start, int rows) throws Exception {
        Path file = Files.createTempDirectory("flights").resolve("set.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    copy (
                        select timestamptz '%s' + i * interval '1 minute' as event_timestamp, 'ORD' as origin,
                               'f' || i as flight_id, i %% 24 as hour, share as origin_delays__late_share_24h,
                               case when (hash(i * 31) %% 1000) / 1000.0 < share then 1 else 0 end as late
                        from (select i, (hash(i) %% 1000) / 1000.0 as share from range(%d) t(i))
                    ) to '%s' (format parquet)
                    """
                            .formatted(start, rows, file));
        }
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        return bytes;
    }

    static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
