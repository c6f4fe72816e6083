package io.minimlops.gateway.scaling;

import io.minimlops.gateway.model.LoadTimes;
import java.time.Duration;
import java.time.Instant;

/// One waking up.
///
/// @param at when it was done
/// @param total from the first request, or the window that asked for it, until versions were ready
/// @param phases of loading the versions, one after the other; zero when they were in memory for
///     another deployment
/// @param waited requests that waited for it
public record ColdStart(Instant at, Duration total, LoadTimes phases, int waited) {}
