package io.minimlops.bench.load;

import java.io.IOException;

/// The server did not do what it was asked to.
public final class UnexpectedAnswer extends IOException {

    private static final int LONGEST = 500;

    UnexpectedAnswer(int status, String body) {
        super(status + " " + body.substring(0, Math.min(LONGEST, body.length())));
    }
}
