package io.minimlops.local.demo.wire;

import io.minimlops.local.demo.script.DemoFailed;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/// A service answered something else than the demo was written for, or nothing at all.
public final class UnexpectedAnswer extends DemoFailed {

    private static final int SHOWN = 600;

    UnexpectedAnswer(String service, HttpRequest request, int status, String body) {
        super(
                "%s answered %d to %s %s: %s"
                        .formatted(
                                service, status, request.method(), request.uri(), shortened(body)));
    }

    UnexpectedAnswer(String service, HttpRequest request, @Nullable Throwable cause) {
        super(
                "%s did not answer %s %s: %s"
                        .formatted(service, request.method(), request.uri(), cause),
                cause);
    }

    UnexpectedAnswer(String service, String what) {
        super(service + ": " + what);
    }

    private static String shortened(String body) {
        return body.length() <= SHOWN ? body : body.substring(0, SHOWN) + "…";
    }
}
