/// OpenLineage 2-0-2: which data each run and step read and wrote, told on `lineage.v1` and, if
/// asked for, by HTTP. The first never lies and never blocks; the second is best effort.
@NullMarked
package io.minimlops.orchestrator.lineage;

import org.jspecify.annotations.NullMarked;
