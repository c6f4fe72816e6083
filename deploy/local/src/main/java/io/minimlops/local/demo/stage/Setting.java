package io.minimlops.local.demo.stage;

import io.minimlops.local.demo.console.Console;
import io.minimlops.local.demo.flight.FlightHistory;
import io.minimlops.local.demo.replay.Replay;
import io.minimlops.local.demo.replay.Uploads;
import io.minimlops.local.demo.script.DemoNames;
import io.minimlops.local.demo.script.DemoPlan;
import io.minimlops.local.demo.script.Documents;
import io.minimlops.local.demo.wire.Pause;
import io.minimlops.local.demo.wire.Services;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// What every stage plays with.
public record Setting(
        DemoPlan plan,
        DemoNames names,
        Services services,
        FlightHistory history,
        Uploads uploads,
        Replay replay,
        Console console) {

    public Documents documents() {
        return new Documents(names, plan);
    }

    /// Prints the claim when it is true, fails the demo when it is not.
    void check(boolean came, String claim, String instead) {
        if (!came) {
            throw new StageFailed(claim, instead);
        }
        console.done(claim);
    }

    /// Waits for something another service does by itself.
    ///
    /// @return how long it took, or the limit when it did not happen
    Duration within(Duration limit, BooleanSupplier happened) {
        long started = System.nanoTime();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() - started > limit.toNanos()) {
                return limit;
            }
            Pause.of(Duration.ofMillis(50));
        }
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
