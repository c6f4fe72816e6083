package io.minimlops.orchestrator.casefile;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A case as the API answers it.
public record CaseView(
        UUID caseId,
        String correlationId,
        @Nullable String model,
        Instant openedAt,
        @Nullable Instant closedAt,
        String cause,
        String status,
        @Nullable String outcome,
        List<EntryView> timeline) {

    /// @param eventTime absent when the clock's time says it all
    public record EntryView(
            Instant at,
            @Nullable Instant eventTime,
            EntryKind kind,
            String title,
            Map<String, ?> details) {}

    static CaseView of(CaseFile file, List<Entry> timeline) {
        return new CaseView(
                file.id(),
                file.correlationId(),
                file.model(),
                file.openedAt(),
                file.closedAt(),
                file.cause(),
                file.status(),
                file.outcome(),
                timeline.stream()
                        .map(
                                e ->
                                        new EntryView(
                                                e.at(),
                                                e.eventTime(),
                                                e.kind(),
                                                e.title(),
                                                e.details()))
                        .toList());
    }
}
