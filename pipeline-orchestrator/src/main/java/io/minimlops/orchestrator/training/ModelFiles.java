package io.minimlops.orchestrator.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.minimlops.orchestrator.drift.ReferenceDistribution;
import io.minimlops.orchestrator.drift.ReferenceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the train step writes below `model/`: everything the gateway, the monitor and the next gate
/// need, and nothing else.
public final class ModelFiles {
    public static final String MODEL = "model.onnx";
    public static final String FEATURES = "features.json";
    public static final String REFERENCE = "reference.json";
    public static final String XGBOOST = "xgboost.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private ModelFiles() {}

    /// @return path below `model/` → bytes
    public static SortedMap<String, byte[]> of(
            ModelCard card, byte[] xgboostJson, byte[] onnx, ReferenceDistribution reference) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(MlflowModel.FILE, MlflowModel.of(card).getBytes(StandardCharsets.UTF_8));
        files.put(MODEL, onnx);
        files.put(FEATURES, features(card));
        files.put(REFERENCE, ReferenceFile.write(reference));
        files.put(XGBOOST, xgboostJson);
        return files;
    }

    /// The inputs a registered model takes, in its order.
    ///
    /// @param featuresJson its `features.json`
    /// @throws UnusableModel when it is none
    public static List<String> columns(byte[] featuresJson) {
        List<String> names = new ArrayList<>();
        try {
            for (JsonNode column : JSON.readTree(featuresJson).path("columns")) {
                names.add(column.path("name").asText());
            }
        } catch (IOException e) {
            throw new UnusableModel("features.json is not JSON: " + e.getMessage(), e);
        }
        if (names.isEmpty()) {
            throw new UnusableModel("features.json names no columns");
        }
        return names;
    }

    private static byte[] features(ModelCard card) {
        Map<String, Object> features = new LinkedHashMap<>();
        features.put("featureService", card.featureService());
        features.put("label", card.label());
        features.put("entities", card.entities());
        features.put("columns", card.inputs().stream().map(ModelFiles::input).toList());
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(features);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // maps of strings are always JSON
        }
    }

    private static Map<String, String> input(Column column) {
        Map<String, String> input = new LinkedHashMap<>();
        input.put("name", column.name());
        input.put("source", column.role() == Column.Role.FEATURE ? "feature" : "request");
        if (column.role() == Column.Role.FEATURE) {
            input.put("ref", column.reference());
        }
        return input;
    }
}
