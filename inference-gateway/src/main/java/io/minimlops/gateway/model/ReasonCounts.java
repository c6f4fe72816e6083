package io.minimlops.gateway.model;

import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/// How often something was for each of some reasons.
final class ReasonCounts<E extends Enum<E>> {

    private final LongAdder[] counts;

    ReasonCounts(Class<E> reasons) {
        this.counts =
                Stream.of(reasons.getEnumConstants())
                        .map(reason -> new LongAdder())
                        .toArray(LongAdder[]::new);
    }

    void add(E reason) {
        counts[reason.ordinal()].increment();
    }

    long of(E reason) {
        return counts[reason.ordinal()].sum();
    }
}
