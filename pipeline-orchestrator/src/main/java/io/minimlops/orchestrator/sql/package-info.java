/// Plain SQL without ceremony: the state machine is easier to check where its statements can be
/// read. Statements join the transaction that is running, or run alone.
@NullMarked
package io.minimlops.orchestrator.sql;

import org.jspecify.annotations.NullMarked;
