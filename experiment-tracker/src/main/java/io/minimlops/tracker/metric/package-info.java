/// Metric points: written many at a time, read as histories and thinned-out charts.
@NullMarked
package io.minimlops.tracker.metric;

import org.jspecify.annotations.NullMarked;
