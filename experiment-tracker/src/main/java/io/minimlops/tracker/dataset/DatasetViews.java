package io.minimlops.tracker.dataset;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.minimlops.tracker.dataset.ManifestDiff.Pair;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The answers about datasets.
final class DatasetViews {

    private DatasetViews() {}

    @JsonNaming(LowerCamelCaseStrategy.class)
    @Schema(name = "Datasets")
    public record Names(List<String> datasets, @Nullable String nextPageToken) {}

    @JsonNaming(LowerCamelCaseStrategy.class)
    @Schema(name = "VersionedDataset")
    public record DatasetView(
            String name,
            int versions,
            long files,
            long storedBytes,
            long logicalBytes,
            long savedBytes,
            long sharedFiles,
            Instant createdAt) {

        static DatasetView of(DatasetCatalog.Dataset dataset) {
            return new DatasetView(
                    dataset.name(),
                    dataset.versions(),
                    dataset.files(),
                    dataset.storedBytes(),
                    dataset.logicalBytes(),
                    dataset.logicalBytes() - dataset.storedBytes(),
                    dataset.sharedFiles(),
                    dataset.createdAt());
        }
    }

    @JsonNaming(LowerCamelCaseStrategy.class)
    @Schema(name = "DatasetVersions")
    public record Versions(List<VersionView> versions, @Nullable String nextPageToken) {}

    /// @param uri the source by which a run says that it used this version
    @JsonNaming(LowerCamelCaseStrategy.class)
    @Schema(name = "DatasetVersion")
    public record VersionView(
            String name,
            int version,
            String digest,
            String uri,
            int files,
            long bytes,
            @Schema(implementation = Object.class) @JsonRawValue @Nullable String schema,
            @Nullable String source,
            @Nullable String message,
            @Nullable String repo,
            Instant createdAt) {

        static VersionView of(DatasetVersion version) {
            return new VersionView(
                    version.name(),
                    version.version(),
                    version.digest(),
                    version.uri(),
                    version.files(),
                    version.bytes(),
                    version.schema(),
                    version.source(),
                    version.message(),
                    version.repo(),
                    version.createdAt());
        }
    }

    /// @param next where the next page begins: `after` of the next call
    @JsonNaming(LowerCamelCaseStrategy.class)
    @Schema(name = "DatasetManifest")
    public record ManifestView(
            String name,
            int version,
            String digest,
            List<ManifestFile> files,
            @Nullable String next) {}

    @JsonNaming(LowerCamelCaseStrategy.class)
    @Schema(name = "DatasetFileCounts")
    public record Counts(
            int added,
            int removed,
            int changed,
            int renamed,
            int unchanged,
            long addedBytes,
            long removedBytes) {}

    @JsonNaming(LowerCamelCaseStrategy.class)
    @Schema(name = "DatasetFileChange")
    public record Change(ManifestFile before, ManifestFile after) {
        static Change of(Pair pair) {
            return new Change(pair.before(), pair.after());
        }
    }

    /// @param counts of all, whereas each list ends at the limit
    @JsonNaming(LowerCamelCaseStrategy.class)
    @Schema(name = "DatasetDiff")
    public record DiffView(
            Counts counts,
            List<ManifestFile> added,
            List<ManifestFile> removed,
            List<Change> changed,
            List<Change> renamed) {

        static DiffView of(ManifestDiff diff, int limit) {
            return new DiffView(
                    new Counts(
                            diff.added().size(),
                            diff.removed().size(),
                            diff.changed().size(),
                            diff.renamed().size(),
                            diff.unchanged().size(),
                            bytes(diff.added()) + bytes(diff.changed(), Pair::after),
                            bytes(diff.removed()) + bytes(diff.changed(), Pair::before)),
                    diff.added().stream().limit(limit).toList(),
                    diff.removed().stream().limit(limit).toList(),
                    diff.changed().stream().limit(limit).map(Change::of).toList(),
                    diff.renamed().stream().limit(limit).map(Change::of).toList());
        }

        private static long bytes(List<ManifestFile> files) {
            return files.stream().mapToLong(ManifestFile::size).sum();
        }

        private static long bytes(List<Pair> pairs, Function<Pair, ManifestFile> side) {
            return pairs.stream().map(side).mapToLong(ManifestFile::size).sum();
        }
    }

    @JsonNaming(LowerCamelCaseStrategy.class)
    @Schema(name = "DatasetUse")
    public record UseView(String runId, String context, String how) {
        static UseView of(DatasetLineage.Use use) {
            return new UseView(use.runId(), use.context(), use.how());
        }
    }

    @JsonNaming(LowerCamelCaseStrategy.class)
    @Schema(name = "DatasetUses")
    public record Uses(List<UseView> runs) {}

    @JsonNaming(LowerCamelCaseStrategy.class)
    @Schema(name = "DatasetVerification")
    public record Verification(boolean intact, int checked, List<DvcManifest.Damage> damaged) {}
}
