/// The offline store: Apache Iceberg tables in the object store, planned with the Iceberg API,
/// read and written by DuckDB through local files, so that Spark and Trino can open the same
/// tables.
@NullMarked
package io.minimlops.features.offline;

import org.jspecify.annotations.NullMarked;
