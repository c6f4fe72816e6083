package io.minimlops.orchestrator.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.orchestrator.training.TrainingParameters.BadTrainingParameter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingParametersTest {

    @Test
    void nothingSaidMeansTheDefaults() {
        assertThat(TrainingParameters.of(Map.of())).isEqualTo(TrainingParameters.DEFAULTS);
    }

    @Test
    void whatIsLoggedCanBeReadBack() {
        TrainingParameters parameters = Flights.quick(33, 4, 99);

        assertThat(TrainingParameters.of(parameters.asMap())).isEqualTo(parameters);
    }

    @Test
    void aTypingMistakeIsNotSilence() {
        assertThatThrownBy(() -> TrainingParameters.of(Map.of("max_dept", "3")))
                .isInstanceOf(BadTrainingParameter.class)
                .hasMessageStartingWith(
                        "unknown training parameter 'max_dept': known are [rounds,");
    }

    @ParameterizedTest
    @CsvSource({
        "rounds, 0",
        "rounds, 100000",
        "rounds, many",
        "eta, NaN",
        "eta, 0",
        "eta, 1.5",
        "max_depth, 40",
        "subsample, -1",
        "seed, -3",
        "nthread, 0",
        "lambda, Infinity"
    })
    void valuesOutOfBoundsAreRefused(String name, String value) {
        assertThatThrownBy(() -> TrainingParameters.of(Map.of(name, value)))
                .isInstanceOf(BadTrainingParameter.class)
                .hasMessageContaining(name);
    }
}
