package io.minimlops.embedded;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.shaded.org.eclipse.jetty.http.HttpHeader;
import org.gaul.shaded.org.eclipse.jetty.server.Handler;
import org.gaul.shaded.org.eclipse.jetty.server.Request;
import org.gaul.shaded.org.eclipse.jetty.server.Response;
import org.gaul.shaded.org.eclipse.jetty.server.Server;
import org.gaul.shaded.org.eclipse.jetty.util.Callback;

/// The memory that uploads share. Where the signature covers a hash of the body, which is how
/// clients sign over plain HTTP, the store holds the body whole to check it, twice while it
/// gathers its pieces. An upload waits until there is room for it, in the order of arrival, rather
/// than that the heap ends.
final class UploadBudget extends Handler.Wrapper {

    /// Bytes of the largest body the store holds; it refuses others with MaxMessageLengthExceeded.
    static final int LARGEST_BODY = 128 << 20;

    private static final int COPIES = 2;
    private static final String BODY_HASH = "x-amz-content-sha256";

    private final Semaphore bytes = new Semaphore(COPIES * LARGEST_BODY, true);

    private UploadBudget(Handler next) {
        super(next);
    }

    /// Puts a budget before a store that was not started yet. The store's builder has no place for
    /// it, hence the look into its field.
    static void before(S3Proxy store) throws ReflectiveOperationException {
        var field = S3Proxy.class.getDeclaredField("server");
        field.setAccessible(true);
        Server server = (Server) field.get(store);
        server.setHandler(new UploadBudget(server.getHandler()));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        AtomicInteger held = new AtomicInteger(COPIES * heldBytes(request));
        Runnable giveBack = () -> bytes.release(held.getAndSet(0));
        bytes.acquire(held.get());
        boolean handled = false;
        try {
            handled = super.handle(request, response, Callback.from(callback, giveBack));
            return handled;
        } finally {
            if (!handled) {
                giveBack.run();
            }
        }
    }

    private static int heldBytes(Request request) {
        String hash = request.getHeaders().get(BODY_HASH);
        if (hash != null && (hash.startsWith("STREAMING-") || hash.equals("UNSIGNED-PAYLOAD"))) {
            return 0;
        }
        boolean chunked = request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
        long length = chunked ? LARGEST_BODY : Math.max(0, request.getLength());
        return (int) Math.min(length, LARGEST_BODY);
    }
}
