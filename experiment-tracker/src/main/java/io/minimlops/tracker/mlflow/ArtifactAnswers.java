package io.minimlops.tracker.mlflow;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.artifact.ArtifactDownload;
import io.minimlops.tracker.artifact.ArtifactPath;
import io.minimlops.tracker.artifact.ArtifactStore;
import io.minimlops.tracker.artifact.FileState;
import io.minimlops.tracker.artifact.Transfer;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Files as answers, wherever they are asked for.
@ApplicationScoped
class ArtifactAnswers {

    private static final Pattern ONE_RANGE = Pattern.compile("bytes=(\\d+-\\d*|-\\d+)");
    private static final List<String> CONDITIONS =
            List.of(
                    HttpHeaders.IF_NONE_MATCH,
                    HttpHeaders.IF_MATCH,
                    HttpHeaders.IF_MODIFIED_SINCE,
                    HttpHeaders.IF_UNMODIFIED_SINCE);

    private final ArtifactDownload download;
    private final ArtifactStore store;
    private final CurrentVertxRequest current;

    ArtifactAnswers(ArtifactDownload download, ArtifactStore store, CurrentVertxRequest current) {
        this.current = current;
        this.download = download;
        this.store = store;
    }

    Response file(ArtifactPath path, HttpHeaders asked) {
        Transfer transfer =
                download.open(current.getCurrent().request(), path, conditions(asked))
                        .orElseThrow(() -> missing(path));
        return Attachment.answer(transfer);
    }

    Response state(ArtifactPath path) {
        FileState file = store.state(path).orElseThrow(() -> missing(path));
        return Attachment.answer(file);
    }

    /// A range this server does not understand is as if it were not there; so are several at once.
    private static Map<String, String> conditions(HttpHeaders asked) {
        Map<String, String> conditions = new HashMap<>();
        for (String name : CONDITIONS) {
            String value = asked.getHeaderString(name);
            if (value != null) {
                conditions.put(name, value);
            }
        }
        String range = asked.getHeaderString("Range");
        if (range != null
                && asked.getHeaderString("If-Range") == null
                && ONE_RANGE.matcher(range).matches()) {
            conditions.put("Range", range);
        }
        return conditions;
    }

    private static Refusal.NotFound missing(ArtifactPath path) {
        return new Refusal.NotFound("No such artifact: '" + path.value() + "'");
    }
}
