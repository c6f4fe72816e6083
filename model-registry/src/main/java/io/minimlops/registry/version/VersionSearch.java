package io.minimlops.registry.version;

import static io.minimlops.registry.search.Attribute.number;
import static io.minimlops.registry.search.Attribute.text;
import static io.minimlops.registry.search.Attribute.textOrList;

import io.minimlops.registry.search.SearchSchema;
import java.util.List;
import java.util.Map;

/// What versions can be searched and sorted by.
final class VersionSearch {

    static final SearchSchema SCHEMA =
            new SearchSchema(
                    "model_version e join registered_model m on m.id = e.model_id",
                    "e.deleted_at is null",
                    Map.of(
                            "name", text("m.name"),
                            "run_id", textOrList("coalesce(e.run_id, '')"),
                            "source_path", text("e.source"),
                            "version_number", number("e.version")),
                    "select 1 from version_tag t where t.version_id = e.id",
                    Map.of(
                            "name", "m.name",
                            "version_number", "e.version",
                            "creation_timestamp", "e.created_at",
                            "last_updated_timestamp", "e.updated_at"),
                    List.of("e.updated_at desc", "m.name asc", "e.version desc"));

    private VersionSearch() {}
}
