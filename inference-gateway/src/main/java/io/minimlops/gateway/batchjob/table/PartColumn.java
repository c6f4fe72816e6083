package io.minimlops.gateway.batchjob.table;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import io.minimlops.gateway.tensor.Tensor;
import java.util.BitSet;
import java.util.List;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/// A column of a part, and how its values are written.
public sealed interface PartColumn
        permits PartColumn.Kept,
                PartColumn.RowNumber,
                PartColumn.Constant,
                PartColumn.Text,
                PredictedColumn {

    String ROW_NUMBER = "row_number";
    String MODEL_VERSION = "model_version";

    Type type();

    void write(Rows rows, List<Tensor> outputs, ColumnWriter into);

    default String name() {
        return type().getName();
    }

    /// Whether few values are expected many times.
    default boolean repeatsItself() {
        return false;
    }

    /// A column of the input, as it was.
    record Kept(Field field) implements PartColumn {

        @Override
        public Type type() {
            PrimitiveTypeName stored =
                    switch (field.kind()) {
                        case INT32 -> INT32;
                        case INT64 -> INT64;
                        case FLOAT -> FLOAT;
                        case DOUBLE -> DOUBLE;
                        case BOOLEAN -> BOOLEAN;
                        case BYTES -> BINARY;
                        case OTHER -> throw new IllegalStateException("cannot be kept");
                    };
            return Types.optional(stored).as(field.meaning()).named(field.name());
        }

        @Override
        public boolean repeatsItself() {
            return field.kind() == Field.Kind.BYTES;
        }

        @Override
        public void write(Rows rows, List<Tensor> outputs, ColumnWriter into) {
            Column column = rows.column(field.name());
            BitSet missing = column.missing();
            for (int i = 0; i < rows.count(); i++) {
                if (missing.get(i)) {
                    into.writeNull(0, 0);
                } else {
                    write(column, i, into);
                }
            }
        }

        private static void write(Column column, int i, ColumnWriter into) {
            switch (column) {
                case Column.Ints(int[] values, _) -> into.write(values[i], 0, 1);
                case Column.Longs(long[] values, _) -> into.write(values[i], 0, 1);
                case Column.Floats(float[] values, _) -> into.write(values[i], 0, 1);
                case Column.Doubles(double[] values, _) -> into.write(values[i], 0, 1);
                case Column.Flags(boolean[] values, _) -> into.write(values[i], 0, 1);
                case Column.Texts(byte[][] values, _) ->
                        into.write(Binary.fromConstantByteArray(values[i]), 0, 1);
            }
        }
    }

    /// Which row of the whole input this is, from 0.
    record RowNumber() implements PartColumn {
        @Override
        public Type type() {
            return Types.required(INT64).named(ROW_NUMBER);
        }

        @Override
        public void write(Rows rows, List<Tensor> outputs, ColumnWriter into) {
            for (long number : rows.numbers()) {
                into.write(number, 0, 0);
            }
        }
    }

    /// The same text in every row.
    record Constant(String name, String value) implements PartColumn {
        @Override
        public Type type() {
            return Types.required(BINARY).as(stringType()).named(name);
        }

        @Override
        public boolean repeatsItself() {
            return true;
        }

        @Override
        public void write(Rows rows, List<Tensor> outputs, ColumnWriter into) {
            Binary text = Binary.fromString(value);
            for (int i = 0; i < rows.count(); i++) {
                into.write(text, 0, 0);
            }
        }
    }

    /// A column of text that every row has.
    record Text(String name) implements PartColumn {
        @Override
        public Type type() {
            return Types.required(BINARY).as(stringType()).named(name);
        }

        @Override
        public boolean repeatsItself() {
            return true;
        }

        @Override
        public void write(Rows rows, List<Tensor> outputs, ColumnWriter into) {
            if (!(rows.column(name) instanceof Column.Texts(byte[][] values, _))) {
                throw new IllegalStateException("column '" + name + "' is no text");
            }
            for (byte[] value : values) {
                into.write(Binary.fromConstantByteArray(value), 0, 0);
            }
        }
    }
}
