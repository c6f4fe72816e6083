package io.minimlops.tracker.run;

import java.util.AbstractList;
import java.util.List;

/// A list whose elements are made some at a time as it is read from the front: however long it is,
/// few of them are in memory. The first ones are made at once, so that what fails fails early.
final class FetchedInTurn<A, B> extends AbstractList<B> {

    private final List<A> all;
    private final int atATime;
    private final Fetch<A, B> fetch;
    private int first;
    private List<B> fetched;

    FetchedInTurn(List<A> all, int atATime, Fetch<A, B> fetch) {
        this.all = all;
        this.atATime = atATime;
        this.fetch = fetch;
        this.fetched = fetchedFrom(0);
    }

    @Override
    public B get(int index) {
        if (index < first || index >= first + fetched.size()) {
            fetched = fetchedFrom(index - index % atATime);
            first = index - index % atATime;
        }
        return fetched.get(index - first);
    }

    @Override
    public int size() {
        return all.size();
    }

    private List<B> fetchedFrom(int begin) {
        return fetch.of(all.subList(begin, Math.min(begin + atATime, all.size())));
    }

    /// Makes as many as it is given.
    @FunctionalInterface
    interface Fetch<A, B> {
        List<B> of(List<A> some);
    }
}
