package io.minimlops.gateway.batchjob;

import java.util.List;
import java.util.stream.IntStream;

/// What a job leaves beside its parts when it is complete.
///
/// @param parts in the order of the rows
record Manifest(
        String job,
        String deployment,
        String model,
        String version,
        long rows,
        long predicted,
        long failed,
        List<String> parts) {

    static Manifest of(BatchJob job, Commit done) {
        return new Manifest(
                job.id(),
                job.deployment(),
                job.model(),
                job.version(),
                done.rowsSoFar(),
                done.rowsSoFar() - done.failedSoFar(),
                done.failedSoFar(),
                IntStream.rangeClosed(0, done.part()).mapToObj(job.output()::part).toList());
    }
}
