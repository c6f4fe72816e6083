package io.minimlops.gateway.batchjob;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A job as it is asked for.
///
/// @param failedReason why it failed; absent otherwise
/// @param waitsFor what holds it up now, when this process runs it
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BatchJobView(
        String id,
        State state,
        String deployment,
        String model,
        String version,
        Input input,
        Output output,
        Map<String, List<String>> columns,
        List<String> keep,
        @Nullable String eventTime,
        int rowsPerPart,
        @Nullable Long maxRowsPerSecond,
        double maxFailedShare,
        Progress progress,
        Instant createdAt,
        @Nullable Instant finishedAt,
        @Nullable String failedReason,
        @Nullable String waitsFor) {

    /// Where a job can stand.
    public enum State {
        PENDING,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELED
    }

    public record Input(String bucket, String format, int files, long bytes) {}

    public record Output(String bucket, String prefix) {}

    /// @param rows of the input; absent where only reading tells
    /// @param rowsRead predicted or failed
    /// @param parts committed
    /// @param share of the input that is behind, 0 to 1
    /// @param etaSeconds at the present speed
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Progress(
            @Nullable Long rows,
            long rowsRead,
            long rowsPredicted,
            long rowsFailed,
            int parts,
            double share,
            @Nullable Double rowsPerSecond,
            @Nullable Double etaSeconds) {}

    static BatchJobView of(
            BatchJob job,
            Commit done,
            boolean held,
            Optional<Result> result,
            Optional<JobProgress> here) {
        return new BatchJobView(
                job.id(),
                result.map(BatchJobView::state).orElse(held ? State.RUNNING : State.PENDING),
                job.deployment(),
                job.model(),
                job.version(),
                new Input(
                        job.input().bucket(),
                        job.input().format().word(),
                        job.input().files().size(),
                        job.input().bytes()),
                new Output(job.output().bucket(), job.output().prefix()),
                job.columns(),
                job.keep(),
                job.eventTime(),
                job.rowsPerPart(),
                job.maxRowsPerSecond() == 0 ? null : job.maxRowsPerSecond(),
                job.maxFailedShare(),
                progress(job, done, result.isEmpty() ? here : Optional.empty()),
                job.createdAt(),
                result.map(Result::at).orElse(null),
                result.map(Result::reason).orElse(null),
                here.map(JobProgress::trouble).orElse(null));
    }

    private static State state(Result result) {
        return switch (result.outcome()) {
            case SUCCEEDED -> State.SUCCEEDED;
            case FAILED -> State.FAILED;
            case CANCELED -> State.CANCELED;
        };
    }

    private static Progress progress(BatchJob job, Commit done, Optional<JobProgress> here) {
        long predicted = done.rowsSoFar() - done.failedSoFar();
        predicted += here.map(JobProgress::predicted).orElse(0L);
        long failed = done.failedSoFar() + here.map(JobProgress::failed).orElse(0L);
        Long rows = job.input().rows();
        double speed = here.map(JobProgress::rowsPerSecond).orElse(done.rowsPerSecond());
        double share =
                rows == null || rows == 0
                        ? done.share()
                        : Math.min(1, (double) (predicted + failed) / rows);
        Double eta = null;
        if (!done.last() && speed > 0 && share > 0) {
            double all = rows == null ? (predicted + failed) / share : rows;
            eta = (all - predicted - failed) / speed;
        }
        return new Progress(
                rows,
                predicted + failed,
                predicted,
                failed,
                done.part() + 1,
                share,
                speed == 0 ? null : speed,
                eta);
    }
}
