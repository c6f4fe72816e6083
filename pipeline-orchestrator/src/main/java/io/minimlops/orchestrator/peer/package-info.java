/// The other services and the object store, as this service needs them. A peer that is away becomes
/// a [io.minimlops.problem.Problem.Unavailable] naming it; a peer that refuses becomes
/// [io.minimlops.orchestrator.peer.PeerRefused].
@NullMarked
package io.minimlops.orchestrator.peer;

import org.jspecify.annotations.NullMarked;
