/// Real servers from Maven artifacts, for the launcher and for tests: PostgreSQL, a Kafka broker
/// and an S3 store. Each runs in its own process, keeps its data in a directory and comes back on
/// the same port with the same data.
@NullMarked
package io.minimlops.embedded;

import org.jspecify.annotations.NullMarked;
