package io.minimlops.tracker.dvc;

import io.minimlops.tracker.Refusal;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/// Sends the headers, waits a moment, and pumps the content only if the client is still there. One
/// that hangs up, now or later, is no error.
@Provider
public class HeldContentWriter implements ServerMessageBodyWriter<HeldContent> {

    private static final Logger LOG = Logger.getLogger(HeldContentWriter.class);
    private static final int CHUNK = 64 * 1024;

    private final CurrentVertxRequest request;
    private final DvcConfig config;

    HeldContentWriter(CurrentVertxRequest request, DvcConfig config) {
        this.request = request;
        this.config = config;
    }

    @Override
    public boolean isWriteable(
            Class<?> type,
            Type generic,
            ResteasyReactiveResourceInfo resource,
            MediaType mediaType) {
        return type == HeldContent.class;
    }

    @Override
    public boolean isWriteable(
            Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == HeldContent.class;
    }

    @Override
    public void writeResponse(HeldContent content, Type type, ServerRequestContext context)
            throws IOException {
        HttpServerResponse response = request.getCurrent().response();
        CountDownLatch left = new CountDownLatch(1);
        response.closeHandler(_ -> left.countDown());
        response.putHeader("Content-Length", Long.toString(content.length()));
        try {
            await(response.writeHead());
            if (!left.await(config.hold().toNanos(), TimeUnit.NANOSECONDS)) {
                pump(content, response);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ClientLeft e) {
            LOG.debugf("the client hung up: %s", e.getMessage());
        }
    }

    @Override
    public void writeTo(
            HeldContent content,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out) {
        throw new UnsupportedOperationException("content is written to a response only");
    }

    private static void pump(HeldContent content, HttpServerResponse response)
            throws InterruptedException, ClientLeft {
        try (InputStream source = open(content)) {
            byte[] chunk = new byte[CHUNK];
            for (int count = source.read(chunk); count >= 0; count = source.read(chunk)) {
                await(response.write(Buffer.buffer().appendBytes(chunk, 0, count)));
            }
            await(response.end());
        } catch (Refusal | IOException e) {
            LOG.warnf("content broke off on its way out: %s", e.getMessage());
            response.reset();
        }
    }

    private static InputStream open(HeldContent content) throws IOException {
        Optional<InputStream> source = content.source().get();
        return source.orElseThrow(() -> new IOException("it has gone from the bucket"));
    }

    /// Waits for the client to take what was written, so that a slow one fills no memory.
    private static void await(Future<Void> written) throws InterruptedException, ClientLeft {
        try {
            written.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new ClientLeft(e);
        }
    }

    private static final class ClientLeft extends Exception {
        ClientLeft(ExecutionException cause) {
            super(cause);
        }
    }
}
