package io.minimlops.tracker.artifact;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Buffers kept as they came, never copied together.
final class Collected implements WriteStream<Buffer> {

    private final List<Buffer> buffers = new ArrayList<>();
    private long size;

    long size() {
        return size;
    }

    List<Buffer> buffers() {
        return buffers;
    }

    @Override
    public Future<Void> write(Buffer buffer) {
        buffers.add(buffer);
        size += buffer.length();
        return Future.succeededFuture();
    }

    @Override
    public void write(Buffer buffer, @Nullable Handler<AsyncResult<Void>> handler) {
        Future<Void> written = write(buffer);
        if (handler != null) {
            handler.handle(written);
        }
    }

    @Override
    public void end(@Nullable Handler<AsyncResult<Void>> handler) {
        if (handler != null) {
            handler.handle(Future.succeededFuture());
        }
    }

    @Override
    public boolean writeQueueFull() {
        return false;
    }

    @Override
    public Collected exceptionHandler(@Nullable Handler<Throwable> handler) {
        return this;
    }

    @Override
    public Collected setWriteQueueMaxSize(int maxSize) {
        return this;
    }

    @Override
    public Collected drainHandler(@Nullable Handler<Void> handler) {
        return this;
    }
}
