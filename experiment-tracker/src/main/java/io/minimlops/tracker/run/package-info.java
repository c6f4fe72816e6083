/// Runs: their life, parameters, tags, inputs and how they are found.
@NullMarked
package io.minimlops.tracker.run;

import org.jspecify.annotations.NullMarked;
