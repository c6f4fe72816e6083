package io.minimlops.gateway.batch;

/// The answer to one request.
///
/// @param queueNanos from its arrival until an executor took it
public record Outcome<R>(R result, long queueNanos, BatchReport batch) {}
