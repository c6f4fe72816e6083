/// Plain SQL for the paths where it matters: text with its arguments, run inside the caller's
/// transaction, and paging by keys.
@NullMarked
package io.minimlops.tracker.sql;

import org.jspecify.annotations.NullMarked;
