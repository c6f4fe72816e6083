/// How good a binary classifier's probabilities are on labelled rows. One pass over scores and
/// labels, shared by training, the gate and the canary.
@NullMarked
package io.minimlops.orchestrator.evaluation;

import org.jspecify.annotations.NullMarked;
