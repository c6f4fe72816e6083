package io.minimlops.tracker.dataset;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.dvc.ObjectId;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Versions as rows.
@ApplicationScoped
class VersionRows {

    private static final String SELECT =
            "select v.id, s.name, v.version, v.digest, v.files, v.bytes, v.schema::text, v.source,"
                    + " v.message, r.name, coalesce(v.layout, 0), v.created_at from dataset_version v"
                    + " join versioned_dataset s on s.id = v.dataset_id"
                    + " left join dvc_repo r on r.id = v.repo_id ";

    private final Database database;

    VersionRows(Database database) {
        this.database = database;
    }

    DatasetVersion get(VersionId id) {
        return find(Sql.of("where s.name = ? and v.version = ?", id.name(), id.version()))
                .orElseThrow(
                        () ->
                                new Refusal.NotFound(
                                        "Dataset '%s' has no version %d"
                                                .formatted(id.name(), id.version())));
    }

    Optional<DatasetVersion> withDigest(String name, String digest) {
        return find(Sql.of("where s.name = ? and v.digest = ?", name, digest));
    }

    /// Newest first.
    ///
    /// @param before versions below it alone
    List<DatasetVersion> list(String name, int before, int count) {
        return database.query(
                Sql.of(SELECT)
                        .add(
                                "where s.name = ? and v.version < ? order by v.version desc limit ?",
                                name,
                                before,
                                count),
                VersionRows::version);
    }

    Manifest manifest(DatasetVersion version) {
        return new Manifest(files(version, "", Manifest.MOST_FILES));
    }

    /// By path.
    ///
    /// @param after paths beyond it alone
    List<ManifestFile> files(DatasetVersion version, String after, int count) {
        return database.query(
                Sql.of(
                        "select path, md5, sha256, size from dataset_version_file"
                                + " where version_id = ? and path > ? order by path limit ?",
                        version.id(),
                        after,
                        count),
                row ->
                        new ManifestFile(
                                row.getString(1),
                                ObjectId.hex(row.getObject(2, UUID.class)),
                                row.getString(3),
                                row.getLong(4)));
    }

    /// The dataset's id; who asks has it alone until the transaction ends.
    long open(String name) {
        database.update(
                Sql.of(
                        "insert into versioned_dataset (name) values (?) on conflict do nothing",
                        name));
        return database.first(
                        Sql.of("select id from versioned_dataset where name = ? for update", name),
                        row -> row.getLong(1))
                .orElseThrow();
    }

    void add(long dataset, NewVersion version) {
        NewVersion.Kept kept = version.kept();
        Manifest manifest = version.manifest();
        long id =
                database.first(
                                Sql.of(
                                        "with next as (update versioned_dataset"
                                                + " set last_version = last_version + 1"
                                                + " where id = ? returning last_version)"
                                                + " insert into dataset_version (dataset_id, version,"
                                                + " digest, files, bytes, schema, source, message,"
                                                + " repo_id, layout, dir_md5)"
                                                + " select ?, last_version, ?, ?, ?, ?::jsonb, ?, ?,"
                                                + " (select id from dvc_repo where name = ?), ?, ?"
                                                + " from next returning id",
                                        dataset,
                                        dataset,
                                        manifest.digest(),
                                        manifest.files().size(),
                                        manifest.bytes(),
                                        version.schema(),
                                        version.source(),
                                        version.message(),
                                        kept == null ? null : kept.repo(),
                                        kept == null ? null : kept.object().layout().number(),
                                        kept == null || !kept.object().isDir()
                                                ? null
                                                : kept.object().md5()),
                                row -> row.getLong(1))
                        .orElseThrow();
        addFiles(id, manifest.files());
        version.parents().forEach(parent -> addParent(id, get(parent)));
    }

    private void addFiles(long version, List<ManifestFile> files) {
        database.update(
                Sql.of(
                        "insert into dataset_version_file (version_id, path, md5, sha256, size)"
                                + " select ?, * from unnest(?::text[], ?::uuid[], ?::text[], ?::bigint[])",
                        version,
                        files.stream().map(ManifestFile::path).toArray(String[]::new),
                        files.stream().map(f -> ObjectId.uuid(f.md5())).toArray(UUID[]::new),
                        files.stream().map(ManifestFile::sha256).toArray(String[]::new),
                        files.stream().map(ManifestFile::size).toArray(Long[]::new)));
    }

    private void addParent(long version, DatasetVersion parent) {
        database.update(
                Sql.of(
                        "insert into dataset_version_parent (version_id, parent_id) values (?, ?)"
                                + " on conflict do nothing",
                        version,
                        parent.id()));
    }

    private Optional<DatasetVersion> find(Sql where) {
        return database.first(Sql.of(SELECT).add(where), VersionRows::version);
    }

    private static DatasetVersion version(ResultSet row) throws SQLException {
        return new DatasetVersion(
                row.getLong(1),
                row.getString(2),
                row.getInt(3),
                row.getString(4),
                row.getInt(5),
                row.getLong(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getInt(11),
                row.getObject(12, OffsetDateTime.class).toInstant());
    }
}
