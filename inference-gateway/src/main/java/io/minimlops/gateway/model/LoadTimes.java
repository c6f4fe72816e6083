package io.minimlops.gateway.model;

import java.time.Duration;

/// How long loading took, by phases.
///
/// @param fetch asking for the manifest and downloading what was not on this disk
/// @param verify hashing what was
/// @param load reading the model into the runtime
/// @param warmUp running it on zeros
public record LoadTimes(Duration fetch, Duration verify, Duration load, Duration warmUp) {

    public static final LoadTimes NONE =
            new LoadTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    public LoadTimes plus(LoadTimes other) {
        return new LoadTimes(
                fetch.plus(other.fetch),
                verify.plus(other.verify),
                load.plus(other.load),
                warmUp.plus(other.warmUp));
    }

    public Duration total() {
        return fetch.plus(verify).plus(load).plus(warmUp);
    }
}
