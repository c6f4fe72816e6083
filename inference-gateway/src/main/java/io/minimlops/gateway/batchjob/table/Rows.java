package io.minimlops.gateway.batchjob.table;

import java.util.LinkedHashMap;
import java.util.Map;

/// Some rows of a table, by columns.
///
/// @param numbers of the rows in the whole input, from 0
public record Rows(long[] numbers, Map<String, Column> columns) {

    public int count() {
        return numbers.length;
    }

    public Column column(String name) {
        Column column = columns.get(name);
        if (column == null) {
            throw new IllegalStateException("column '" + name + "' was not read");
        }
        return column;
    }

    /// The same with one column more.
    public Rows with(String name, Column column) {
        Map<String, Column> all = new LinkedHashMap<>(columns);
        all.put(name, column);
        return new Rows(numbers, all);
    }

    /// A copy of the rows at these places.
    public Rows pick(int[] places) {
        long[] picked = new long[places.length];
        for (int i = 0; i < places.length; i++) {
            picked[i] = numbers[places[i]];
        }
        Map<String, Column> all = new LinkedHashMap<>();
        columns.forEach((name, column) -> all.put(name, column.pick(places)));
        return new Rows(picked, all);
    }

    /// The rows from one place up to another.
    public Rows slice(int from, int to) {
        int[] places = new int[to - from];
        for (int i = 0; i < places.length; i++) {
            places[i] = from + i;
        }
        return pick(places);
    }
}
