package io.minimlops.tracker.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.run.RunStatus;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {

    private final BodyReader reader =
            new BodyReader(
                    new TrackerConfig() {
                        @Override
                        public long maxJsonBytes() {
                            return 1000;
                        }

                        @Override
                        public boolean extendedFilters() {
                            return false;
                        }

                        @Override
                        public String mlflowVersion() {
                            return "";
                        }
                    });

    private <T extends Request> T read(Class<T> type, String json) throws IOException {
        return reader.read(type, json.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"5,5", "'\"5\"',5", "5.0,5", "'\"-7\"',-7", "1e3,1000"})
    void wholeNumbersComeInManyShapes(String json, long value) throws IOException {
        assertThat(read(RunRequests.LogMetric.class, "{\"step\":" + json + "}").step())
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.5",
                "\"x\"",
                "\"\"",
                "true",
                "[1]",
                "{}",
                "1e99999",
                "9223372036854775808"
            })
    void otherShapesAreNoWholeNumbers(String json) {
        assertThatThrownBy(() -> read(RunRequests.LogMetric.class, "{\"step\":" + json + "}"))
                .isInstanceOf(Refusal.Invalid.class)
                .hasMessageContaining("for parameter 'step' supplied");
    }

    @ParameterizedTest
    @CsvSource({
        "0.5,0.5",
        "'\"0.5\"',0.5",
        "NaN,NaN",
        "'\"NaN\"',NaN",
        "-Infinity,-Infinity",
        "'\"Infinity\"',Infinity",
        "1,1.0"
    })
    void doublesMayBeNoNumbers(String json, Double value) throws IOException {
        assertThat(read(RunRequests.LogMetric.class, "{\"value\":" + json + "}").value())
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "\"3\"", "\"FINISHED\""})
    void enumsComeByNameOrNumber(String json) throws IOException {
        assertThat(read(RunRequests.Update.class, "{\"status\":" + json + "}").status())
                .isEqualTo(RunStatus.FINISHED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "6", "\"DONE\"", "\"\"", "true", "99999999999"})
    void unknownEnumsAreRefused(String json) {
        assertThatThrownBy(() -> read(RunRequests.Update.class, "{\"status\":" + json + "}"))
                .isInstanceOf(Refusal.Invalid.class)
                .hasMessageContaining("for parameter 'status' supplied");
    }

    @Test
    void emptyBodiesAreEmptyObjects() throws IOException {
        assertThat(read(RunRequests.Named.class, "").runId()).isNull();
    }

    @Test
    void listsMustBeListsWithoutHoles() {
        assertThatThrownBy(() -> read(RunRequests.Search.class, "{\"experiment_ids\":\"0\"}"))
                .hasMessageContaining(
                        "Invalid value \"0\" for parameter 'experiment_ids' supplied");
        assertThatThrownBy(() -> read(RunRequests.Search.class, "{\"experiment_ids\":[null]}"))
                .isInstanceOf(Refusal.Invalid.class);
    }
}
