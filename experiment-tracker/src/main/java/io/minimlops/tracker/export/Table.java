package io.minimlops.tracker.export;

import java.io.IOException;
import java.util.List;

/// What is exported: its columns are known before its rows.
interface Table {

    List<Column> columns();

    void writeTo(TableWriter writer) throws IOException;
}
