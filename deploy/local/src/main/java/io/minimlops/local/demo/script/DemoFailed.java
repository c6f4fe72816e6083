package io.minimlops.local.demo.script;

import org.jspecify.annotations.Nullable;

/// Why the demo ends early, in words for the person in front of it. The family of all foreseen
/// reasons; anything else is a mistake in the demo itself.
public abstract class DemoFailed extends RuntimeException {

    protected DemoFailed(String message) {
        super(message);
    }

    protected DemoFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
