package io.minimlops.local.demo.stage;

/// Something the demo says did not come true.
public final class StageFailed extends RuntimeException {

    StageFailed(String claim, String instead) {
        super("expected: " + claim + "\n  seen:     " + instead);
    }
}
