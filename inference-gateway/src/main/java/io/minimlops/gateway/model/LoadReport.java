package io.minimlops.gateway.model;

import java.time.Instant;

/// What is known of the last time a version was loaded in this process.
///
/// @param at when it was ready
/// @param bytes of its files: what the runtime makes of them in memory is not known
public record LoadReport(Instant at, LoadTimes times, long bytes, String digest) {}
