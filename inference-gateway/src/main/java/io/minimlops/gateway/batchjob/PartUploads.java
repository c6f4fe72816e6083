package io.minimlops.gateway.batchjob;

import io.minimlops.gateway.batchjob.store.Objects;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Completes, uploads and commits one part while the next is being predicted, in order.
final class PartUploads implements AutoCloseable {

    private final BatchJob job;
    private final JobLog log;
    private final Objects objects;
    private final Tenure tenure;
    private final ExecutorService uploader = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable Future<?> present;

    PartUploads(BatchJob job, JobLog log, Objects objects, Tenure tenure) {
        this.job = job;
        this.log = log;
        this.objects = objects;
        this.tenure = tenure;
    }

    /// Begins when the part before is committed.
    ///
    /// @param part is this one's from now on, and closed when it is uploaded, or cannot be
    Commit start(PartOutput part, Commit commit) throws NotNow, IOException, InterruptedException {
        await();
        present =
                uploader.submit(
                        () -> {
                            try (part) {
                                store(part.finish(), part.finishErrors(), commit);
                            }
                            return null;
                        });
        return commit;
    }

    private void store(Path predicted, @Nullable Path errors, Commit commit) throws NotNow {
        String bucket = job.output().bucket();
        objects.upload(bucket, job.output().part(commit.part()), predicted);
        if (errors != null) {
            objects.upload(bucket, job.output().errors(commit.part()), errors);
        }
        if (!log.commit(job.id(), commit)) {
            tenure.renew();
            throw new NotNow(
                    "part %d is committed already".formatted(commit.part()),
                    new IllegalStateException());
        }
    }

    /// Until everything that was started is committed.
    void await() throws NotNow, IOException, InterruptedException {
        if (present == null) {
            return;
        }
        try {
            present.get();
            present = null;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case NotNow notNow -> throw notNow;
                case IOException broken -> throw broken;
                case RuntimeException failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    /// Waits for an upload under way: its files must not be left behind.
    @Override
    public void close() {
        uploader.close();
    }
}
