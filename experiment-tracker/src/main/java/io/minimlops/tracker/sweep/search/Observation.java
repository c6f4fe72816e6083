package io.minimlops.tracker.sweep.search;

import java.util.Map;

/// What came of a point that was tried.
///
/// @param loss small is good; infinite when nothing came of it
public record Observation(Map<String, Object> params, double loss) {}
