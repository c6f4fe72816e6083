package io.minimlops.correlation;

import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;

/// The correlation id of the request being answered.
@RequestScoped
public class CorrelationId {

    /// The header that carries it, in and out.
    public static final String HEADER = "X-Correlation-Id";

    private String value = UUID.randomUUID().toString();

    public String value() {
        return value;
    }

    /// Joins a cause that is already under way, such as the event being consumed.
    public void join(String correlationId) {
        value = correlationId;
    }
}
