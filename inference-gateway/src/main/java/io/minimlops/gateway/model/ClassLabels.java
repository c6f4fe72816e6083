package io.minimlops.gateway.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How a version's outputs are read as classes: what stands beside the model as `labels.txt`, a
/// class a line.
///
/// @param perRow whether each row of an output has classes of its own
/// @param names by index; empty when nobody named them
public record ClassLabels(boolean perRow, List<String> names) {

    public static final String FILE = "labels.txt";

    public ClassLabels {
        names = List.copyOf(names);
    }

    /// @throws IOException when the file is there and is no text
    static ClassLabels beside(Path directory, boolean perRow) throws IOException {
        Path file = directory.resolve(FILE);
        return new ClassLabels(perRow, Files.exists(file) ? Files.readAllLines(file) : List.of());
    }

    public Optional<String> name(int index) {
        return index < names.size() ? Optional.of(names.get(index)) : Optional.empty();
    }
}
