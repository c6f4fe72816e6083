package io.minimlops.gateway.model;

/// A version's files are not what its manifest says; it is never served.
public final class DamagedVersion extends Exception {

    public DamagedVersion(String message) {
        super(message);
    }
}
