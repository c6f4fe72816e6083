package io.minimlops.tracker.lineage;

import io.minimlops.tracker.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Everyone who knows something about where things come from.
@ApplicationScoped
class LineageSources {

    private final Database database;
    private final RegistryVersions registry;

    LineageSources(Database database, RegistryVersions registry) {
        this.database = database;
        this.registry = registry;
    }

    /// For one walk.
    Neighbours open() {
        return new AllNeighbours(
                List.of(
                        new RunNeighbours(database),
                        new DatasetNeighbours(database),
                        new RegistryNeighbours(registry)));
    }
}
