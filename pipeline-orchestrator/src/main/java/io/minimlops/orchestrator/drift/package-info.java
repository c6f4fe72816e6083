/// Has the world moved away from what the model was trained on? Reference distributions frozen at
/// training, statistics per column and window, and the policy that turns a row of windows into one
/// decision.
@NullMarked
package io.minimlops.orchestrator.drift;

import org.jspecify.annotations.NullMarked;
