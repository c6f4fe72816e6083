package io.minimlops.gateway.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The latest predictions by id, in arrays of fixed size: remembering one allocates nothing, and
/// the oldest gives way. Ids are kept as 64-bit hashes; among 100,000 predictions, feedback for
/// an unknown one is taken for another's with a probability of about 5·10⁻¹⁵.
final class RecentPredictions {

    private static final int NONE = -1;
    private static final byte LABELLED = 1;
    private static final byte REWARDED = 2;

    private final long[] ids;
    private final double[] values;
    private final long[] servedAtMillis;
    private final @Nullable Arm[] arms;
    private final byte[] met;

    /// Slots whose ids fall into the same bucket form a chain.
    private final int[] next;

    private final int[] heads;
    private int at;
    private int size;

    /// @param capacity at least 1
    RecentPredictions(int capacity) {
        ids = new long[capacity];
        values = new double[capacity];
        servedAtMillis = new long[capacity];
        arms = new Arm[capacity];
        met = new byte[capacity];
        next = new int[capacity];
        heads = new int[Integer.highestOneBit(capacity) << 1];
        Arrays.fill(heads, NONE);
    }

    /// A prediction that feedback is about.
    ///
    /// @param again whether such feedback had come for it before
    record Match(Arm arm, double value, long servedAtMillis, boolean again) {}

    /// Remembers a prediction; an earlier one of the same id and arm is forgotten.
    synchronized void add(long id, Arm arm, double value, long nowMillis) {
        forget(at);
        for (int slot = heads[bucket(id)]; slot != NONE; slot = next[slot]) {
            if (ids[slot] == id && arm.equals(arms[slot])) {
                forget(slot);
                break;
            }
        }
        ids[at] = id;
        values[at] = value;
        servedAtMillis[at] = nowMillis;
        arms[at] = arm;
        met[at] = 0;
        next[at] = heads[bucket(id)];
        heads[bucket(id)] = at;
        at = (at + 1) % ids.length;
        size++;
    }

    /// Every arm's prediction of that id, and notes that feedback came for it.
    synchronized List<Match> meet(long id, Truth truth) {
        byte mark =
                switch (truth) {
                    case Truth.Label _ -> LABELLED;
                    case Truth.Reward _ -> REWARDED;
                };
        List<Match> matches = new ArrayList<>(1);
        for (int slot = heads[bucket(id)]; slot != NONE; slot = next[slot]) {
            Arm arm = arms[slot];
            if (ids[slot] == id && arm != null) {
                boolean again = (met[slot] & mark) != 0;
                met[slot] |= mark;
                matches.add(new Match(arm, values[slot], servedAtMillis[slot], again));
            }
        }
        return matches;
    }

    synchronized int size() {
        return size;
    }

    private void forget(int slot) {
        if (arms[slot] == null) {
            return;
        }
        int bucket = bucket(ids[slot]);
        if (heads[bucket] == slot) {
            heads[bucket] = next[slot];
        } else {
            int before = heads[bucket];
            while (next[before] != slot) {
                before = next[before];
            }
            next[before] = next[slot];
        }
        arms[slot] = null;
        size--;
    }

    private int bucket(long id) {
        return (int) (id & (heads.length - 1));
    }
}
