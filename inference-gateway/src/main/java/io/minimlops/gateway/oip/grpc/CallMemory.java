package io.minimlops.gateway.oip.grpc;

import com.google.protobuf.MessageLite;
import io.grpc.Context;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.minimlops.gateway.oip.BodyBudget;
import io.minimlops.oip.InferTensorContents;
import io.minimlops.oip.ModelInferRequest;
import io.minimlops.oip.ModelInferRequest.InferInputTensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The memory that one call's messages take: as they come, bytes from the network, then as they
/// were read, until they are answered or the call is over. What has come of a message is seen piece
/// by piece, before there is a message that an interceptor could look at.
///
/// Not seen is what the connection holds ready without having handed it to the call, at most a flow
/// control window for each; and a compressed message counts unpacked only once it is.
final class CallMemory extends ServerStreamTracer {

    private static final Context.Key<CallMemory> KEY = Context.key("call-memory");

    /// Of an element of variable length beside its bytes.
    private static final int ELEMENT = 48;

    private final BodyBudget.Share share;

    /// Bytes that came for each message that is not read yet.
    private final Deque<Long> whole = new ArrayDeque<>();

    private @Nullable Consumer<RuntimeException> refuse;

    CallMemory(BodyBudget.Share share) {
        this.share = share;
    }

    static @Nullable CallMemory of(Context call) {
        return KEY.get(call);
    }

    @Override
    public Context filterContext(Context call) {
        return call.withValue(KEY, this);
    }

    /// @param refusal told once, should there be no more memory
    synchronized void onRefusal(Consumer<RuntimeException> refusal) {
        refuse = refusal;
    }

    @Override
    public void inboundWireSize(long bytes) {
        grow(bytes);
    }

    @Override
    public synchronized void inboundMessageRead(int number, long wireBytes, long plainBytes) {
        whole.add(wireBytes);
    }

    /// The message that came first was read: from now on it is what takes memory.
    void read(Object message) {
        long came = came();
        long takes = bytes(message);
        if (takes > came) {
            grow(takes - came);
        } else {
            share.shrink(came - takes);
        }
    }

    private synchronized long came() {
        Long came = whole.poll();
        return came == null ? 0 : came;
    }

    void answered(MessageLite message) {
        share.shrink(bytes(message));
    }

    @Override
    public void streamClosed(Status status) {
        share.close();
    }

    private void grow(long bytes) {
        if (!share.grow(bytes)) {
            RuntimeException why = share.refusal(bytes);
            share.close();
            refuse(why);
        }
    }

    private void refuse(RuntimeException why) {
        Consumer<RuntimeException> told;
        synchronized (this) {
            told = refuse;
            refuse = null;
        }
        if (told != null) {
            told.accept(why);
        }
    }

    /// Typed contents take more as objects than as bytes.
    private static long bytes(Object message) {
        long bytes = message instanceof MessageLite sized ? sized.getSerializedSize() : 0;
        if (message instanceof ModelInferRequest request) {
            for (InferInputTensor input : request.getInputsList()) {
                InferTensorContents contents = input.getContents();
                bytes += (long) ELEMENT * contents.getBytesContentsCount();
                bytes += (long) Long.BYTES * contents.getInt64ContentsCount();
                bytes += (long) Long.BYTES * contents.getUint64ContentsCount();
                bytes += (long) Integer.BYTES * contents.getIntContentsCount();
                bytes += (long) Integer.BYTES * contents.getUintContentsCount();
            }
        }
        return bytes;
    }
}
