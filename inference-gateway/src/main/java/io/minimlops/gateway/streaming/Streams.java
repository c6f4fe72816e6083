package io.minimlops.gateway.streaming;

import io.minimlops.events.StreamEvent.StreamDefined;
import io.minimlops.events.StreamEvent.StreamDeleted;
import io.minimlops.gateway.change.Change;
import io.minimlops.gateway.deployment.DeploymentBook;
import io.minimlops.gateway.kafka.EventPublisher;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/// Changes to streams. A change is published before it takes effect here, and it takes effect
/// elsewhere by the event.
@ApplicationScoped
public class Streams {

    private final StreamBook book;
    private final StreamSupervisor supervisor;
    private final StreamTopics topics;
    private final DeploymentBook deployments;
    private final EventPublisher publisher;

    Streams(
            StreamBook book,
            StreamSupervisor supervisor,
            StreamTopics topics,
            DeploymentBook deployments,
            EventPublisher publisher) {
        this.book = book;
        this.supervisor = supervisor;
        this.topics = topics;
        this.deployments = deployments;
        this.publisher = publisher;
    }

    StreamView define(Stream stream, Change change) {
        var _ = deployments.existing(stream.deployment());
        topics.prepare(stream);
        return apply(stream, change);
    }

    StreamView pause(String name, boolean paused, Change change) {
        Stream stream = existing(name);
        return stream.paused() == paused ? view(stream) : apply(stream.withPaused(paused), change);
    }

    /// Its topics stay, and so do the committed offsets: a stream of the same name goes on there.
    void delete(String name, Change change) {
        existing(name);
        publisher.publish(
                new StreamDeleted(name, change.actor(), change.reason(), Instant.now()),
                change.correlationId());
        book.remove(name);
        supervisor.reconcile();
    }

    StreamView find(String name) {
        return view(existing(name));
    }

    List<StreamView> list() {
        return book.all().stream().map(this::view).toList();
    }

    private StreamView apply(Stream stream, Change change) {
        publisher.publish(event(stream, change), change.correlationId());
        book.put(stream);
        supervisor.reconcile();
        return view(stream);
    }

    private static StreamDefined event(Stream stream, Change change) {
        return new StreamDefined(
                stream.name(),
                stream.deployment(),
                stream.inputTopic(),
                stream.outputTopic(),
                stream.deadLetterTopic(),
                stream.columns(),
                stream.from().word(),
                stream.parallelism(),
                stream.paused(),
                change.actor(),
                change.reason(),
                Instant.now());
    }

    private Stream existing(String name) {
        return book.find(name)
                .orElseThrow(() -> new ProblemException(new Problem.NotFound("stream", name)));
    }

    private StreamView view(Stream stream) {
        return StreamView.of(
                stream,
                supervisor.meter(stream.name()),
                supervisor.isRunning(stream.name()),
                supervisor.lag(stream.name()));
    }
}
