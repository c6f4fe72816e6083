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

/// A case as lines of text: when after its start, in which event time, what, and the numbers.
final class Timeline {

    private static final int DETAIL = 110;

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
            for (String detail : details(entry.details())) {
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

    private List<String> details(JsonNode details) {
        String all =
                details.properties().stream()
                        .filter(field -> !field.getValue().isNull())
                        .map(this::detail)
                        .collect(Collectors.joining("  "));
        List<String> lines = new ArrayList<>();
        while (all.length() > DETAIL) {
            int cut = all.lastIndexOf("  ", DETAIL);
            int at = cut <= 0 ? DETAIL : cut;
            lines.add(all.substring(0, at).strip());
            all = all.substring(at).strip();
        }
        if (!all.isBlank()) {
            lines.add(all);
        }
        return lines;
    }

    private String detail(Map.Entry<String, JsonNode> field) {
        return field.getKey() + "=" + value(field.getValue());
    }

    private String value(JsonNode node) {
        if (node.isFloatingPointNumber()) {
            return String.format(Locale.ROOT, "%.4g", node.asDouble());
        }
        if (!node.isContainerNode()) {
            return node.asText();
        }
        String text = node.toString().replace("\"", "");
        return text.length() > DETAIL
                ? text.substring(0, DETAIL - glyphs.ellipsis().length()) + glyphs.ellipsis()
                : text;
    }
}
