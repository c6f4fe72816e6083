/// The flights and what was known about delays at any hour: the demo's "stream job", in DuckDB.
@NullMarked
package io.minimlops.local.demo.flight;

import org.jspecify.annotations.NullMarked;
