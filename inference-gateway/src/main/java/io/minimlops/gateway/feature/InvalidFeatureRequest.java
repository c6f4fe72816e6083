package io.minimlops.gateway.feature;

/// A request to a feature-aware model lacks a tensor, or brings one that does not fit.
public final class InvalidFeatureRequest extends RuntimeException {

    InvalidFeatureRequest(String message) {
        super(message, null, false, false);
    }
}
