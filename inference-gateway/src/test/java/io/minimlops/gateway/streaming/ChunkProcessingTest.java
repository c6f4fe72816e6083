package io.minimlops.gateway.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.minimlops.gateway.streaming.ChunkProcessing.Arrived;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunkProcessingTest {

    private static final Stream STREAM =
            new Stream("s", "m", "in", "out", "dead", Map.of(), Stream.From.EARLIEST, 1, false);

    private final List<Integer> asked = new ArrayList<>();

    /// Doubles numbers, refuses negative ones, fails on zero, and is busy at 99.
    private final class Doubling implements RowPredictions {

        @Override
        public String armOf(String deployment, String stickyKey) {
            return stickyKey.startsWith("canary") ? "canary" : "champion";
        }

        @Override
        public Answer predict(Question question) throws Refused, NotNow {
            asked.add(question.rows().size());
            List<JsonNode> rows = new ArrayList<>();
            for (JsonNode row : question.rows()) {
                double value = row.path("x").asDouble();
                if (value == 99) {
                    throw new NotNow("busy");
                }
                if (value <= 0) {
                    throw new Refused("not positive", value == 0);
                }
                rows.add(JsonNodeFactory.instance.numberNode(2 * value));
            }
            return new Answer("m", "1", armOf("m", question.stickyKey()), rows);
        }
    }

    private static Arrived record(int place, String key, String value) {
        return new Arrived("in-0@" + place, key, value == null ? null : value.getBytes(UTF_8));
    }

    private List<Outcome> run(Stream stream, Arrived... records) throws Exception {
        return new ChunkProcessing(stream, new Doubling(), List.of(records)).run();
    }

    @Test
    void recordsArePredictedTogetherAndAnsweredInOrder() throws Exception {
        // Given
        Arrived[] records =
                IntStream.range(0, 100)
                        .mapToObj(i -> record(i, "k", "{\"x\":%d}".formatted(i + 1)))
                        .filter(record -> !new String(record.value(), UTF_8).contains("99"))
                        .toArray(Arrived[]::new);

        // When
        List<Outcome> outcomes = run(STREAM, records);

        // Then
        assertThat(asked).containsExactly(99);
        assertThat(outcomes.get(41))
                .isEqualTo(
                        new Outcome.Predicted(
                                "in-0@41",
                                JsonNodeFactory.instance.numberNode(84.0),
                                "m",
                                "1",
                                "champion"));
    }

    @Test
    void poisonStandsAloneAndHarmsNoNeighbour() throws Exception {
        // When
        List<Outcome> outcomes =
                run(
                        STREAM,
                        record(0, "a", "{\"x\":1}"),
                        record(1, "b", "{\"x\":-1}"),
                        record(2, "c", "nonsense"),
                        record(3, "d", null),
                        record(4, "e", "{\"inputs\":{\"x\":2},\"id\":\"mine\"}"),
                        record(5, "f", "{\"inputs\":{\"x\":2},\"event_time\":\"now\"}"),
                        record(6, "g", "{\"x\":1} 2"),
                        record(7, "h", ""));

        // Then
        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Predicted.class);
        assertThat(outcomes.get(1)).isEqualTo(new Outcome.Poison("not positive", false));
        assertThat(((Outcome.Poison) outcomes.get(2)).reason()).contains("not JSON");
        assertThat(((Outcome.Poison) outcomes.get(3)).reason()).contains("no value");
        assertThat(((Outcome.Predicted) outcomes.get(4)).id()).isEqualTo("mine");
        assertThat(((Outcome.Poison) outcomes.get(5)).reason()).contains("RFC 3339");
        assertThat(outcomes.get(6)).isInstanceOf(Outcome.Poison.class);
        assertThat(outcomes.get(7)).isInstanceOf(Outcome.Poison.class);
    }

    @Test
    void recordsOfDifferentArmsAreAskedAboutSeparately() throws Exception {
        // When
        List<Outcome> outcomes =
                run(
                        STREAM,
                        record(0, "canary1", "{\"x\":1}"),
                        record(1, "b", "{\"x\":2}"),
                        record(2, "canary2", "{\"x\":3}"));

        // Then
        assertThat(asked).containsExactly(2, 1);
        assertThat(outcomes)
                .extracting(outcome -> ((Outcome.Predicted) outcome).role())
                .containsExactly("canary", "champion", "canary");
    }

    @Test
    void anOutageIsNobodysFault() {
        assertThatThrownBy(
                        () ->
                                run(
                                        STREAM,
                                        record(0, "a", "{\"x\":1}"),
                                        record(1, "b", "{\"x\":99}")))
                .isInstanceOf(RowPredictions.NotNow.class);
    }

    @Test
    void aModelThatFailsOnEverythingIsBrokenAndOneThatFailsOnSomeIsNot() throws Exception {
        // When
        List<Outcome> all = run(STREAM, record(0, "a", "{\"x\":0}"), record(1, "b", "{\"x\":0}"));
        List<Outcome> some = run(STREAM, record(0, "a", "{\"x\":0}"), record(1, "b", "{\"x\":1}"));
        List<Outcome> refused = run(STREAM, record(0, "a", "{\"x\":-1}"));

        // Then
        assertThat(ChunkProcessing.isModelBroken(all)).isTrue();
        assertThat(ChunkProcessing.isModelBroken(some)).isFalse();
        assertThat(ChunkProcessing.isModelBroken(refused)).isFalse();
    }

    @Test
    void fieldsGoByTheModelsNames() throws Exception {
        // Given
        Stream mapped =
                new Stream(
                        "s",
                        "m",
                        "in",
                        "out",
                        "dead",
                        Map.of("x", "number"),
                        Stream.From.EARLIEST,
                        1,
                        false);

        // When
        List<Outcome> outcomes =
                run(
                        mapped,
                        record(0, "a", "{\"number\":4,\"more\":true}"),
                        record(1, "b", "{\"x\":4}"));

        // Then
        assertThat(((Outcome.Predicted) outcomes.get(0)).prediction().asDouble()).isEqualTo(8);
        assertThat(((Outcome.Poison) outcomes.get(1)).reason())
                .contains("field 'number' is missing");
    }
}
