package io.minimlops.gateway.graph;

/// A request that a graph cannot answer for a reason of its own, rather than a step's.
public final class GraphRefused extends RuntimeException {

    /// Who has to change something.
    public enum Fault {
        REQUEST,
        GRAPH
    }

    private final Fault fault;

    GraphRefused(Fault fault, String message) {
        super(message, null, false, false);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
