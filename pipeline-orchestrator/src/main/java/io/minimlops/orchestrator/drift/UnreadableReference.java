package io.minimlops.orchestrator.drift;

import org.jspecify.annotations.Nullable;

/// A model's `reference.json` is damaged: its drift cannot be judged.
public final class UnreadableReference extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableReference(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
