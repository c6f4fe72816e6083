package io.minimlops.gateway.batchjob;

import static java.util.Objects.requireNonNull;

import io.minimlops.gateway.batchjob.store.ObjectChanged;
import io.minimlops.gateway.batchjob.store.Objects;
import io.minimlops.gateway.batchjob.store.Objects.Listed;
import io.minimlops.gateway.batchjob.store.StoreAway;
import io.minimlops.gateway.batchjob.table.Field;
import io.minimlops.gateway.batchjob.table.MalformedTable;
import io.minimlops.gateway.batchjob.table.TableFormat;
import io.minimlops.problem.Problem;
import io.minimlops.problem.Problem.Violation;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decides everything about a job before it begins: the version, the files with their contents'
/// tags, the columns. What cannot work is refused here.
@ApplicationScoped
public class JobPlanning {

    private final BatchJobConfig config;
    private final Objects objects;
    private final PinnedVersions versions;

    JobPlanning(BatchJobConfig config, Objects objects, PinnedVersions versions) {
        this.config = config;
        this.objects = objects;
        this.versions = versions;
    }

    void check(SubmitBatchJob wish) {
        Problem.Invalid.refuse(SubmissionRules.violations(wish));
    }

    /// @param wish that was checked
    BatchJob plan(String id, SubmitBatchJob wish, String correlationId) {
        PinnedVersions.Pinned pinned =
                versions.pin(String.valueOf(wish.deployment()), wish.version());
        SubmitBatchJob.Input from = requireNonNull(wish.input());
        SubmitBatchJob.Output to = requireNonNull(wish.output());
        TableFormat format = SubmissionRules.format(from.format()).orElseThrow();
        String bucket = String.valueOf(from.bucket());
        List<Listed> files = files(bucket, from);
        requireBucket(String.valueOf(to.bucket()));
        List<FileHead> heads = heads(bucket, files, format);
        List<String> keep = columns(wish, heads.getFirst().fields(), format, pinned.signature());
        return new BatchJob(
                id,
                String.valueOf(wish.deployment()),
                pinned.id().model(),
                pinned.id().version(),
                new BatchJob.Input(bucket, format, described(files, heads)),
                output(to),
                wish.columns() == null ? Map.of() : wish.columns(),
                keep,
                wish.eventTime(),
                wish.rowsPerPart() == null ? config.rowsPerPart() : wish.rowsPerPart(),
                wish.maxRowsPerSecond() == null ? 0 : wish.maxRowsPerSecond(),
                wish.maxFailedShare() == null ? config.maxFailedShare() : wish.maxFailedShare(),
                wish.requestId(),
                correlationId,
                Instant.now());
    }

    /// Whether a request is the one that an earlier job was made by.
    boolean isSame(SubmitBatchJob wish, BatchJob earlier) {
        SubmitBatchJob.Input from = requireNonNull(wish.input());
        SubmitBatchJob.Output to = requireNonNull(wish.output());
        String prefix = from.key() == null ? String.valueOf(from.prefix()) : from.key();
        return earlier.deployment().equals(wish.deployment())
                && (wish.version() == null || wish.version().equals(earlier.version()))
                && earlier.input().bucket().equals(from.bucket())
                && earlier.input().files().stream().allMatch(file -> file.key().startsWith(prefix))
                && earlier.output().equals(output(to));
    }

    private static BatchJob.Output output(SubmitBatchJob.Output to) {
        String prefix = String.valueOf(to.prefix());
        return new BatchJob.Output(
                String.valueOf(to.bucket()), prefix.endsWith("/") ? prefix : prefix + "/");
    }

    private List<Listed> files(String bucket, SubmitBatchJob.Input from) {
        requireBucket(bucket);
        if (from.key() != null) {
            String key = from.key();
            return List.of(
                    objects.stat(bucket, key)
                            .orElseThrow(() -> notFound("object", bucket + "/" + key)));
        }
        String prefix = String.valueOf(from.prefix());
        List<Listed> files = new ArrayList<>(objects.list(bucket, prefix, config.maxFiles() + 1));
        if (files.size() > config.maxFiles()) {
            throw new ProblemException(
                    new Problem.Invalid(
                            "input.prefix has more than %d objects".formatted(config.maxFiles())));
        }
        files.removeIf(file -> file.size() == 0 || isHidden(file.key().substring(prefix.length())));
        if (files.isEmpty()) {
            throw notFound("object below", bucket + "/" + prefix);
        }
        return files;
    }

    private static boolean isHidden(String path) {
        for (String segment : path.split("/")) {
            if (segment.startsWith("_") || segment.startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private void requireBucket(String bucket) {
        if (!objects.bucketExists(bucket)) {
            throw notFound("bucket", bucket);
        }
    }

    /// Of every Parquet file, whose rows must be known; of the first CSV file only.
    private List<FileHead> heads(String bucket, List<Listed> files, TableFormat format) {
        List<FileHead> heads = new ArrayList<>();
        try {
            for (Listed file : format == TableFormat.CSV ? files.subList(0, 1) : files) {
                heads.add(FileHead.of(objects, bucket, file, format));
                if (!new HashSet<>(heads.getLast().fields())
                        .containsAll(heads.getFirst().fields())) {
                    throw new MalformedTable(
                            "%s has other columns than %s"
                                    .formatted(file.key(), files.getFirst().key()));
                }
            }
        } catch (MalformedTable e) {
            throw new ProblemException(new Problem.Invalid("input: " + e.getMessage()), e);
        } catch (ObjectChanged e) {
            throw new ProblemException(
                    new Problem.Conflict("input-changed", String.valueOf(e.getMessage())), e);
        } catch (IOException e) {
            throw new StoreAway("s3 cannot be used: " + e.getMessage(), e);
        }
        return heads;
    }

    private List<String> columns(
            SubmitBatchJob wish, List<Field> fields, TableFormat format, Signature model) {
        ModelColumns columns =
                new ModelColumns(
                        fields, format, wish.columns() == null ? Map.of() : wish.columns());
        columns.bind(model);
        List<Violation> violations = new ArrayList<>(columns.violations());
        List<String> keep = KeptColumns.of(wish, fields, model, violations);
        KeptColumns.checkEventTime(wish.eventTime(), fields, violations);
        Problem.Invalid.refuse(violations);
        return keep;
    }

    private static List<BatchJob.File> described(List<Listed> files, List<FileHead> heads) {
        List<BatchJob.File> described = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            Listed file = files.get(i);
            @Nullable Long rows = i < heads.size() ? heads.get(i).rows() : null;
            described.add(new BatchJob.File(file.key(), file.etag(), file.size(), rows));
        }
        return described;
    }

    private static ProblemException notFound(String kind, String name) {
        return new ProblemException(new Problem.NotFound(kind, name));
    }
}
