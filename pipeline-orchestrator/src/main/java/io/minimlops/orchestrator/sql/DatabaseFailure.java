package io.minimlops.orchestrator.sql;

import java.sql.SQLException;

/// The database refused or was away; the cause's SQL state tells which.
public final class DatabaseFailure extends RuntimeException {

    DatabaseFailure(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
