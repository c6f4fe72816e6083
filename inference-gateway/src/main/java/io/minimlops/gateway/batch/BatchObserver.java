package io.minimlops.gateway.batch;

/// Watches what a batcher does, on the thread that does it.
public interface BatchObserver {

    /// A batch ran; its requests are not answered yet.
    void ran(BatchReport batch);

    /// A request was given the answer of an equal one's run.
    ///
    /// @param nanos after it came
    default void shared(long nanos) {}

    /// A request did not run.
    default void refused(WorkRefused.Reason reason) {}
}
