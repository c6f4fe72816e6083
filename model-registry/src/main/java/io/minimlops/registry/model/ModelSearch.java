package io.minimlops.registry.model;

import static io.minimlops.registry.search.Attribute.text;

import io.minimlops.registry.search.SearchSchema;
import java.util.List;
import java.util.Map;

/// What models can be searched and sorted by.
final class ModelSearch {

    static final SearchSchema SCHEMA =
            new SearchSchema(
                    "registered_model e",
                    "true",
                    Map.of("name", text("e.name")),
                    "select 1 from model_tag t where t.model_id = e.id",
                    Map.of(
                            "name", "e.name",
                            "timestamp", "e.updated_at",
                            "last_updated_timestamp", "e.updated_at"),
                    List.of("e.name asc"));

    private ModelSearch() {}
}
