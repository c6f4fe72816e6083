package io.minimlops.local.demo.stage;

import io.minimlops.local.demo.script.DemoFailed;

/// Something the demo says did not come true.
public final class StageFailed extends DemoFailed {

    StageFailed(String claim, String instead) {
        super("expected: " + claim + "\n  seen:     " + instead);
    }
}
