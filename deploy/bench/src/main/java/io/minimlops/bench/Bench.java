package io.minimlops.bench;

import io.minimlops.bench.report.Row;
import io.minimlops.bench.stand.Stand;
import io.minimlops.local.part.Part;
import java.util.List;
import java.util.function.Consumer;

/// What `./mlops bench NAME` measures.
public interface Bench {

    String name();

    String description();

    /// What must run beside the servers.
    List<Part> services();

    /// @param rows takes each row as soon as it is known
    void run(Stand stand, Extent extent, Consumer<Row> rows) throws Exception;
}
