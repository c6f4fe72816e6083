package io.minimlops.gateway.feature;

import java.util.List;

/// Entity keys of some rows, one list of join keys per row in the order of the model's entities;
/// each a string or a long.
public record Keys(List<String> entities, List<List<Object>> rows) {

    int size() {
        return rows.size();
    }
}
