/// Which arm of a deployment a request goes to when feedback decides: posteriors, their sampler and
/// the two policies. Plain Java; what brings feedback and keeps what was learned is elsewhere.
@NullMarked
package io.minimlops.gateway.deployment.bandit;

import org.jspecify.annotations.NullMarked;
