package io.minimlops.features.definition;

import io.minimlops.features.definition.Definition.Source;
import java.util.List;

/// Where the rows of sources are kept.
public interface SourceTables {

    /// Creates the source's table, or adds and widens columns; idempotent.
    ///
    /// @param keyColumns what rows are sorted by, before their time
    void ensure(Source source, List<String> keyColumns);
}
