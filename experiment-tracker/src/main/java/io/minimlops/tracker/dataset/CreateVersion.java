package io.minimlops.tracker.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.minimlops.tracker.Refusal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A new version: either its files, or where in the DVC remote they are.
///
/// @param schema any JSON
/// @param parents what it was made from, as `<name>/<version>`
@JsonNaming(LowerCamelCaseStrategy.class)
public record CreateVersion(
        @Nullable List<@Nullable FileSent> files,
        @Nullable DvcSent dvc,
        @Schema(implementation = Object.class) @Nullable JsonNode schema,
        @Nullable String source,
        @Nullable String message,
        @Nullable List<@Nullable String> parents) {

    private static final int LONGEST_SCHEMA = 1024 * 1024;
    private static final int LONGEST_SOURCE = 65_535;
    private static final int LONGEST_MESSAGE = 5000;
    private static final int MOST_PARENTS = 100;

    /// A file, wherever it is kept.
    @JsonNaming(LowerCamelCaseStrategy.class)
    public record FileSent(
            @Nullable String path,
            @Nullable String md5,
            @Nullable String sha256,
            @Nullable Long size) {}

    /// @param object `<md5>.dir`, or `<md5>` of a single file
    /// @param path the single file's
    /// @param layout 3, or 2 for what DVC 2 pushed
    @JsonNaming(LowerCamelCaseStrategy.class)
    public record DvcSent(
            @Nullable String repo,
            @Nullable String object,
            @Nullable String path,
            @Nullable Integer layout) {}

    /// What is checked without looking anything up.
    void check() {
        if ((files == null) == (dvc == null)) {
            throw new Refusal.Invalid("Either files or dvc is expected");
        }
        limit("schema", schema == null ? 0 : schema.toString().length(), LONGEST_SCHEMA);
        limit("source", source == null ? 0 : source.length(), LONGEST_SOURCE);
        limit("message", message == null ? 0 : message.length(), LONGEST_MESSAGE);
        limit("parents", parents == null ? 0 : parents.size(), MOST_PARENTS);
        limit("files", files == null ? 0 : files.size(), Manifest.MOST_FILES);
    }

    List<VersionId> parentIds() {
        return parents == null
                ? List.of()
                : parents.stream().map(text -> VersionId.of(String.valueOf(text))).toList();
    }

    /// Of the files that were sent.
    Manifest manifest() {
        List<@Nullable FileSent> sent = files == null ? List.of() : files;
        return new Manifest(sent.stream().map(CreateVersion::file).toList());
    }

    private static ManifestFile file(@Nullable FileSent sent) {
        if (sent == null
                || sent.path() == null
                || sent.md5() == null
                || sent.sha256() == null
                || sent.size() == null) {
            throw new Refusal.Invalid(
                    "files: each is expected as {\"path\", \"md5\", \"sha256\", \"size\"}, got "
                            + (sent == null ? "null" : "one without some of them: " + sent.path()));
        }
        return new ManifestFile(sent.path(), sent.md5(), sent.sha256(), sent.size());
    }

    private static void limit(String what, int size, int limit) {
        if (size > limit) {
            throw new Refusal.Invalid(what + ": at most " + limit + ", got " + size);
        }
    }
}
