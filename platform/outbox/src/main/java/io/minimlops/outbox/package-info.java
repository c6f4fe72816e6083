/// An event reaches Kafka if and only if the transaction that told it committed.
/// [io.minimlops.outbox.Outbox] writes a row in the caller's transaction; one relay per database
/// publishes the rows in order.
@NullMarked
package io.minimlops.outbox;

import org.jspecify.annotations.NullMarked;
