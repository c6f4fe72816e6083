package io.minimlops.orchestrator.monitor;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One evaluated window as the API answers it.
///
/// @param version the champion whose reference it was compared with, `none` without a champion
/// @param status the worst of the columns
/// @param columns every statistic with the cells and counts it was computed from
/// @param reason why it fired, or why not
public record EvaluationView(
        UUID id,
        String version,
        Instant windowStart,
        Instant windowEnd,
        long rows,
        String status,
        List<Map<String, Object>> columns,
        boolean fired,
        String reason,
        @Nullable UUID caseId,
        Instant decidedAt) {}
