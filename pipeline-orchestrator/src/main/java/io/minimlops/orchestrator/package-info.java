/// Pipelines as data, steps under leases, drift monitors over the inference log, canaries judged by
/// labels, and one audited case for each cause. A package is a feature; `sql` and `document` are
/// how they store and read.
@NullMarked
package io.minimlops.orchestrator;

import org.jspecify.annotations.NullMarked;
