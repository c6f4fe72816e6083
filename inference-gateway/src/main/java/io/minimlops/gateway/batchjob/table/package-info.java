/// Tables as batch jobs meet them: Parquet or CSV read by column vectors, Parquet written the same
/// way, and columns made into the tensors a model takes. Values are never boxed on the way.
@NullMarked
package io.minimlops.gateway.batchjob.table;

import org.jspecify.annotations.NullMarked;
