/// Runs and metric histories as files for other tools: CSV, and Parquet with typed columns. Written
/// as they are read; however long, they are never held.
@NullMarked
package io.minimlops.tracker.export;

import org.jspecify.annotations.NullMarked;
