package io.minimlops.gateway.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// MLflow's `MLmodel`: which file of a version is the ONNX model, and what its columns are called.
final class MlModelFile {

    private static final String FILE = "MLmodel";
    private static final String CUSTOMARY = "model.onnx";
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonMapper JSON = new JsonMapper();

    private MlModelFile() {}

    /// The names of the input's columns in their order, from the model's signature; empty when
    /// there is none or it does not name them.
    ///
    /// @throws IOException when `MLmodel` is there and cannot be read
    static List<String> columns(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return List.of();
        }
        String inputs = YAML.readTree(file.toFile()).path("signature").path("inputs").asText("");
        if (inputs.isEmpty()) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (JsonNode column : JSON.readTree(inputs)) {
            if (!column.path("name").isTextual() || column.path("type").asText().equals("tensor")) {
                return List.of();
            }
            names.add(column.path("name").asText());
        }
        return names;
    }

    /// @throws IOException when `MLmodel` is there and cannot be read, or points out of the
    ///     directory
    static Path onnxModel(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return directory.resolve(CUSTOMARY);
        }
        JsonNode flavors = YAML.readTree(file.toFile()).path("flavors");
        String data = flavors.path("onnx").path("data").asText(CUSTOMARY);
        Path model = directory.resolve(data).normalize();
        if (!model.startsWith(directory)) {
            throw new IOException("MLmodel names a file outside the version: " + data);
        }
        return model;
    }
}
