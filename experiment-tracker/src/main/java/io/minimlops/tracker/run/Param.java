package io.minimlops.tracker.run;

import io.minimlops.tracker.Names;

/// A parameter of a run: written once, never changed.
public record Param(String key, String value) {

    /// @param place where the key stood in the request, for messages
    public static Param checked(String place, String key, String value) {
        return new Param(Names.key(place, key), Names.truncated(Names.PARAM_VALUE, "value", value));
    }
}
