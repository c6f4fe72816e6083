package io.minimlops.tracker.artifact;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.WriteStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What a client sends, poured piece by piece into other streams; read no faster than they take it.
public final class ClientBody {

    private final HttpServerRequest request;
    private @Nullable Pouring pouring;
    private @Nullable Buffer held;
    private boolean ended;
    private boolean dropped;
    private @Nullable Throwable failure;

    /// @param request of which nothing was read yet
    public ClientBody(HttpServerRequest request) {
        this.request = request;
        request.pause();
        request.handler(this::arrived);
        request.endHandler(_ -> end());
        request.exceptionHandler(this::fail);
    }

    HttpServerRequest request() {
        return request;
    }

    /// Passes on the next bytes: `limit` of them, or fewer when the body ends before.
    ///
    /// @return how many it was; fails when the client breaks off
    synchronized Future<Long> pour(long limit, WriteStream<Buffer> target) {
        Pouring next = new Pouring(limit, target);
        pouring = next;
        Buffer first = held;
        held = null;
        if (first != null) {
            next.take(first);
        }
        if (failure != null) {
            next.done.tryFail(failure);
        } else if (ended && held == null) {
            next.finish();
        } else if (!next.done.future().isComplete()) {
            request.resume();
        }
        return next.done.future();
    }

    /// Ends the pouring that is going on, if one is.
    synchronized void stop(Throwable why) {
        if (pouring != null) {
            pouring.done.tryFail(why);
        }
    }

    /// No more is wanted. The rest is read and dropped, so that the client comes to see the answer.
    synchronized void drop() {
        dropped = true;
        held = null;
        stop(new IOException("dropped"));
        if (!ended && failure == null) {
            request.resume();
        }
    }

    private synchronized void arrived(Buffer buffer) {
        if (dropped) {
            return;
        }
        Pouring current = pouring;
        if (current == null || current.done.future().isComplete()) {
            held = held == null ? buffer : held.copy().appendBuffer(buffer);
        } else {
            current.take(buffer);
        }
    }

    private synchronized void end() {
        ended = true;
        if (pouring != null && held == null) {
            pouring.finish();
        }
    }

    private synchronized void fail(Throwable why) {
        failure = new IOException("the client broke off", why);
        if (pouring != null) {
            pouring.done.tryFail(failure);
        }
    }

    private final class Pouring {

        private final long limit;
        private final WriteStream<Buffer> target;
        private final Promise<Long> done = Promise.promise();
        private long poured;

        Pouring(long limit, WriteStream<Buffer> target) {
            this.limit = limit;
            this.target = target;
        }

        void take(Buffer buffer) {
            int room = (int) Math.min(buffer.length(), limit - poured);
            if (room < buffer.length()) {
                held = buffer.slice(room, buffer.length());
            }
            poured += room;
            target.write(room < buffer.length() ? buffer.slice(0, room) : buffer);
            if (poured == limit) {
                request.pause();
                finish();
            } else if (target.writeQueueFull()) {
                request.pause();
                target.drainHandler(_ -> request.resume());
            }
        }

        void finish() {
            done.tryComplete(poured);
        }
    }
}
