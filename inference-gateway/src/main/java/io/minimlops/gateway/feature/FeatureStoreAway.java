package io.minimlops.gateway.feature;

/// The feature store gave no answer that can be used.
public final class FeatureStoreAway extends Exception {

    public FeatureStoreAway(String message) {
        super(message);
    }

    public FeatureStoreAway(String message, Throwable cause) {
        super(message, cause);
    }
}
