package io.minimlops.registry.version;

import io.minimlops.registry.artifact.ArtifactLocation;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.annotations.BatchSize;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "model_version")
@SuppressWarnings("NullAway.Init")
class VersionRow extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    @Column(name = "model_id")
    public long modelId;

    public int version;
    public String source;

    @Column(name = "artifact_uri")
    public String artifactUri;

    @Column(name = "run_id")
    public @Nullable String runId;

    @Column(name = "run_link")
    public @Nullable String runLink;

    @Column(name = "logged_model_id")
    public @Nullable String loggedModelId;

    public @Nullable String description;
    public String stage = Stage.NONE.title();
    public @Nullable String bucket;
    public @Nullable String prefix;

    @Column(name = "manifest_digest")
    public @Nullable String manifestDigest;

    @Column(name = "request_key")
    public @Nullable String requestKey;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "updated_at")
    public Instant updatedAt;

    @Column(name = "deleted_at")
    public @Nullable Instant deletedAt;

    @ElementCollection
    @BatchSize(size = 200)
    @CollectionTable(name = "version_tag", joinColumns = @JoinColumn(name = "version_id"))
    @MapKeyColumn(name = "key")
    @Column(name = "value")
    public Map<String, String> tags = new HashMap<>();

    @ElementCollection
    @CollectionTable(name = "version_file", joinColumns = @JoinColumn(name = "version_id"))
    public List<FileRow> files = new ArrayList<>();

    static Optional<VersionRow> live(long modelId, int version) {
        return find("modelId = ?1 and version = ?2 and deletedAt is null", modelId, version)
                .firstResultOptional();
    }

    static List<VersionRow> allLive(long modelId) {
        return list("modelId = ?1 and deletedAt is null order by version", modelId);
    }

    static Optional<VersionRow> requested(long modelId, String requestKey) {
        return find("modelId = ?1 and requestKey = ?2", modelId, requestKey).firstResultOptional();
    }

    ModelVersion toVersion(String model) {
        return new ModelVersion(
                id,
                modelId,
                model,
                version,
                source,
                artifactUri,
                runId,
                runLink,
                loggedModelId,
                description,
                Stage.named(stage).orElseThrow(),
                manifestDigest,
                Map.copyOf(tags),
                createdAt,
                updatedAt);
    }

    void take(Manifest manifest) {
        bucket = manifest.location().bucket();
        prefix = manifest.location().prefix();
        manifestDigest = manifest.digest();
        manifest.files().forEach(file -> files.add(FileRow.of(file)));
    }

    Optional<Manifest> manifest() {
        String inBucket = bucket;
        String below = prefix;
        if (inBucket == null || below == null) {
            return Optional.empty();
        }
        return Optional.of(
                new Manifest(
                        new ArtifactLocation(inBucket, below),
                        files.stream().map(FileRow::toFile).toList()));
    }

    @Embeddable
    static class FileRow {
        public String path;
        public long size;
        public String sha256;

        static FileRow of(ManifestFile file) {
            FileRow row = new FileRow();
            row.path = file.path();
            row.size = file.size();
            row.sha256 = file.sha256();
            return row;
        }

        ManifestFile toFile() {
            return new ManifestFile(path, size, sha256);
        }
    }
}
