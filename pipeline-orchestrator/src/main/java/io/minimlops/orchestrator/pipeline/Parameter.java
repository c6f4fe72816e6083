package io.minimlops.orchestrator.pipeline;

import org.jspecify.annotations.Nullable;

/// @param fallback the default, of the right type; null when the caller must give a value
public record Parameter(String name, ParameterType type, @Nullable Object fallback) {}
