/// What two or more runs have in common and what sets them apart: parameters, metrics, data, code
/// and surroundings, and the same in words.
@NullMarked
package io.minimlops.tracker.compare;

import org.jspecify.annotations.NullMarked;
