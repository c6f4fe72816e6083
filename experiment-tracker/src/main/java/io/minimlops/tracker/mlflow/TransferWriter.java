package io.minimlops.tracker.mlflow;

import io.minimlops.tracker.artifact.Transfer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/// Writes a file by joining the store's answer with ours: buffers pass from one connection to the
/// other, at the pace of the slower.
@Provider
public class TransferWriter implements ServerMessageBodyWriter<Transfer> {

    private static final Logger LOG = Logger.getLogger(TransferWriter.class);

    @Override
    public boolean isWriteable(
            Class<?> type, Type generic, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return type == Transfer.class;
    }

    @Override
    public boolean isWriteable(
            Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == Transfer.class;
    }

    @Override
    public void writeResponse(Transfer transfer, Type generic, ServerRequestContext context) {
        HttpServerResponse response =
                ((ResteasyReactiveRequestContext) context).unwrap(RoutingContext.class).response();
        // The other headers follow when the first bytes are written; this one must be there before.
        response.putHeader("Content-Length", transfer.answer().getHeader("Content-Length"));
        transfer.answer()
                .pipeTo(response)
                .onFailure(
                        why -> {
                            LOG.debugf("transfer of %s broke: %s", transfer.name(), why);
                            transfer.answer().request().reset();
                            response.reset();
                        });
    }

    @Override
    public void writeTo(
            Transfer transfer,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream output)
            throws IOException {
        throw new IOException("a transfer has no blocking form");
    }
}
