package io.minimlops.local.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.minimlops.local.demo.console.Glyphs;
import io.minimlops.local.demo.wire.CaseStory;
import io.minimlops.local.demo.wire.CaseStory.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final Instant OPENED = Instant.parse("2026-11-23T10:00:00Z");

    private final Timeline timeline = new Timeline(Glyphs.of(StandardCharsets.UTF_8));

    @Test
    void aCaseReadsAsWhatHappenedWhenAndWithWhichNumbers() {
        // Given
        ObjectNode psi = JsonNodeFactory.instance.objectNode();
        psi.put("rows", 24231).put("step", "of no interest here");
        psi.putObject("late_share").put("psi", 0.52).put("reason", "PSI 0.52, alarm at 0.25");
        CaseStory story =
                story(
                        entry(
                                OPENED,
                                Optional.of(Instant.parse("2001-02-08T00:00:00Z")),
                                "drift",
                                psi),
                        entry(OPENED.plusMillis(8250), Optional.empty(), "promoted", empty()));
        // When
        List<String> lines = timeline.render(story);
        // Then
        assertThat(lines)
                .containsExactly(
                        "case c-1, drift on the delay rate",
                        "      +0.00 s  drift [2001-02-08]",
                        "             │ late_share: PSI 0.52, alarm at 0.25 · rows 24231",
                        "      +8.25 s  promoted",
                        "  CLOSED PROMOTED after 8.25 s");
    }

    @Test
    void longDetailsAreBrokenIntoLines() {
        // Given
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < 30; i++) {
            details.putObject("column" + i).put("psi", 1).put("reason", "some words here");
        }
        // When
        List<String> lines = timeline.render(story(entry(OPENED, Optional.empty(), "x", details)));
        // Then
        assertThat(lines).hasSizeGreaterThan(6).allMatch(line -> line.length() <= 130);
    }

    private static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static Entry entry(
            Instant at, Optional<Instant> eventTime, String title, ObjectNode details) {
        return new Entry(at, eventTime, "DRIFT", title, details);
    }

    private static CaseStory story(Entry... entries) {
        return new CaseStory(
                "c-1",
                "x",
                "drift on the delay rate",
                "CLOSED",
                "PROMOTED",
                OPENED,
                List.of(entries));
    }
}
