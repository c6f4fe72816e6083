package io.minimlops.features.online;

import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;

/// How far the map is rebuilt from the topic.
@ApplicationScoped
public class RebuildState {

    private volatile Progress progress = new Progress(0, 0, false);

    /// @param read offsets passed
    /// @param total where the topic ended when reading began
    public record Progress(long read, long total, boolean isComplete) {}

    public Progress progress() {
        return progress;
    }

    void report(Progress now) {
        progress = now;
    }

    /// @throws ProblemException 503 until the topic is there and was read once: before that, a
    /// broker that makes up topics would make one that is not compacted
    public void requireComplete() {
        if (!progress.isComplete()) {
            throw new ProblemException(
                    new Problem.Unavailable("kafka", "the online store is not rebuilt yet"));
        }
    }
}
