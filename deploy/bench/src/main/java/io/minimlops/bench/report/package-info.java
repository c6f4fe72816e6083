/// The table that a bench prints: what was reached, what the limit is, what the aim was.
@NullMarked
package io.minimlops.bench.report;

import org.jspecify.annotations.NullMarked;
