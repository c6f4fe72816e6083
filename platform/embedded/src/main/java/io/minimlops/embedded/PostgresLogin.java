package io.minimlops.embedded;

/// The one role of an embedded PostgreSQL, fixed when its data directory is first made.
public record PostgresLogin(String user, String password) {

    @Override
    public String toString() {
        return user;
    }
}
