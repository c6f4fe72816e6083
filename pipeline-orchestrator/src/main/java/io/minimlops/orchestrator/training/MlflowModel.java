package io.minimlops.orchestrator.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.minimlops.xgboost.OnnxExport;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `MLmodel`, the YAML by which MLflow's clients know a model: `mlflow.onnx.load_model` and
/// `mlflow.pyfunc.load_model` read it.
final class MlflowModel {
    static final String FILE = "MLmodel";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter CREATED =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private MlflowModel() {}

    static String of(ModelCard card) {
        return """
        artifact_path: model
        flavors:
          onnx:
            code: null
            data: model.onnx
            onnx_version: 1.17.0
            providers:
            - CPUExecutionProvider
          python_function:
            data: model.onnx
            loader_module: mlflow.onnx
        run_id: %s
        signature:
          inputs: %s
          outputs: %s
          params: null
        utc_time_created: '%s'
        """
                .formatted(
                        quoted(card.runId()),
                        quoted(json(card.inputs().stream().map(MlflowModel::input).toList())),
                        quoted(json(List.of(output()))),
                        CREATED.format(card.createdAt()));
    }

    /// A request must bring its own columns; a feature may be missing, the trees know where it
    /// goes.
    private static Map<String, Object> input(Column column) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("type", "float");
        input.put("name", column.name());
        input.put("required", column.role() == Column.Role.COLUMN);
        return input;
    }

    private static Map<String, Object> output() {
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("type", "float");
        output.put("name", OnnxExport.PROBABILITY);
        output.put("required", true);
        return output;
    }

    private static String json(List<Map<String, Object>> columns) {
        try {
            return JSON.writeValueAsString(columns);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // maps of strings and booleans are always JSON
        }
    }

    /// YAML's single-quoted style, in which only the quote itself is special.
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
