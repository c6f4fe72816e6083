package io.minimlops.gateway.oip;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
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
    private Runnable stopTimer = () -> {};

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
        request.handler(this::add);
        request.endHandler(end -> finish(whole));
        request.resume();
        vertx.runOnContext(now -> waitFor(vertx));
    }

    /// A body that came with its head, as most do, is over by now and needs no timer.
    private void waitFor(Vertx vertx) {
        if (!over) {
            Duration patience = limits.bodyTimeout();
            long timer =
                    vertx.setTimer(
                            patience.toMillis(), end -> hangUp(TimedBody.late(patience, seen)));
            stopTimer = () -> vertx.cancelTimer(timer);
        }
    }

    /// The client is gone.
    void abandon() {
        end();
        body = null;
    }

    private void end() {
        over = true;
        stopTimer.run();
    }

    private void finish(Consumer<ByteBuffer> whole) {
        if (over) {
            return;
        }
        end();
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
            refuse(BodyLimit.tooLarge(limits.bodyBytes()));
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
                refuse(share.refusal(larger - room));
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
