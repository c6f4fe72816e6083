package io.minimlops.bench.tracker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.minimlops.bench.load.Client;
import io.minimlops.bench.stand.Stand;
import io.minimlops.local.home.Secrets;
import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.postgresql.PGConnection;

/// What this PostgreSQL does without a service in front of it: a table of points, keyed by all of
/// its six columns, written by one statement after another, each its own transaction.
final class DatabaseLimits {

    private static final String KEY = "loss";

    private final Stand stand;

    DatabaseLimits(Stand stand) throws SQLException {
        this.stand = stand;
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table raw_point (run_id varchar(32), key varchar(250), timestamp"
                            + " bigint, step bigint, value double precision, is_nan boolean, primary"
                            + " key (run_id, key, timestamp, step, value, is_nan))");
        }
    }

    /// Inserts so many points a statement.
    Client inserts(String run, int points) throws SQLException {
        Connection connection = connect();
        PreparedStatement insert =
                connection.prepareStatement(
                        "insert into raw_point select ?, ?, t, s, v, false from unnest(?::bigint[],"
                                + " ?::bigint[], ?::float8[]) as p (t, s, v) on conflict do nothing");
        return closing(
                connection,
                number -> {
                    long first = (long) number * points;
                    Long[] steps = new Long[points];
                    Arrays.setAll(steps, i -> first + i);
                    Double[] values = new Double[points];
                    Arrays.setAll(values, i -> Math.sin(first + i));
                    insert.setString(1, run);
                    insert.setString(2, KEY);
                    insert.setArray(3, connection.createArrayOf("bigint", steps));
                    insert.setArray(4, connection.createArrayOf("bigint", steps));
                    insert.setArray(5, connection.createArrayOf("float8", values));
                    insert.executeUpdate();
                });
    }

    /// Copies so many points a statement.
    Client copies(String run, int points) throws SQLException {
        Connection connection = connect();
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        return closing(
                connection,
                number -> {
                    StringBuilder rows = new StringBuilder(points * 80);
                    for (int i = 0; i < points; i++) {
                        long step = (long) number * points + i;
                        rows.append(run).append('\t').append(KEY).append('\t').append(step);
                        rows.append('\t').append(step).append('\t').append(Math.sin(step));
                        rows.append("\tf\n");
                    }
                    copy.copyIn(
                            "copy raw_point from stdin",
                            new ByteArrayInputStream(rows.toString().getBytes(UTF_8)));
                });
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                stand.jdbcUrl("postgres"),
                Secrets.POSTGRES_USER,
                stand.secrets().postgresPassword());
    }

    private static Client closing(Connection connection, Client calls) {
        return new Client() {
            @Override
            public void call(int number) throws Exception {
                calls.call(number);
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }
}
