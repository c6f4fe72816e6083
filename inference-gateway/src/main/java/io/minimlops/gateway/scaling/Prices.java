package io.minimlops.gateway.scaling;

/// What sleeping saves and waking costs, in any one currency.
///
/// @param memoryGigabyteHour keeping 10⁹ bytes for an hour
/// @param waitingSecond a client that waits for a second
public record Prices(double memoryGigabyteHour, double waitingSecond) {

    public Prices {
        if (!(memoryGigabyteHour > 0) || !(waitingSecond >= 0)) {
            throw new IllegalArgumentException(
                    "memory has a price above 0, waiting one that is not negative");
        }
    }

    /// Keeping that much for a second.
    double memorySecond(long bytes) {
        return bytes / 1e9 * memoryGigabyteHour / 3_600;
    }
}
