package io.minimlops.gateway.oip;

import io.minimlops.gateway.inference.Predictor;
import io.minimlops.gateway.payloadlog.PayloadLogger;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

/// Inference, on the event loop from the first byte to the last: no thread waits while a model
/// runs.
@ApplicationScoped
public class InferRoute {

    static final String HEAD_LENGTH = "Inference-Header-Content-Length";

    private static final List<String> PATHS =
            List.of("/v2/models/:model/infer", "/v2/models/:model/versions/:version/infer");

    /// Before the resources, behind the filters.
    private static final int ORDER = 500;

    /// Bytes of a body whose reading would hold the event loop's other connections up.
    private static final int LARGE = 256 * 1024;

    private static final BodyBudget NO_BODY = new BodyBudget(0, 0);

    private final Predictor predictor;
    private final InferRequestReader reader;
    private final ModelDirectory directory;
    private final LimitsConfig limits;
    private final PayloadLogger payloads;
    private final Executor readers;
    private final BodyBudget budget;

    InferRoute(
            Predictor predictor,
            InferRequestReader reader,
            ModelDirectory directory,
            LimitsConfig limits,
            PayloadLogger payloads,
            BodyBudget budget,
            @VirtualThreads ExecutorService readers) {
        this.predictor = predictor;
        this.reader = reader;
        this.directory = directory;
        this.limits = limits;
        this.payloads = payloads;
        this.budget = budget;
        this.readers = readers;
    }

    void register(@Observes Router router) {
        for (String path : PATHS) {
            router.route(HttpMethod.POST, path).order(ORDER).handler(this::receive);
            router.route(path).order(ORDER).handler(InferRoute::refuseMethod);
        }
    }

    private void receive(RoutingContext exchange) {
        BodyBudget.Share share = budget.share();
        InferExchange call = new InferExchange(exchange, share);
        WholeBody body = new WholeBody(exchange.request(), limits, share, call::refuse);
        call.onClose(body::abandon);
        body.read(exchange.vertx(), bytes -> received(call, bytes));
    }

    private void received(InferExchange call, ByteBuffer body) {
        if (body.remaining() > LARGE || call.encoding() != null || isRaw(call)) {
            readers.execute(() -> infer(call, body));
        } else {
            infer(call, body);
        }
    }

    /// To be read by the model's own inputs, for which a cold one has to wake.
    private static boolean isRaw(InferExchange call) {
        String length = call.headLength();
        return length != null && length.trim().chars().allMatch(digit -> digit == '0');
    }

    private void infer(InferExchange call, ByteBuffer body) {
        try {
            Names.check(call.model());
            ByteBuffer plain = Encoding.decoded(body, call.encoding(), limits, call.memory());
            call.submit(read(call, plain), plain, predictor, payloads);
        } catch (Exception e) {
            call.refuse(e);
        }
    }

    private InferRequest read(InferExchange call, ByteBuffer body) throws IOException {
        long headLength = HeadLength.of(call.headLength());
        return headLength == 0
                ? RawRequest.of(
                        directory.inputs(call.model(), call.version()), body, limits.elements())
                : reader.read(body, headLength);
    }

    private static void refuseMethod(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        request.response().putHeader(HttpHeaders.ALLOW, "POST");
        new InferExchange(exchange, NO_BODY.share())
                .refuse(new BadRequest(405, "%s is not possible here".formatted(request.method())));
    }
}
