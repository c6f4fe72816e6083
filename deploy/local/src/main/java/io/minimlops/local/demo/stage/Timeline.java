package io.minimlops.local.demo.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.minimlops.local.demo.console.Glyphs;
import io.minimlops.local.demo.wire.CaseStory;
import io.minimlops.local.demo.wire.CaseStory.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// A case as lines of text: when after its start, in which event time, what, and the numbers.
final class Timeline {

    private static final int DETAIL = 110;

    /// What a person wants to see of each kind of entry; its title has the essence already. The API
    /// has all the rest.
    private static final Map<String, List<String>> SHOWN =
            Map.ofEntries(
                    Map.entry("DRIFT", List.of("version", "rows", "others")),
                    Map.entry("TRAINING_SET", List.of("contentHash", "snapshots", "seconds")),
                    Map.entry("TRAINED", List.of("run", "parameters", "seconds")),
                    Map.entry("EVALUATED", List.of("championVersion", "seconds")),
                    Map.entry("GATE", List.of("gain", "championVersion")),
                    Map.entry("REGISTERED", List.of("version", "manifestDigest")),
                    Map.entry("PROMOTED", List.of("version")),
                    Map.entry("ALIAS_MOVED", List.of("from", "to", "actor", "reason")),
                    Map.entry("ROLLED_BACK", List.of("from", "to", "actor", "reason")),
                    Map.entry("CANARY_STARTED", List.of("percent", "actor", "reason")),
                    Map.entry(
                            "CANARY_JUDGED",
                            List.of(
                                    "loss",
                                    "champion",
                                    "canary",
                                    "championLabels",
                                    "canaryLabels")),
                    Map.entry("CANARY_ENDED", List.of("actor", "reason")));

    private final Glyphs glyphs;

    Timeline(Glyphs glyphs) {
        this.glyphs = glyphs;
    }

    List<String> render(CaseStory story) {
        List<String> lines = new ArrayList<>();
        lines.add("case " + story.id() + ", " + story.cause());
        Instant start =
                story.timeline().isEmpty() ? story.openedAt() : story.timeline().getFirst().at();
        for (Entry entry : story.timeline()) {
            lines.add(head(entry, start));
            for (String detail : details(entry)) {
                lines.add("             " + glyphs.branch() + " " + detail);
            }
        }
        lines.add(end(story, start));
        return lines;
    }

    private static String head(Entry entry, Instant start) {
        String eventTime =
                entry.eventTime()
                        .map(time -> " [" + time.toString().substring(0, 10) + "]")
                        .orElse("");
        return String.format(
                Locale.ROOT,
                "  %+9.2f s  %s%s",
                Duration.between(start, entry.at()).toMillis() / 1000.0,
                entry.title(),
                eventTime);
    }

    private static String end(CaseStory story, Instant start) {
        Duration took =
                story.timeline().isEmpty()
                        ? Duration.ZERO
                        : Duration.between(start, story.timeline().getLast().at());
        return "  %s %s after %d.%02d s"
                .formatted(
                        story.status(),
                        story.outcome(),
                        took.toSeconds(),
                        took.toMillisPart() / 10);
    }

    private static List<String> details(Entry entry) {
        List<String> told = new ArrayList<>();
        if (entry.kind().equals("DRIFT")) {
            drifted(entry.details()).forEach(told::add);
        }
        for (String name : SHOWN.getOrDefault(entry.kind(), List.of())) {
            JsonNode value = entry.details().path(name);
            if (!value.isMissingNode() && !value.isNull()) {
                told.add(name + " " + value(value));
            }
        }
        return wrapped(String.join(" · ", told));
    }

    /// Columns that drifted are objects of their own, under their own names.
    private static Stream<String> drifted(JsonNode details) {
        return details.properties().stream()
                .filter(field -> field.getValue().has("psi"))
                .map(field -> field.getKey() + ": " + field.getValue().path("reason").asText());
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > DETAIL) {
            int space = rest.lastIndexOf(' ', DETAIL);
            int cut = space <= 0 ? DETAIL : space;
            lines.add(rest.substring(0, cut));
            rest = rest.substring(cut).strip();
        }
        if (!rest.isBlank()) {
            lines.add(rest);
        }
        return lines;
    }

    private static String value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT ->
                    node.properties().stream()
                            .map(field -> field.getKey() + "=" + value(field.getValue()))
                            .collect(Collectors.joining(", "));
            case ARRAY ->
                    StreamSupport.stream(node.spliterator(), false)
                            .map(Timeline::value)
                            .collect(Collectors.joining(", "));
            case NUMBER ->
                    node.isIntegralNumber()
                            ? node.asText()
                            : String.format(Locale.ROOT, "%.4g", node.asDouble());
            case STRING, BOOLEAN, BINARY, MISSING, NULL, POJO -> node.asText();
        };
    }
}
