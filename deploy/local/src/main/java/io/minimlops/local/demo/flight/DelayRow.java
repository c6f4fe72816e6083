package io.minimlops.local.demo.flight;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was known at one moment about one origin, destination or route.
///
/// @param values in the order of [DelayTable#FEATURES]; null where nothing had landed
public record DelayRow(String key, Instant at, List<@Nullable Double> values) {}
