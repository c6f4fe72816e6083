package io.minimlops.xgboost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Models trained and saved by XGBoost's Python package, beside what its `Booster.predict` said to
/// some rows: `NAME.json` or `NAME.ubj`, and `NAME.expected.json`.
record Golden(Path model, float[] rows, int count, float[] predictions) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Path> models() {
        return Stream.of("1.7", "3.2")
                .flatMap(version -> files(version).stream())
                .filter(file -> !file.toString().endsWith(".expected.json"))
                .toList();
    }

    private static List<Path> files(String directory) {
        try (Stream<Path> files = Files.list(path(directory))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param name below the directory of models, such as `3.2/dart.json`
    static byte[] bytes(String name) {
        return bytes(path(name));
    }

    static byte[] bytes(Path model) {
        try {
            return Files.readAllBytes(model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path path(String name) {
        try {
            return Path.of(Golden.class.getResource("/xgboost/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Golden of(String name) throws IOException {
        return of(path("").resolve(name));
    }

    static Golden of(Path model) throws IOException {
        String name = model.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
        JsonNode expected = JSON.readTree(model.resolveSibling(name + ".expected.json").toFile());
        JsonNode rows = expected.path("rows");
        return new Golden(model, numbers(rows), rows.size(), numbers(expected.path("predictions")));
    }

    /// Null stands for a missing value.
    private static float[] numbers(JsonNode nested) {
        List<Float> numbers = new ArrayList<>();
        collect(nested, numbers);
        float[] array = new float[numbers.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = numbers.get(i);
        }
        return array;
    }

    private static void collect(JsonNode node, List<Float> into) {
        if (node.isArray()) {
            node.forEach(element -> collect(element, into));
        } else {
            into.add(node.isNull() ? Float.NaN : (float) node.doubleValue());
        }
    }
}
