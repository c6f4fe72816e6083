/// Scale to zero, as rules: when a deployment sleeps, who waits while it wakes, what its cold
/// starts cost, and whether sleeping pays. Who loads and unloads is in the package of deployments.
@NullMarked
package io.minimlops.gateway.scaling;

import org.jspecify.annotations.NullMarked;
