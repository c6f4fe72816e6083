package io.minimlops.gateway.batchjob;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;

/// The jobs that this process runs, each on a thread of its own.
final class RunningJobs {

    private static final Logger LOG = Logger.getLogger(RunningJobs.class);

    private final ConcurrentMap<String, Running> running = new ConcurrentHashMap<>();

    private record Running(Tenure tenure, JobProgress progress) {}

    /// @param tenure begins here, and is closed with the run
    /// @param ended told when the job runs here no more, however that came
    void begin(String id, Tenure tenure, JobProgress progress, JobRun run, Runnable ended) {
        running.put(id, new Running(tenure, progress));
        tenure.start();
        Thread.ofPlatform()
                .daemon()
                .name("batch-job-" + id)
                .start(
                        () -> {
                            try (tenure) {
                                run.run();
                            } catch (InterruptedException e) {
                                LOG.debugf("batch job %s: interrupted", id);
                            } catch (RuntimeException e) {
                                LOG.errorf(e, "batch job %s is left to another try", id);
                            } finally {
                                running.remove(id);
                                ended.run();
                            }
                        });
    }

    boolean has(String id) {
        return running.containsKey(id);
    }

    int count() {
        return running.size();
    }

    Optional<JobProgress> progress(String id) {
        return Optional.ofNullable(running.get(id)).map(Running::progress);
    }

    /// Of all of them together.
    double rowsPerSecond() {
        return running.values().stream().mapToDouble(one -> one.progress().rowsPerSecond()).sum();
    }

    /// Stops the work on a job, if it runs here.
    void abandon(String id) {
        Running here = running.get(id);
        if (here != null) {
            here.tenure().lose();
        }
    }

    void abandonAll() {
        running.values().forEach(here -> here.tenure().lose());
    }
}
