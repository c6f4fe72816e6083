/// Batch jobs: a table in S3 is predicted by one pinned version, through the same batcher as online
/// requests and behind them, and becomes a table in S3. A job's state is a log of objects that are
/// only ever created, so a job that is killed at any moment goes on with no row lost or doubled.
@NullMarked
package io.minimlops.gateway.batchjob;

import org.jspecify.annotations.NullMarked;
