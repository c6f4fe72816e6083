/// What is served under which name, by which version, and which share of it by a canary. The
/// desired state lives in the compacted topic `deployments.v1` and, for models that nobody deployed
/// by hand, in the registry's `champion` alias.
@NullMarked
package io.minimlops.gateway.deployment;

import org.jspecify.annotations.NullMarked;
