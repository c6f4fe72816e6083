package io.minimlops.tracker.metric;

import java.util.stream.IntStream;

/// Which rows stand for all of them in a chart: the rows are cut into equal buckets, the first of
/// each bucket is kept, and of the last bucket the last one.
final class EvenSample {

    private EvenSample() {}

    /// Places counted from 0, ascending; never more than `most`.
    static int[] of(int rows, int most) {
        if (rows <= most) {
            return IntStream.range(0, rows).toArray();
        }
        int[] places = new int[most];
        for (int bucket = 0; bucket < most - 1; bucket++) {
            places[bucket] = (int) Math.ceilDiv((long) bucket * rows, most);
        }
        places[most - 1] = rows - 1;
        return places;
    }
}
