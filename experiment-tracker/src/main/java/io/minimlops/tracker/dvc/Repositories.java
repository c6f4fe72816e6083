package io.minimlops.tracker.dvc;

import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The repositories there are; the first upload makes one. They are never removed, so what was
/// found once is remembered.
@ApplicationScoped
class Repositories {

    private static final int REMEMBERED = 10_000;

    private final Database database;
    private final Map<RepoName, Long> ids = new ConcurrentHashMap<>();

    Repositories(Database database) {
        this.database = database;
    }

    Optional<Long> find(RepoName name) {
        Long known = ids.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Long> found =
                database.first(
                        Sql.of("select id from dvc_repo where name = ?", name.value()),
                        row -> row.getLong(1));
        found.ifPresent(id -> remember(name, id));
        return found;
    }

    long findOrMake(RepoName name) {
        return find(name).orElseGet(() -> make(name));
    }

    private long make(RepoName name) {
        database.update(
                Sql.of(
                        "insert into dvc_repo (name) values (?) on conflict do nothing",
                        name.value()));
        return find(name).orElseThrow();
    }

    private void remember(RepoName name, long id) {
        if (ids.size() < REMEMBERED) {
            ids.put(name, id);
        }
    }
}
