package io.minimlops.gateway.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.gateway.deployment.spec.MissingFeatures;
import io.minimlops.gateway.deployment.spec.MissingFeatures.Policy;
import io.minimlops.gateway.feature.Vectors;
import io.minimlops.gateway.inference.InferenceRefused.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MissingCellsTest {

    private static final float NAN = Float.NaN;

    /// Missing are `a` of row 0 and `b` of row 1; `b` of row 0 is old, `c` was given as null.
    private static Vectors vectors() {
        return new Vectors(
                List.of("a", "b", "c"),
                new float[][] {{NAN, 2, NAN}, {1, NAN, 3}},
                new char[][] {{'M', 'O', 'R'}, {'P', 'N', 'R'}},
                new long[2][3]);
    }

    @Test
    void withoutAPolicyTheModelSeesNaN() {
        Vectors vectors = vectors();

        assertThat(MissingCells.treat(vectors, null)).isEmpty();
        assertThat(vectors.values()[0]).containsExactly(NAN, 2, NAN);
    }

    @Test
    void defaultsStandWhereSomethingLookedUpIsMissingAndNowhereElse() {
        Vectors vectors = vectors();

        MissingCells.treat(
                vectors, new MissingFeatures(Policy.DEFAULT, Map.of("a", 0.5, "c", 9.0)));

        assertThat(vectors.values()[0]).containsExactly(0.5f, 2, NAN);
        assertThat(vectors.values()[1]).containsExactly(1, NAN, 3);
        assertThat(vectors.statuses()[0]).containsExactly('M', 'O', 'R');
    }

    @Test
    void flaggedCellsAreNamed() {
        assertThat(MissingCells.treat(vectors(), new MissingFeatures(Policy.FLAG, null)))
                .isEqualTo("0:a,1:b");
    }

    @Test
    void aRefusalNamesTheCells() {
        MissingFeatures refuse = new MissingFeatures(Policy.REFUSE, null);

        assertThatThrownBy(() -> MissingCells.treat(vectors(), refuse))
                .isInstanceOf(InferenceRefused.class)
                .hasMessageContaining("0:a,1:b")
                .extracting(e -> ((InferenceRefused) e).kind())
                .isEqualTo(Kind.MISSING_FEATURES);
    }

    @Test
    void manyCellsAreCounted() {
        Vectors many =
                new Vectors(List.of("a"), new float[150][1], new char[150][1], new long[150][1]);
        for (int row = 0; row < 150; row++) {
            many.values()[row][0] = NAN;
            many.statuses()[row][0] = 'M';
        }

        assertThat(MissingCells.treat(many, new MissingFeatures(Policy.FLAG, null)))
                .endsWith("99:a and 50 more");
    }
}
