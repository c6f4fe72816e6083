package io.minimlops.gateway.inference;

import io.minimlops.gateway.graph.GraphRules;
import java.util.concurrent.atomic.AtomicInteger;

/// Where a request stands among graphs. What a client asks is bounded as a whole: the steps of all
/// graphs that it goes through count together, as their descriptors might have been changed by
/// several replicas at once.
public final class Nesting {

    /// A client's own request.
    public static final Nesting NONE = new Nesting(0, new AtomicInteger());

    private final int depth;
    private final AtomicInteger calls;

    private Nesting(int depth, AtomicInteger calls) {
        this.depth = depth;
        this.calls = calls;
    }

    /// Of the steps of a graph that is asked here.
    Nesting deeper() {
        return new Nesting(depth + 1, depth == 0 ? new AtomicInteger() : calls);
    }

    boolean isStep() {
        return depth > 0;
    }

    /// Whether a graph that is asked here would be too deep.
    boolean isDeepest() {
        return depth >= GraphRules.MOST_DEPTH;
    }

    /// Whether a further deployment may be asked; counts it.
    boolean mayAsk() {
        return calls.incrementAndGet() <= GraphRules.MOST_CALLS;
    }
}
