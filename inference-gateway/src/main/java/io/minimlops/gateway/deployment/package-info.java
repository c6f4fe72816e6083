/// What is served under which name, by which version, and which share of it by a canary. The
/// desired state lives in the compacted topic `deployments.v1` and, for models that nobody deployed
/// by hand, in the registry's `champion` alias.
///
/// A change is made by [Deployments] or [Canaries] and written to the [DeploymentLog]. What is
/// wanted stands in the [DeploymentBook], kept up by [DeploymentFollower] and [ChampionFollower];
/// the [Fleet] makes what is served the same. A request finds its version by the [Router], or where
/// it may have to wait for the [Waker], by the [Activator].
@NullMarked
package io.minimlops.gateway.deployment;

import org.jspecify.annotations.NullMarked;
