package io.minimlops.gateway.oip;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/// Runs tasks on the event loop of one request: at once where that is the present one, else as soon
/// as it comes to them.
public record OnLoop(Context loop) implements Executor {

    /// Of the request that is handled at present.
    public static OnLoop current() {
        return new OnLoop(Vertx.currentContext());
    }

    @Override
    public void execute(Runnable task) {
        if (Vertx.currentContext() == loop) {
            task.run();
        } else {
            loop.runOnContext(now -> task.run());
        }
    }
}
