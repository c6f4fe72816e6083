package io.minimlops.orchestrator.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.orchestrator.evaluation.Metrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerTest {

    @Test
    void whatTheColumnsTellIsLearned() {
        Dataset unseen = Flights.of(2, 2_000, 0);
        try (TrainedModel model =
                new Trainer().train(Flights.of(1, 4_000, 0), Flights.quick(30, 3, 7))) {

            assertThat(Metrics.of(model.score(unseen), unseen.labels()).auc()).isGreaterThan(0.65);
        }
    }

    @Test
    void theSameDataParametersAndSeedGiveTheSameModel() {
        assertThat(json(7)).isEqualTo(json(7)).isNotEqualTo(json(8));
    }

    /// Depths, sizes and shares of missing values; the parity check knocks out three values in ten
    /// besides.
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 0.0",
        "2, 1, 6, 0.5",
        "3, 40, 2, 0.1",
        "4, 60, 4, 0.3",
        "5, 25, 8, 0.05",
        "6, 80, 5, 0.9",
        "7, 10, 12, 0.2"
    })
    void theExportedModelSaysWhatTheTrainedOneSays(
            long seed, int rounds, int depth, double missing) {
        Dataset data = Flights.of(seed, 3_000, missing);
        try (TrainedModel model = new Trainer().train(data, Flights.quick(rounds, depth, seed))) {

            Parity parity = Parity.measure(model, model.onnx(), data);

            assertThat(parity.maxDifference()).isLessThanOrEqualTo(Parity.TOLERANCE);
            assertThat(parity.holds()).isTrue();
            assertThat(parity.rows()).isEqualTo(6_000);
            assertThat(parity.missing()).isGreaterThan(3_000);
        }
    }

    @Test
    void aThresholdIsNotCrossedByTheValueThatEqualsIt() {
        Dataset data = Flights.withoutMissing(Flights.of(3, 3_000, 0));
        try (TrainedModel model = new Trainer().train(data, Flights.quick(40, 6, 1))) {
            // the training values are the candidates for thresholds: whole hours, exactly
            assertThat(Parity.measure(model, model.onnx(), data).holds()).isTrue();
        }
    }

    @Test
    void aTreeWithoutAnySplitIsExportedToo() {
        Dataset data = Flights.of(5, 500, 1.0);
        try (TrainedModel model = new Trainer().train(data, Flights.quick(2, 3, 1))) {
            assertThat(Parity.measure(model, model.onnx(), data).holds()).isTrue();
        }
    }

    @Test
    void anotherModelsScoresDoNotPassTheParityCheck() {
        Dataset data = Flights.of(1, 1_000, 0.1);
        try (TrainedModel model = new Trainer().train(data, Flights.quick(10, 3, 1));
                TrainedModel other = new Trainer().train(data, Flights.quick(11, 3, 1))) {
            assertThat(Parity.measure(model, other.onnx(), data).holds()).isFalse();
        }
    }

    @Test
    void oneClassAloneCannotBeTrainedOn() {
        Dataset data = Flights.labelled(Flights.of(1, 100, 0), 1);

        assertThatThrownBy(() -> new Trainer().train(data, TrainingParameters.DEFAULTS))
                .isInstanceOf(BadTrainingSet.class)
                .hasMessage("100 of 100 labels are positive: both classes are needed");
    }

    private static byte[] json(long seed) {
        try (TrainedModel model =
                new Trainer().train(Flights.of(1, 1_000, 0.1), Flights.quick(10, 4, seed))) {
            return model.json();
        }
    }
}
