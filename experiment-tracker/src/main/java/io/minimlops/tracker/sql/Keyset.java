package io.minimlops.tracker.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Paging by the last row's sort keys: page 1,000 costs what page 1 costs. The keys must tell all
/// rows apart.
///
/// A query selects the keys as `k0`, `k1`, …, keeps the rows that come after the token, and orders
/// by them.
public record Keyset(List<SortKey> keys) {

    /// `, a as k0, b as k1`
    public String selected() {
        return IntStream.range(0, keys.size())
                .mapToObj(i -> ", " + keys.get(i).selected(i))
                .collect(Collectors.joining());
    }

    /// `order by k0 desc, k1 asc`
    public String ordered() {
        return IntStream.range(0, keys.size())
                .mapToObj(i -> keys.get(i).ordered(i))
                .collect(Collectors.joining(", ", "order by ", ""));
    }

    /// True for rows beyond the last one; for the first page always true.
    public Sql after(List<String> last) {
        if (last.isEmpty()) {
            return Sql.of("true");
        }
        SortKey first = keys.getFirst();
        // Implied by the rest, and what the planner can use to enter the index in the right place.
        Sql sql = Sql.of(first.compared(0, first.further() + "="), last.getFirst()).add(" and (");
        for (int i = 0; i < keys.size(); i++) {
            sql.add(i == 0 ? "(" : " or (");
            for (int equal = 0; equal < i; equal++) {
                sql.add(keys.get(equal).compared(equal, "=") + " and ", last.get(equal));
            }
            sql.add(keys.get(i).compared(i, keys.get(i).further()) + ")", last.get(i));
        }
        return sql.add(")");
    }

    /// The row's keys, for the token.
    public List<String> read(ResultSet row) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            values.add(String.valueOf(row.getString("k" + i)));
        }
        return values;
    }
}
