package io.minimlops.features.push;

/// Where pushed rows go.
public enum PushTarget {
    ONLINE,
    OFFLINE,
    ONLINE_AND_OFFLINE;

    boolean isOnline() {
        return this != OFFLINE;
    }

    boolean isOffline() {
        return this != ONLINE;
    }
}
