/// The process that owns all the others: starts them, restarts what dies, stops them, and tells of
/// it in the state file.
@NullMarked
package io.minimlops.local.supervisor;

import org.jspecify.annotations.NullMarked;
