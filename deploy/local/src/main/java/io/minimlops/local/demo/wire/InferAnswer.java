package io.minimlops.local.demo.wire;

/// @param role which arm answered: `champion` or `canary`
/// @param rows predictions in the answer
public record InferAnswer(String version, String role, int rows) {}
