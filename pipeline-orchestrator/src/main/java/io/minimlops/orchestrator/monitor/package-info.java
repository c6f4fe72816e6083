/// Watches served models: takes the inference log and the labels in, compares windows in event time
/// with what the model was trained on, decides whether to retrain, and judges canaries. The
/// statistics and rules are in `drift` and `canary`.
@NullMarked
package io.minimlops.orchestrator.monitor;

import org.jspecify.annotations.NullMarked;
