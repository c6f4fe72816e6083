/// Works on steps: claims them under leases, keeps the leases alive, stops work that was canceled
/// or lost.
@NullMarked
package io.minimlops.orchestrator.worker;

import org.jspecify.annotations.NullMarked;
