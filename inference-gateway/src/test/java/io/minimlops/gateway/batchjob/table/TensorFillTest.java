package io.minimlops.gateway.batchjob.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorFillTest {

    private final Faults faults = new Faults();

    private Tensor tensor(DataType type, boolean nullable, Column... columns) {
        Rows rows =
                columns.length == 1
                        ? new Rows(new long[3], Map.of("x", columns[0]))
                        : new Rows(new long[3], Map.of("x", columns[0], "y", columns[1]));
        List<String> names = columns.length == 1 ? List.of("x") : List.of("x", "y");
        Shape shape = columns.length == 1 ? Shape.of(-1) : Shape.of(-1, 2);
        return TensorFill.tensor(new Binding("i", type, shape, names, nullable), rows, faults);
    }

    private static BitSet missing(int... rows) {
        BitSet missing = new BitSet();
        for (int row : rows) {
            missing.set(row);
        }
        return missing;
    }

    @Test
    void columnsStandSideBySideInEachRow() {
        // When
        Tensor tensor =
                tensor(
                        DataType.FP32,
                        false,
                        new Column.Floats(new float[] {1, 2, 3}, missing()),
                        new Column.Doubles(new double[] {0.1, 0.2, 0.3}, missing()));

        // Then
        assertThat(tensor.shape()).isEqualTo(Shape.of(3, 2));
        assertThat(tensor.number(0)).isEqualTo(1);
        assertThat(tensor.number(1)).isEqualTo(0.1f);
        assertThat(tensor.number(5)).isEqualTo(0.3f);
        assertThat(faults.isEmpty()).isTrue();
    }

    @Test
    void aMissingValueIsAFaultUnlessTheModelKnowsThem() {
        // Given
        Column column = new Column.Longs(new long[] {1, 2, 3}, missing(1));

        // When
        Tensor known = tensor(DataType.FP64, true, column);
        boolean noFault = faults.isEmpty();
        tensor(DataType.FP64, false, column);

        // Then
        assertThat(known.missing().get(1)).isTrue();
        assertThat(known.number(1)).isNaN();
        assertThat(noFault).isTrue();
        assertThat(faults.reasons()).containsEntry(1, "column 'x' has no value");
    }

    @ParameterizedTest
    @CsvSource({
        "INT8,128",
        "UINT8,-1",
        "INT16,40000",
        "INT32,1.5",
        "INT32,x",
        "BOOL,2",
        "FP32,1e300",
        "FP64,ten",
        "UINT64,-1",
        "INT64,9223372036854775808"
    })
    void aTextThatIsNoSuchNumberIsAFault(DataType type, String text) {
        // When
        tensor(type, false, Column.Texts.of(List.of("1", text, "0")));

        // Then
        assertThat(faults.reasons()).containsOnlyKeys(1);
        assertThat(faults.reasons().get(1)).contains(text, type.name(), "'x'");
    }

    @Test
    void numbersThatDoNotFitAreFaults() {
        // When
        tensor(
                DataType.INT32,
                false,
                new Column.Doubles(new double[] {1, 1.5, Double.NaN}, missing()));

        // Then
        assertThat(faults.reasons()).containsOnlyKeys(1, 2);
        assertThat(faults.good(3)).containsExactly(0);
    }
}
