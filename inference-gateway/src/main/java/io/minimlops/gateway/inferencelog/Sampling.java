package io.minimlops.gateway.inferencelog;

/// Which requests are told when not all are: decided by the request's id, so that a retry is
/// decided alike.
public final class Sampling {

    private Sampling() {}

    /// @param rate 0 to 1
    public static boolean takes(String requestId, double rate) {
        if (rate >= 1) {
            return true;
        }
        long spread = requestId.hashCode() * 0x9e3779b97f4a7c15L;
        return (spread >>> 11) * 0x1.0p-53 < rate;
    }
}
