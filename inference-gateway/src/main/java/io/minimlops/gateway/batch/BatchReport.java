package io.minimlops.gateway.batch;

import io.minimlops.gateway.batch.BatchRunner.Timing;

/// What became of one batch.
///
/// @param rows of all requests in it
/// @param requests how many different ones shared it
public record BatchReport(int rows, int requests, ReleaseReason reason, Timing timing) {}
