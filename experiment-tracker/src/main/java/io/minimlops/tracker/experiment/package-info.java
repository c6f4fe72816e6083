/// Experiments group runs; `0` is there from the start.
@NullMarked
package io.minimlops.tracker.experiment;

import org.jspecify.annotations.NullMarked;
