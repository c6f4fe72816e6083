package io.minimlops.gateway.oip;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Collects a request's body, on the request's event loop. One that came in one piece is not
/// copied. Memory grows with what has come, not with what is announced, but
/// for small ones.
///
/// What is refused is read on and thrown away, within limits: many clients listen only after they
/// have sent everything.
final class WholeBody {

    private static final int SMALL = 64 * 1024;

    private final HttpServerRequest request;
    private final LimitsConfig limits;
    private final BodyBudget.Share share;
    private final Consumer<Throwable> refused;
    private @Nullable Buffer body;
    private @Nullable Throwable refusal;
    private long seen;
    private int room;
    private boolean over;

    /// @param refused told why there will be no body; a [Hangup] where the rest is not waited for
    WholeBody(
            HttpServerRequest request,
            LimitsConfig limits,
            BodyBudget.Share share,
            Consumer<Throwable> refused) {
        this.request = request;
        this.limits = limits;
        this.share = share;
        this.refused = refused;
    }

    /// The rest of the body is still on its way: the connection cannot carry another request.
    static final class Hangup extends RuntimeException {
        private final Throwable why;

        Hangup(Throwable why) {
            super(why.getMessage(), why, false, false);
            this.why = why;
        }

        Throwable why() {
            return why;
        }
    }

    void read(Vertx vertx, Consumer<ByteBuffer> whole) {
        long patience = vertx.setTimer(limits.bodyTimeout().toMillis(), late -> hangUp(late()));
        request.handler(this::add);
        request.endHandler(
                end -> {
                    vertx.cancelTimer(patience);
                    finish(whole);
                });
        request.resume();
    }

    /// The client is gone.
    void abandon() {
        over = true;
        body = null;
    }

    private BadRequest late() {
        return new BadRequest(
                408,
                "the body did not come within %s ms, %d bytes of it did"
                        .formatted(limits.bodyTimeout().toMillis(), seen));
    }

    private void finish(Consumer<ByteBuffer> whole) {
        if (over) {
            return;
        }
        over = true;
        if (refusal == null) {
            Buffer all = body;
            body = null;
            whole.accept(all == null ? ByteBuffer.allocate(0) : all.getByteBuf().nioBuffer());
        } else {
            refused.accept(refusal);
        }
    }

    private void hangUp(Throwable why) {
        if (!over) {
            abandon();
            refused.accept(new Hangup(refusal == null ? why : refusal));
        }
    }

    private void add(Buffer chunk) {
        seen += chunk.length();
        if (over) {
            return;
        }
        if (refusal != null) {
            if (seen > BodyLimit.MOST_THROWN_AWAY) {
                hangUp(refusal);
            }
        } else if (seen > limits.bodyBytes()) {
            refuse(BoundedBody.tooLarge(limits.bodyBytes()));
        } else {
            append(chunk);
        }
    }

    private void append(Buffer chunk) {
        Buffer before = body;
        if (before == null) {
            body = chunk;
        } else if (seen <= room) {
            before.appendBuffer(chunk);
        } else {
            int larger = (int) Math.min(limits.bodyBytes(), Math.max(seen, enough()));
            if (share.grow(larger - room)) {
                room = larger;
                body = Buffer.buffer(larger).appendBuffer(before).appendBuffer(chunk);
            } else {
                refuse(new BodiesFull());
            }
        }
    }

    /// All of a small body, which waits in the queue at its own size; a larger one has to come
    /// before it is believed.
    private long enough() {
        String announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        long length = announced == null ? Long.MAX_VALUE : Long.parseLong(announced);
        return length <= SMALL ? length : 2 * seen;
    }

    private void refuse(Throwable why) {
        refusal = why;
        body = null;
        share.clear();
    }
}
