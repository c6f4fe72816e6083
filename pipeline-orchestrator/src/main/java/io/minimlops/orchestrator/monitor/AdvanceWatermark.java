package io.minimlops.orchestrator.monitor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Says that no event before a time will come any more.
public record AdvanceWatermark(@Nullable Instant watermark) {}
