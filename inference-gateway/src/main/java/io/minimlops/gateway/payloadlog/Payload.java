package io.minimlops.gateway.payloadlog;

import java.util.function.Supplier;

/// A body as it travelled, uncompressed.
///
/// @param headLength bytes of JSON in front of tensors' bytes; -1: no tensors' bytes follow
/// @param bytes a copy, made only when it will be kept
public record Payload(String contentType, long headLength, int size, Supplier<byte[]> bytes) {}
