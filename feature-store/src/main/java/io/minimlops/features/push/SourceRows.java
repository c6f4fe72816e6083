package io.minimlops.features.push;

import io.minimlops.features.definition.Definition.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A frame as rows of a source.
///
/// @param columns all of the source's, of one length
record SourceRows(Source source, SequencedMap<String, List<@Nullable Object>> columns, int rows) {

    /// @throws BadFrame when a column is missing or a value does not fit
    static SourceRows read(Source source, Frame frame) {
        SequencedMap<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
        source.allColumns().forEach((name, type) -> columns.put(name, frame.column(name, type)));
        return new SourceRows(source, columns, frame.rows());
    }
}
