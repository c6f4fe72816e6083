package io.minimlops.gateway.oip;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.minimlops.correlation.CorrelationFilter;
import io.minimlops.correlation.CorrelationId;
import io.minimlops.gateway.inference.Cancellation;
import io.minimlops.gateway.inference.Prediction;
import io.minimlops.gateway.inference.PredictionRequest;
import io.minimlops.gateway.inference.Predictor;
import io.minimlops.gateway.oip.OipErrors.Refusal;
import io.minimlops.gateway.payloadlog.Payload;
import io.minimlops.gateway.payloadlog.PayloadExchange;
import io.minimlops.gateway.payloadlog.PayloadLogger;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionException;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/// One inference over HTTP. Its answer is put together and sent on the connection's event loop.
final class InferExchange {

    private static final CharSequence HEAD_LENGTH =
            HttpHeaders.createOptimized(InferRoute.HEAD_LENGTH);
    private static final CharSequence CORRELATION_ID =
            HttpHeaders.createOptimized(CorrelationId.HEADER);
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence BYTES =
            HttpHeaders.createOptimized("application/octet-stream");
    private static final String LOGGED_ID = "correlationId";

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final OnLoop loop;
    private final String model;
    private final @Nullable String version;
    private final String correlationId;
    private final BodyBudget.Share memory;
    private final Cancellation cancellation = new Cancellation();

    /// @param memory what its body takes, given back with the answer
    InferExchange(RoutingContext exchange, BodyBudget.Share memory) {
        this.memory = memory;
        this.request = exchange.request();
        this.response = exchange.response();
        this.loop = OnLoop.current();
        this.model = exchange.pathParam("model");
        this.version = exchange.pathParam("version");
        String given = request.getHeader(CORRELATION_ID);
        this.correlationId = CorrelationFilter.isFit(given) ? given : FreshId.next();
        onClose(() -> {});
    }

    /// @param abandon what else is to be done when the client is gone
    void onClose(Runnable abandon) {
        response.closeHandler(
                gone -> {
                    memory.close();
                    abandon.run();
                    cancellation.cancel();
                });
    }

    BodyBudget.Share memory() {
        return memory;
    }

    String model() {
        return model;
    }

    @Nullable String version() {
        return version;
    }

    @Nullable String encoding() {
        return request.getHeader(HttpHeaders.CONTENT_ENCODING);
    }

    @Nullable String headLength() {
        return request.getHeader(HEAD_LENGTH);
    }

    /// @param body what the request was read from
    void submit(InferRequest wire, ByteBuffer body, Predictor predictor, PayloadLogger payloads) {
        PredictionRequest asked = RequestTranslation.of(model, version, wire, correlationId);
        PayloadExchange logged = payloads.takes(asked) ? logged(payloads, asked, body) : null;
        predictor
                .submit(asked, cancellation, loop)
                .whenComplete(
                        (prediction, failure) -> {
                            if (failure == null) {
                                answer(wire, asked, prediction, logged);
                            } else {
                                refuse(failure, logged);
                            }
                        });
    }

    private @Nullable PayloadExchange logged(
            PayloadLogger payloads, PredictionRequest asked, ByteBuffer body) {
        long length = HeadLength.of(headLength());
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        String usual = (length < 0 ? JSON : BYTES).toString();
        return payloads.begin(
                asked,
                name -> request.headers().getAll(name),
                new Payload(
                        type == null ? usual : type,
                        length,
                        body.remaining(),
                        () -> {
                            byte[] bytes = new byte[body.remaining()];
                            body.duplicate().get(bytes);
                            return bytes;
                        }));
    }

    private void answer(
            InferRequest wire,
            PredictionRequest asked,
            Prediction prediction,
            @Nullable PayloadExchange logged) {
        InferResponse answer;
        try {
            answer = InferResponse.of(wire, asked.id(), prediction);
        } catch (IOException | RuntimeException e) {
            refuse(e, logged);
            return;
        }
        if (answer.headLength() >= 0) {
            response.putHeader(HEAD_LENGTH, Integer.toString(answer.headLength()));
        }
        CharSequence type = answer.headLength() < 0 ? JSON : BYTES;
        if (logged != null) {
            logged.answered(prediction.role(), answer.payload(type.toString()));
        }
        send(200, type, answer.body());
    }

    private void refuse(Throwable failure, @Nullable PayloadExchange logged) {
        if (logged != null) {
            logged.failed();
        }
        refuse(failure);
    }

    /// From any thread.
    void refuse(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        MDC.put(LOGGED_ID, correlationId);
        Refusal refusal =
                OipErrors.refusal(cause instanceof WholeBody.Hangup hangup ? hangup.why() : cause);
        MDC.remove(LOGGED_ID);
        loop.execute(() -> send(refusal, cause instanceof WholeBody.Hangup));
    }

    private void send(Refusal refusal, boolean hangup) {
        if (hangup) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            response.endHandler(sent -> request.connection().close());
        }
        if (refusal.retryAfterSeconds() > 0) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(refusal.retryAfterSeconds()));
        }
        String text = new String(JsonStringEncoder.getInstance().quoteAsString(refusal.text()));
        send(refusal.status(), JSON, Buffer.buffer("{\"error\":\"" + text + "\"}"));
    }

    private void send(int status, CharSequence type, Buffer body) {
        memory.close();
        if (response.ended() || response.closed()) {
            return;
        }
        // A filter marked the answer as not to be compressed; its type is one that may be.
        response.headers().remove(HttpHeaders.CONTENT_ENCODING);
        response.putHeader(CORRELATION_ID, correlationId);
        response.putHeader(HttpHeaders.CONTENT_TYPE, type);
        response.setStatusCode(status);
        var unused = response.end(body);
    }
}
