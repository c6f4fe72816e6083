package io.minimlops.local.demo.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// One case: a cause, and everything that came of it.
public record CaseStory(
        String id,
        String correlationId,
        String cause,
        String status,
        String outcome,
        Instant openedAt,
        List<Entry> timeline) {

    static CaseStory of(JsonNode story) {
        return new CaseStory(
                story.path("caseId").asText(),
                story.path("correlationId").asText(),
                story.path("cause").asText(),
                story.path("status").asText(),
                story.path("outcome").asText(""),
                Instant.parse(story.path("openedAt").asText()),
                StreamSupport.stream(story.path("timeline").spliterator(), false)
                        .map(Entry::of)
                        .toList());
    }

    public Optional<Entry> first(String kind) {
        return timeline.stream().filter(entry -> entry.kind().equals(kind)).findFirst();
    }

    /// @param at wall-clock time
    /// @param eventTime time in the data, where the entry has one
    public record Entry(
            Instant at, Optional<Instant> eventTime, String kind, String title, JsonNode details) {

        static Entry of(JsonNode entry) {
            return new Entry(
                    Instant.parse(entry.path("at").asText()),
                    entry.hasNonNull("eventTime")
                            ? Optional.of(Instant.parse(entry.path("eventTime").asText()))
                            : Optional.empty(),
                    entry.path("kind").asText(),
                    entry.path("title").asText(),
                    entry.path("details"));
        }
    }
}
