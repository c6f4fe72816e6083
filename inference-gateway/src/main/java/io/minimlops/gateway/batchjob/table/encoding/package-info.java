/// Parquet's encodings of flat columns, read value by value where they lie outside the heap. A page
/// says itself how many values it has and in what blocks; parquet-java's readers make arrays of
/// that size before they look at the first byte, these make none.
///
/// See https://parquet.apache.org/docs/file-format/data-pages/encodings.
@NullMarked
package io.minimlops.gateway.batchjob.table.encoding;

import org.jspecify.annotations.NullMarked;
