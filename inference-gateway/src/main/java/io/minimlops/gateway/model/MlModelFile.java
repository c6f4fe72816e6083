package io.minimlops.gateway.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.minimlops.gateway.runtime.ModelSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// MLflow's `MLmodel`: in which forms a version's files hold its model, and what its columns are
/// called. A version without one is a single ONNX file.
final class MlModelFile {

    private static final String FILE = "MLmodel";
    private static final String ONNX = "onnx";
    private static final String SERVING_EXAMPLE = "serving_input_example.json";
    private static final long LARGEST_EXAMPLE = 1 << 20;
    private static final Logger LOG = Logger.getLogger(MlModelFile.class);
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonMapper JSON = new JsonMapper();

    private final Path directory;
    private final JsonNode content;

    private MlModelFile(Path directory, JsonNode content) {
        this.directory = directory;
        this.content = content;
    }

    /// @throws IOException when `MLmodel` is there and cannot be read
    static MlModelFile in(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        return new MlModelFile(
                directory,
                Files.exists(file) ? YAML.readTree(file.toFile()) : MissingNode.getInstance());
    }

    /// The names of the input's columns in their order, from the model's signature; empty when
    /// there is none or it does not name them.
    List<String> columns() throws IOException {
        String inputs = content.path("signature").path("inputs").asText("");
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

    /// The model's example of its input; missing when there is none that can be read. It serves to
    /// warm up, so nothing depends on it.
    JsonNode inputExample() {
        String named = content.path("saved_input_example_info").path("artifact_path").asText("");
        for (String name : new String[] {named, "input_example.json", SERVING_EXAMPLE}) {
            try {
                Path file = inside(name);
                if (Files.isRegularFile(file) && Files.size(file) <= LARGEST_EXAMPLE) {
                    return JSON.readTree(file.toFile());
                }
            } catch (IOException e) {
                LOG.infof("the input example %s cannot be read: %s", name, e.getMessage());
            }
        }
        return MissingNode.getInstance();
    }

    /// One for each flavour, in `MLmodel`'s order.
    ///
    /// @throws IOException when it points out of the directory, or nothing tells which file is the
    ///     model
    List<ModelSource> forms() throws IOException {
        List<ModelSource> forms = new ArrayList<>();
        for (Map.Entry<String, JsonNode> flavour : content.path("flavors").properties()) {
            Map<String, String> properties = new LinkedHashMap<>();
            flavour.getValue()
                    .properties()
                    .forEach(
                            property -> {
                                if (property.getValue().isValueNode()) {
                                    properties.put(property.getKey(), property.getValue().asText());
                                }
                            });
            String data = properties.get("data");
            Path model = data == null ? directory : inside(data);
            forms.add(new ModelSource(flavour.getKey(), model, properties));
        }
        return forms.isEmpty() ? List.of(new ModelSource(ONNX, onlyOnnx(), Map.of())) : forms;
    }

    /// A file that `MLmodel` names.
    Path inside(String name) throws IOException {
        Path file = directory.resolve(name).normalize();
        if (!file.startsWith(directory)) {
            throw new IOException("MLmodel names a file outside the version: " + name);
        }
        return file;
    }

    private Path onlyOnnx() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(".onnx")).sorted().toList();
            if (found.size() != 1) {
                throw new IOException(
                        "without an MLmodel that names a flavour a version has one .onnx file, this has "
                                + found.stream().map(directory::relativize).toList());
            }
            return found.getFirst();
        }
    }
}
