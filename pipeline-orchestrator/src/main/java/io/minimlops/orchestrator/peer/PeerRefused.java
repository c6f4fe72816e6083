package io.minimlops.orchestrator.peer;

/// A peer understood and said no; asking again will not help.
public final class PeerRefused extends RuntimeException {

    private final int status;

    PeerRefused(String peer, int status, String what, String answer) {
        super("%s answered %d to %s: %s".formatted(peer, status, what, answer));
        this.status = status;
    }

    public int status() {
        return status;
    }
}
