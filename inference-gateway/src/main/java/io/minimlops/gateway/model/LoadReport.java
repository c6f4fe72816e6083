package io.minimlops.gateway.model;

import java.time.Instant;

/// What is known of the last time a version was loaded in this process.
///
/// @param at when it was ready
/// @param bytes of memory that it takes: of its files, which the runtime holds about once
public record LoadReport(Instant at, LoadTimes times, long bytes, String digest) {}
