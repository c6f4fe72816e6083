package io.minimlops.gateway.batchjob.table;

import static org.apache.parquet.schema.LogicalTypeAnnotation.intType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/// One output of the model: a value per row, or a list when a row has several.
///
/// @param place of the output among all
record PredictedColumn(TensorSpec output, int place) implements PartColumn {

    private boolean isSingle() {
        return output.shape().rank() <= 1
                || (output.shape().perRow().isKnown() && output.shape().perRow().elements() == 1);
    }

    @Override
    public Type type() {
        var element = Types.required(stored());
        switch (output.type()) {
            case BYTES -> element.as(stringType());
            case UINT64 -> element.as(intType(64, false));
            default -> {}
        }
        return isSingle()
                ? element.named(output.name())
                : Types.requiredList().element(element.named("element")).named(output.name());
    }

    private PrimitiveTypeName stored() {
        return switch (output.type()) {
            case FP32, FP16, BF16 -> FLOAT;
            case FP64 -> DOUBLE;
            case INT64, UINT64, UINT32 -> INT64;
            case INT32, INT16, INT8, UINT16, UINT8 -> INT32;
            case BOOL -> BOOLEAN;
            case BYTES -> BINARY;
        };
    }

    @Override
    public void write(Rows rows, List<Tensor> outputs, ColumnWriter into) {
        Tensor tensor = outputs.get(place);
        if (isSingle()) {
            for (int i = 0; i < rows.count(); i++) {
                write(tensor, i, 0, 0, into);
            }
            return;
        }
        int width = (int) (tensor.shape().elements() / Math.max(1, rows.count()));
        for (int row = 0; row < rows.count(); row++) {
            if (width == 0) {
                into.writeNull(0, 0);
            }
            for (int i = 0; i < width; i++) {
                write(tensor, row * width + i, i == 0 ? 0 : 1, 1, into);
            }
        }
    }

    /// @param repetition 0 begins a row, 1 goes on in its list
    private void write(Tensor tensor, int i, int repetition, int definition, ColumnWriter into) {
        switch (output.type()) {
            case FP32 -> into.write(bytes(tensor).getFloat(i * 4), repetition, definition);
            case FP16, BF16 -> into.write((float) tensor.number(i), repetition, definition);
            case FP64 -> into.write(tensor.number(i), repetition, definition);
            case INT64, UINT64 -> into.write(bytes(tensor).getLong(i * 8), repetition, definition);
            case UINT32 -> into.write((long) tensor.number(i), repetition, definition);
            case INT32, INT16, INT8, UINT16, UINT8 ->
                    into.write((int) tensor.number(i), repetition, definition);
            case BOOL -> into.write(tensor.number(i) != 0, repetition, definition);
            case BYTES -> into.write(text(tensor, i), repetition, definition);
        }
    }

    private static ByteBuffer bytes(Tensor tensor) {
        if (!(tensor.content() instanceof Tensor.Numbers numbers)) {
            throw new IllegalStateException("strings where numbers were promised");
        }
        return numbers.bytes();
    }

    private static Binary text(Tensor tensor, int i) {
        if (!(tensor.content() instanceof Tensor.Strings strings)) {
            throw new IllegalStateException("numbers where strings were promised");
        }
        return Binary.fromConstantByteArray(strings.elements().get(i));
    }
}
