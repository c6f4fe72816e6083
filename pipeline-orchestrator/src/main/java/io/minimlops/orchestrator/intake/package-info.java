/// Takes records from Kafka into tables, exactly once: rows and offsets are booked in one
/// transaction. A database that is away is waited out, a record that cannot be read is told and
/// passed over.
@NullMarked
package io.minimlops.orchestrator.intake;

import org.jspecify.annotations.NullMarked;
