package io.minimlops.gateway.quality;

/// Learns from feedback. Every bean that implements this is told, from one thread, in the order of
/// the feedback topic.
public interface JoinedFeedbackListener {

    void joined(JoinedFeedback feedback);
}
