package io.minimlops.gateway.oip;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// Ids for requests that bring none: random UUIDs (version 4). They are names, not secrets, so they
/// need no generator that all threads wait for.
public final class FreshId {

    private static final long VERSION = 4L << 12;
    private static final long VARIANT = 1L << 63;

    private FreshId() {}

    public static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(
                        random.nextLong() & ~0xf000L | VERSION,
                        random.nextLong() & ~(3L << 62) | VARIANT)
                .toString();
    }
}
