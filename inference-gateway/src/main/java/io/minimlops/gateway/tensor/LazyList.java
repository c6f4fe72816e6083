package io.minimlops.gateway.tensor;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/// A list that makes each element whenever it is asked for it: a request's millions of rows take no
/// memory before anything is done about them.
public final class LazyList<E> extends AbstractList<E> implements RandomAccess {

    private final int size;
    private final IntFunction<E> element;

    /// @param element of a place from 0; the same each time
    public LazyList(int size, IntFunction<E> element) {
        this.size = size;
        this.element = element;
    }

    @Override
    public E get(int place) {
        return element.apply(Objects.checkIndex(place, size));
    }

    @Override
    public int size() {
        return size;
    }
}
