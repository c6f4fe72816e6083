package io.minimlops.gateway.batchjob.table;

/// A file that will never be readable as the table it was said to be.
public final class MalformedTable extends RuntimeException {

    public MalformedTable(String message) {
        super(message);
    }

    public MalformedTable(String message, Throwable cause) {
        super(message, cause);
    }
}
