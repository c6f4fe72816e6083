/// Where things come from and what became of them: runs, the data they read, the models they made
/// and the pipeline runs that started them, as a graph.
@NullMarked
package io.minimlops.tracker.lineage;

import org.jspecify.annotations.NullMarked;
