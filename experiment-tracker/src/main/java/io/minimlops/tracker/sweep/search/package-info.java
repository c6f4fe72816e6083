/// How the next trial of a sweep is chosen, and which trials are not worth going on with. Pure: the
/// same seed and the same history always give the same answer.
@NullMarked
package io.minimlops.tracker.sweep.search;

import org.jspecify.annotations.NullMarked;
