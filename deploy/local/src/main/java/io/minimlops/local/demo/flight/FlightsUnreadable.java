package io.minimlops.local.demo.flight;

import io.minimlops.local.demo.script.DemoFailed;
import java.sql.SQLException;

/// The flights could not be read or computed on: a broken file, a full disk.
public final class FlightsUnreadable extends DemoFailed {

    FlightsUnreadable(String what, SQLException cause) {
        super(what + ": " + cause.getMessage(), cause);
    }
}
