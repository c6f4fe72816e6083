package io.minimlops.tracker.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.minimlops.tracker.artifact.Download;
import io.minimlops.tracker.artifact.MediaTypes;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;

/// A file as an answer: streamed, and never shown by a browser as part of this site.
final class Attachment {

    private Attachment() {}

    static Response answer(Download file) {
        Response.ResponseBuilder answer =
                Response.ok(file.content(), MediaTypes.of(file.name()))
                        .header(HttpHeaders.CONTENT_DISPOSITION, disposition(file.name()));
        if (file.size() >= 0) {
            answer.header(HttpHeaders.CONTENT_LENGTH, file.size());
        }
        return answer.build();
    }

    /// RFC 6266: a plain name for old clients, and the exact one in UTF-8.
    static String disposition(String name) {
        String plain = name.replaceAll("[^\\x20-\\x7e]|[\"\\\\%]", "_");
        String exact = URLEncoder.encode(name, UTF_8).replace("+", "%20").replace("*", "%2A");
        return plain.equals(name)
                ? "attachment; filename=\"" + name + "\""
                : "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + exact;
    }
}
