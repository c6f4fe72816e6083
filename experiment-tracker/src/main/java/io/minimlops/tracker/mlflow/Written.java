package io.minimlops.tracker.mlflow;

import java.util.AbstractList;
import java.util.List;
import java.util.function.Function;

/// A list translated while it is written, one element after another.
final class Written<A, B> extends AbstractList<B> {

    private final List<A> rows;
    private final Function<A, B> wire;

    Written(List<A> rows, Function<A, B> wire) {
        this.rows = rows;
        this.wire = wire;
    }

    @Override
    public B get(int index) {
        return wire.apply(rows.get(index));
    }

    @Override
    public int size() {
        return rows.size();
    }
}
