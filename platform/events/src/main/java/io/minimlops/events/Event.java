package io.minimlops.events;

/// Something that happened, in the past tense, told to whoever listens.
///
/// Every event belongs to one [Topic] and has a key, the id of the aggregate it is about: events
/// with one key keep their order.
public sealed interface Event
        permits RunEvent,
                ModelEvent,
                FeatureEvent,
                InferenceEvent,
                FeedbackEvent,
                DeploymentEvent,
                StreamEvent,
                PipelineEvent,
                MonitoringEvent {

    Topic topic();

    /// The aggregate's id: the Kafka record key and the CloudEvents `subject`.
    String key();
}
