package io.minimlops.gateway.batchjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.batchjob.table.Binding;
import io.minimlops.gateway.batchjob.table.Field;
import io.minimlops.gateway.batchjob.table.Field.Kind;
import io.minimlops.gateway.batchjob.table.TableFormat;
import io.minimlops.gateway.feature.FeatureSpec;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.TensorSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelColumnsTest {

    private static final List<Field> FIELDS =
            List.of(
                    new Field("hour", Kind.INT64, null),
                    new Field("delay", Kind.DOUBLE, null),
                    Field.text("origin"),
                    new Field("list.element", Kind.OTHER, null));

    private static Signature matrix(List<String> names) {
        return new Signature(
                List.of(new TensorSpec("input", DataType.FP32, Shape.of(-1, 2))),
                List.of(),
                null,
                names);
    }

    private static ModelColumns columns(Map<String, List<String>> wished) {
        return new ModelColumns(FIELDS, TableFormat.PARQUET, wished);
    }

    @Test
    void aMatrixIsMadeOfTheColumnsThatTheJobNames() {
        // Given
        ModelColumns columns = columns(Map.of("input", List.of("delay", "hour")));

        // When
        List<Binding> bindings = columns.bind(matrix(List.of()));

        // Then
        assertThat(columns.violations()).isEmpty();
        assertThat(bindings)
                .containsExactly(
                        new Binding(
                                "input",
                                DataType.FP32,
                                Shape.of(-1, 2),
                                List.of("delay", "hour"),
                                false));
    }

    @Test
    void aMatrixWhoseColumnsHaveNamesNeedsNoMapping() {
        // Given
        ModelColumns columns = columns(Map.of("late", List.of("delay")));

        // When
        List<Binding> bindings = columns.bind(matrix(List.of("hour", "late")));

        // Then
        assertThat(columns.violations()).isEmpty();
        assertThat(bindings.getFirst().columns()).containsExactly("hour", "delay");
    }

    @Test
    void aFeatureAwareModelTakesKeysAndRequestColumns() {
        // Given
        FeatureSpec features =
                new FeatureSpec(
                        "s",
                        null,
                        List.of("origin"),
                        List.of(
                                new FeatureSpec.Column("d__late", "feature", "d:late"),
                                new FeatureSpec.Column("hour", "request", null)));
        ModelColumns columns = columns(Map.of());

        // When
        List<Binding> bindings =
                columns.bind(
                        new Signature(matrix(List.of()).inputs(), List.of(), features, List.of()));

        // Then
        assertThat(columns.violations()).isEmpty();
        assertThat(bindings)
                .containsExactly(
                        new Binding(
                                "origin", DataType.BYTES, Shape.of(-1), List.of("origin"), false),
                        new Binding("hour", DataType.FP64, Shape.of(-1), List.of("hour"), true));
    }

    @Test
    void whatDoesNotFitIsToldWithWhatWasExpected() {
        // Given
        ModelColumns columns =
                columns(Map.of("input", List.of("origin", "nothing"), "surprise", List.of("hour")));

        // When
        columns.bind(matrix(List.of()));

        // Then
        assertThat(columns.violations())
                .extracting(violation -> violation.at() + " " + violation.message())
                .anyMatch(text -> text.contains("wants FP32, the column 'origin' is BYTES"))
                .anyMatch(text -> text.contains("wants the column 'nothing'"))
                .anyMatch(text -> text.contains("columns.surprise is nothing the model takes"));
    }

    @Test
    void aMatrixWithoutNamesWantsAMapping() {
        // Given
        ModelColumns columns = columns(Map.of());

        // When
        columns.bind(matrix(List.of()));

        // Then
        assertThat(columns.violations().getFirst().message())
                .contains("must name the 2 columns", "input");
    }
}
