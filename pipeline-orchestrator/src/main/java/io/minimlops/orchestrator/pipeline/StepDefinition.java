package io.minimlops.orchestrator.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// @param when one reference or `true`/`false`; null runs the step whenever its needs succeeded
/// @param with inputs, references not yet substituted
/// @param timeout of one attempt
public record StepDefinition(
        String name,
        StepKind uses,
        List<String> needs,
        @Nullable String when,
        Map<String, Object> with,
        RetryBudget retries,
        Duration timeout) {}
