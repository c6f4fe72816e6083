/// Whether a version that takes the traffic over step by step may take the next step, must go back,
/// or must wait for evidence. Plain Java: states, evidence and rules; what acts on them is
/// elsewhere.
@NullMarked
package io.minimlops.gateway.deployment.rollout;

import org.jspecify.annotations.NullMarked;
