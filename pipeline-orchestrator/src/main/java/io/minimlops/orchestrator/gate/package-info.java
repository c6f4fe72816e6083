/// Nothing is promoted without beating the champion on labels neither model was trained on. The
/// decision is pure: scores, labels and a policy in, numbers and reasons out.
@NullMarked
package io.minimlops.orchestrator.gate;

import org.jspecify.annotations.NullMarked;
