package io.minimlops.gateway.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// MLflow's `MLmodel`: which file of a version is the ONNX model.
final class MlModelFile {

    private static final String FILE = "MLmodel";
    private static final String CUSTOMARY = "model.onnx";
    private static final YAMLMapper YAML = new YAMLMapper();

    private MlModelFile() {}

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
