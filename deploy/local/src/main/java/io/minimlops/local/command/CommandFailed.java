package io.minimlops.local.command;

/// A command could not do its work. The message is all that is shown.
public final class CommandFailed extends RuntimeException {

    public CommandFailed(String message) {
        super(message);
    }
}
