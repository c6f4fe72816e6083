package io.minimlops.tracker.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.minimlops.tracker.artifact.FileState;
import io.minimlops.tracker.artifact.MediaTypes;
import io.minimlops.tracker.artifact.Transfer;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// A file as an answer: streamed, and never shown by a browser as part of this site.
final class Attachment {

    private static final List<String> PASSED_ON =
            List.of("Content-Length", "Content-Range", "ETag", "Last-Modified");

    private Attachment() {}

    static Response answer(Transfer file) {
        int status = file.answer().statusCode();
        return switch (status) {
            case 200, 206 -> whole(file, status);
            default -> {
                file.answer().resume();
                yield refused(file, status);
            }
        };
    }

    /// What HEAD says: the same without the file.
    static Response answer(FileState file) {
        return described(Response.ok(), file.name())
                .type(MediaTypes.of(file.name()))
                .header(HttpHeaders.CONTENT_LENGTH, file.size())
                .header(HttpHeaders.ETAG, "\"" + file.etag() + "\"")
                .header(
                        HttpHeaders.LAST_MODIFIED,
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(file.changedAt()))
                .build();
    }

    private static Response whole(Transfer file, int status) {
        Response.ResponseBuilder answer =
                described(Response.status(status), file.name())
                        .entity(file)
                        .type(MediaTypes.of(file.name()));
        for (String name : PASSED_ON) {
            String value = file.answer().getHeader(name);
            if (value != null) {
                answer.header(name, value);
            }
        }
        return answer.build();
    }

    private static Response refused(Transfer file, int status) {
        Response answer =
                switch (status) {
                    case 416 ->
                            Failure.answer(
                                    416,
                                    "INVALID_PARAMETER_VALUE",
                                    "The file does not have the range asked for.");
                    case 412 ->
                            Failure.answer(
                                    412, "INVALID_PARAMETER_VALUE", "The file is another one.");
                    default -> Response.status(status).build();
                };
        for (String name : List.of("Content-Range", "ETag")) {
            String value = file.answer().getHeader(name);
            if (value != null) {
                answer.getHeaders().putSingle(name, value);
            }
        }
        return answer;
    }

    private static Response.ResponseBuilder described(
            Response.ResponseBuilder answer, String name) {
        return answer.header(HttpHeaders.CONTENT_DISPOSITION, disposition(name))
                .header("Accept-Ranges", "bytes");
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
