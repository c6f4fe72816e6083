/// Versions of datasets, named by their content: what is in one, how two differ, which runs used
/// it. The bytes come and go through the DVC remote or stay where they are.
@NullMarked
package io.minimlops.tracker.dataset;

import org.jspecify.annotations.NullMarked;
