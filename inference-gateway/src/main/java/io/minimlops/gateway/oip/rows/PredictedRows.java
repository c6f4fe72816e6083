package io.minimlops.gateway.oip.rows;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import io.minimlops.gateway.inference.Prediction;
import io.minimlops.gateway.oip.JsonElements;
import io.minimlops.gateway.tensor.Tensor;
import java.io.IOException;
import java.util.List;

/// An answer as rows, written into the JSON around it. Not-a-number and infinities become null,
/// which JSON has.
public final class PredictedRows implements JsonSerializable {

    /// How several outputs stand together.
    private enum Form {
        ROWS,
        RECORDS,
        ARRAYS
    }

    private final List<Tensor> outputs;
    private final Form form;

    private PredictedRows(Prediction prediction, Form form) {
        this.outputs = prediction.outputs();
        this.form = form;
    }

    /// Per row its value, or an object by the names of the outputs if there are several.
    public static PredictedRows rows(Prediction prediction) {
        return new PredictedRows(prediction, Form.ROWS);
    }

    /// Per row an object by the names of the outputs; a row of one value stands without brackets.
    public static PredictedRows records(Prediction prediction) {
        return new PredictedRows(prediction, Form.RECORDS);
    }

    /// The outputs by name, each a nested array.
    public static PredictedRows arrays(Prediction prediction) {
        return new PredictedRows(prediction, Form.ARRAYS);
    }

    @Override
    public void serialize(JsonGenerator json, SerializerProvider context) throws IOException {
        switch (form) {
            case ROWS -> {
                if (outputs.size() == 1) {
                    array(json, outputs.getFirst());
                } else {
                    records(json, false);
                }
            }
            case RECORDS -> records(json, true);
            case ARRAYS -> {
                json.writeStartObject();
                for (Tensor output : outputs) {
                    json.writeFieldName(output.name());
                    array(json, output);
                }
                json.writeEndObject();
            }
        }
    }

    @Override
    public void serializeWithType(
            JsonGenerator json, SerializerProvider context, TypeSerializer ignored)
            throws IOException {
        serialize(json, context);
    }

    private void records(JsonGenerator json, boolean flat) throws IOException {
        int rows = outputs.stream().mapToInt(Tensor::rows).max().orElse(0);
        json.writeStartArray();
        for (int row = 0; row < rows; row++) {
            json.writeStartObject();
            for (Tensor output : outputs) {
                if (row < output.rows()) {
                    json.writeFieldName(output.name());
                    row(json, output, row, flat);
                }
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void row(JsonGenerator json, Tensor output, int row, boolean flat)
            throws IOException {
        boolean single = flat && output.shape().rank() > 1 && output.shape().dimension(1) == 1;
        nested(json, output, single ? 2 : 1, row * size(output, 1));
    }

    private static void array(JsonGenerator json, Tensor output) throws IOException {
        if (output.shape().rank() == 0) {
            json.writeStartArray();
            JsonElements.write(json, output, 0, 1);
            json.writeEndArray();
        } else {
            nested(json, output, 0, 0);
        }
    }

    /// What lies behind one place of the dimensions before: an array, or in the end a value.
    private static void nested(JsonGenerator json, Tensor output, int dimension, int from)
            throws IOException {
        if (dimension >= output.shape().rank()) {
            JsonElements.write(json, output, from, from + 1);
            return;
        }
        int extent = Math.toIntExact(output.shape().dimension(dimension));
        int size = size(output, dimension + 1);
        json.writeStartArray();
        if (dimension == output.shape().rank() - 1) {
            JsonElements.write(json, output, from, from + extent);
        } else {
            for (int i = 0; i < extent; i++) {
                nested(json, output, dimension + 1, from + i * size);
            }
        }
        json.writeEndArray();
    }

    /// Elements behind one place of the dimensions before.
    private static int size(Tensor output, int dimension) {
        int size = 1;
        for (int i = dimension; i < output.shape().rank(); i++) {
            size = Math.multiplyExact(size, Math.toIntExact(output.shape().dimension(i)));
        }
        return size;
    }
}
