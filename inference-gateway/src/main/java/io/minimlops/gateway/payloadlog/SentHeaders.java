package io.minimlops.gateway.payloadlog;

import java.util.List;

/// What a client sent beside its request.
@FunctionalInterface
public interface SentHeaders {

    /// Every value of a header, in the order sent; none when it was not.
    ///
    /// @param name in any case
    List<String> all(String name);
}
