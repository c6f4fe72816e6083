package io.minimlops.gateway.graph;

import org.jspecify.annotations.Nullable;

/// A step that ran.
///
/// @param path the labels of the steps that lead to it, with slashes between
/// @param failure absent when it answered
public record StepTrace(
        String path, String deployment, int rows, long nanos, @Nullable String failure) {

    /// The same, as a step of a graph that is a step itself.
    public StepTrace within(String outer) {
        return new StepTrace(outer + "/" + path, deployment, rows, nanos, failure);
    }
}
