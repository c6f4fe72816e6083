package io.minimlops.gateway.oip;

import org.jspecify.annotations.Nullable;

/// The header that says where JSON ends and tensors begin.
final class HeadLength {

    private HeadLength() {}

    /// @return -1 when the header is absent, 0 for a body without JSON
    static long of(@Nullable String header) {
        if (header == null) {
            return -1;
        }
        try {
            long length = Long.parseLong(header.trim());
            if (length >= 0) {
                return length;
            }
        } catch (NumberFormatException e) {
            throw new BadRequest("Inference-Header-Content-Length is no number: " + header);
        }
        throw new BadRequest(
                "Inference-Header-Content-Length must be the length of the JSON before the tensors");
    }
}
