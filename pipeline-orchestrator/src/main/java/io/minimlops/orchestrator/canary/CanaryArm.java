package io.minimlops.orchestrator.canary;

/// What one version did with its share of the traffic.
///
/// @param predictions probability of the positive class, of the labelled requests
/// @param labels 0 or 1, of the same requests
/// @param requests answered or failed, labelled or not
/// @param errors requests that failed
@SuppressWarnings("ArrayRecordComponent") // bulk data
public record CanaryArm(float[] predictions, float[] labels, long requests, long errors) {

    public CanaryArm {
        if (predictions.length != labels.length) {
            throw new IllegalArgumentException(
                    "%d predictions but %d labels".formatted(predictions.length, labels.length));
        }
        if (errors < 0 || requests < errors) {
            throw new IllegalArgumentException("errors must be between 0 and requests");
        }
    }

    public int labelled() {
        return labels.length;
    }

    double errorRate() {
        return requests == 0 ? 0 : (double) errors / requests;
    }
}
