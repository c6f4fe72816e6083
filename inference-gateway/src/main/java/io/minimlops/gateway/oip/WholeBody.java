package io.minimlops.gateway.oip;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Collects a request's body. One that came in one piece is not copied.
final class WholeBody {

    private final HttpServerRequest request;
    private final long limit;
    private @Nullable Buffer body;
    private boolean isOneChunk;
    private boolean isTooLarge;

    private WholeBody(HttpServerRequest request, long limit) {
        this.request = request;
        this.limit = limit;
    }

    /// @param whole takes the body, on the request's event loop
    /// @param refused is run instead when there is more than the limit, as soon as all of it has
    ///     come: many clients listen only then
    static void of(
            HttpServerRequest request, long limit, Consumer<ByteBuffer> whole, Runnable refused) {
        WholeBody body = new WholeBody(request, limit);
        request.handler(body::add);
        request.endHandler(
                end -> {
                    if (body.isTooLarge) {
                        refused.run();
                    } else {
                        whole.accept(body.bytes());
                    }
                });
        request.resume();
    }

    private void add(Buffer chunk) {
        Buffer before = body;
        long length = chunk.length() + (before == null ? 0L : before.length());
        if (isTooLarge || length > limit) {
            isTooLarge = true;
            body = null;
        } else if (before == null) {
            body = chunk;
            isOneChunk = true;
        } else if (isOneChunk) {
            isOneChunk = false;
            body = Buffer.buffer(room(length)).appendBuffer(before).appendBuffer(chunk);
        } else {
            before.appendBuffer(chunk);
        }
    }

    /// What is announced, as far as it is allowed.
    private int room(long least) {
        String announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        long length = announced == null ? 2 * least : Long.parseLong(announced);
        return (int) Math.min(limit, Math.max(least, length));
    }

    private ByteBuffer bytes() {
        Buffer all = body;
        return all == null ? ByteBuffer.allocate(0) : all.getByteBuf().nioBuffer();
    }
}
