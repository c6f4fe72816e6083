package io.minimlops.gateway.feedback;

import io.minimlops.correlation.CorrelationId;
import io.minimlops.events.FeedbackEvent;
import io.minimlops.events.FeedbackEvent.LabelsReceived;
import io.minimlops.events.FeedbackEvent.RewardsReceived;
import io.minimlops.gateway.deployment.DeploymentBook;
import io.minimlops.gateway.kafka.EventPublisher;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// Feedback over HTTP.
@Path("/api/v1/feedback")
@RunOnVirtualThread
public class FeedbackResource {

    /// Keeps an event below what a broker accepts.
    private static final int ITEMS_PER_EVENT = 1_000;

    private final EventPublisher publisher;
    private final DeploymentBook book;
    private final CorrelationId correlationId;

    FeedbackResource(EventPublisher publisher, DeploymentBook book, CorrelationId correlationId) {
        this.publisher = publisher;
        this.book = book;
        this.correlationId = correlationId;
    }

    /// How many labels and rewards were stored.
    public record Accepted(int accepted) {}

    @POST
    @ResponseStatus(202)
    @APIResponse(responseCode = "202", description = "All labels are stored")
    @APIResponse(responseCode = "422", description = "A label breaks a rule; none is stored")
    @APIResponse(responseCode = "503", description = "Kafka is away; send them again")
    public Accepted give(@Nullable GiveFeedback given) {
        Instant now = Instant.now();
        FeedbackRules.Accepted accepted = FeedbackRules.check(given, now);
        String model = modelOf(String.valueOf(given == null ? null : given.model()));
        publishInParts(accepted.labels(), part -> new LabelsReceived(model, part, now));
        publishInParts(accepted.rewards(), part -> new RewardsReceived(model, part, now));
        return new Accepted(accepted.size());
    }

    private <T> void publishInParts(List<T> all, Function<List<T>, FeedbackEvent> event) {
        for (int from = 0; from < all.size(); from += ITEMS_PER_EVENT) {
            List<T> part = all.subList(from, Math.min(all.size(), from + ITEMS_PER_EVENT));
            publisher.publish(event.apply(List.copyOf(part)), correlationId.value());
        }
    }

    /// A deployment's name or a model's is accepted; the event names the model.
    private String modelOf(String name) {
        return book.all().stream()
                .filter(
                        deployment ->
                                !deployment.isGraph()
                                        && (deployment.name().equals(name)
                                                || deployment.model().equals(name)))
                .findFirst()
                .orElseThrow(() -> new ProblemException(new Problem.NotFound("model", name)))
                .model();
    }
}
