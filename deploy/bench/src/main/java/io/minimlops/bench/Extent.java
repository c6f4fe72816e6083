package io.minimlops.bench;

import io.minimlops.bench.load.Load;
import io.minimlops.bench.load.Swarm;
import io.minimlops.bench.stand.Stand;
import java.time.Duration;
import java.util.Set;

/// How long and how much.
///
/// @param only the parts of the bench that are wanted; none means all
public record Extent(boolean quick, Set<String> only) {

    public boolean wants(String part) {
        return only.isEmpty() || only.contains(part);
    }

    /// For what needs more than a checkout and a JDK: it is measured only where it is asked for.
    public boolean asksFor(String part) {
        return only.contains(part);
    }

    /// One number for a look, one for the record.
    public int of(int quickly, int fully) {
        return quick ? quickly : fully;
    }

    public Swarm swarm(Stand stand, int connections) {
        Load load = load(stand, connections);
        return new Swarm(connections, load.warmUp(), load.length(), load.usage());
    }

    /// A service on two cores compiles what a load needs for some 20 s; before that its rate is a
    /// half of what it comes to.
    public Load load(Stand stand, int clients) {
        return new Load(
                clients,
                Duration.ofSeconds(of(2, 20)),
                Duration.ofSeconds(of(3, 10)),
                stand::cpuTimes);
    }
}
