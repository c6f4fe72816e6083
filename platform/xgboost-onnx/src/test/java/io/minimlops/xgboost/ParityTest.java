package io.minimlops.xgboost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ParityTest {

    private static final XgboostModel MODEL =
            XgboostModel.parse(Golden.bytes("3.2/binary-logistic.ubj"));

    /// A runtime that makes one mistake.
    private record Mistake(String name, Parity.Scorer<RuntimeException> scorer) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(
                new Mistake(
                        "left at the threshold",
                        (values, rows) -> answers(shifted(values, Math::nextDown), rows)),
                new Mistake(
                        "right below the threshold",
                        (values, rows) -> answers(shifted(values, Math::nextUp), rows)),
                new Mistake(
                        "missing is zero",
                        (values, rows) ->
                                answers(shifted(values, v -> Float.isNaN(v) ? 0 : v), rows)),
                new Mistake("a little off", (values, rows) -> off(answers(values, rows), 2e-5f)),
                new Mistake("no number", (values, rows) -> off(answers(values, rows), Float.NaN)),
                new Mistake("too short", (values, rows) -> new float[rows - 1]));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aRuntimeThatErrsIsFoundOut(Mistake mistake) {
        Parity parity = Parity.measure(MODEL, mistake.scorer());

        assertThat(parity.holds()).isFalse();
        assertThat(parity.disagreement()).isNotBlank();
    }

    @Test
    void roundingIsNoDisagreement() {
        Parity parity = Parity.measure(MODEL, (values, rows) -> off(answers(values, rows), 5e-6f));

        assertThat(parity.holds()).isTrue();
        assertThat(parity.maxDifference()).isBetween(4e-6, 6e-6);
    }

    private static float[] answers(float[] values, int rows) {
        TreeWalk walk = new TreeWalk(MODEL);
        float[] answers = new float[rows];
        for (int row = 0; row < rows; row++) {
            answers[row] = walk.predict(values, row * MODEL.features())[0];
        }
        return answers;
    }

    private interface Shift {
        float of(float value);
    }

    private static float[] shifted(float[] values, Shift shift) {
        float[] shifted = values.clone();
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] = shift.of(shifted[i]);
        }
        return shifted;
    }

    private static float[] off(float[] answers, float by) {
        float[] off = Arrays.copyOf(answers, answers.length);
        for (int i = 0; i < off.length; i++) {
            off[i] += by;
        }
        return off;
    }
}
