package io.minimlops.tracker.sql;

import java.sql.SQLException;

/// PostgreSQL refused a statement or could not be asked.
public final class DatabaseFailure extends RuntimeException {

    private final String state;

    DatabaseFailure(SQLException cause) {
        super(cause.getMessage(), cause);
        String reported = cause.getSQLState();
        this.state = reported == null ? "" : reported;
    }

    boolean is(String sqlState) {
        return state.equals(sqlState);
    }

    /// Whether two transactions waited for each other or wrote over each other: the same call may
    /// be repeated.
    public boolean isWorthRepeating() {
        return state.equals("40P01") || state.equals("40001");
    }
}
