package io.minimlops.orchestrator.pipeline;

import java.time.Instant;

/// A pipeline as it was applied.
public record PipelineVersion(String name, int version, String yaml, Instant createdAt) {

    public Pipeline pipeline() {
        return PipelineParser.parse(yaml);
    }
}
