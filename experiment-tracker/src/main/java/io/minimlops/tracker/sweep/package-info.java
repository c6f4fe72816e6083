/// Sweeps: searches for good parameters, carried out by agents that ask for one trial after the
/// other. Each attempt at a trial is a run below the sweep's own run; how the next trial is chosen
/// is in `search`.
@NullMarked
package io.minimlops.tracker.sweep;

import org.jspecify.annotations.NullMarked;
