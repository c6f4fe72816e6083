package io.minimlops.bench.gateway;

import java.net.URI;
import java.util.Set;

/// A server of the Open Inference Protocol among those that are compared.
///
/// @param process its name among those who use the processor
/// @param wires   what it understands
record Contender(String name, String process, URI rest, URI grpc, Set<Wire> wires) {}
