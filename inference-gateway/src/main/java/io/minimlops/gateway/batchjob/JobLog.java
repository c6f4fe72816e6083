package io.minimlops.gateway.batchjob;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.minimlops.gateway.batchjob.store.Objects;
import io.minimlops.gateway.batchjob.store.Objects.Listed;
import io.minimlops.gateway.json.KeptJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The state of all jobs, as objects. Nothing is ever overwritten but a lease by its own holder:
/// jobs, commits, lease epochs and results are created, and creation has one winner.
///
/// ```
/// jobs/ID.json     state/ID/leases/EPOCH.json   state/ID/commits/PART.json   state/ID/result.json
/// open/ID          while there is no result
/// requests/HASH    the id that a client's own request id got
/// ```
final class JobLog {

    private static final JsonMapper JSON = KeptJson.MAPPER;

    private static final Pattern NUMBERED = Pattern.compile("/\\d{8,}\\.json$");

    private static final int ALL = Integer.MAX_VALUE;

    private final Objects objects;
    private final String bucket;

    JobLog(Objects objects, String bucket) {
        this.objects = objects;
        this.bucket = bucket;
    }

    void prepare() {
        objects.ensureBucket(bucket);
    }

    /// The id that belongs to a client's request id: this one, or that of an earlier request.
    String idFor(String requestHash, String fresh) {
        String key = "requests/" + requestHash;
        if (objects.create(bucket, key, fresh.getBytes(StandardCharsets.UTF_8))) {
            return fresh;
        }
        return objects.read(bucket, key)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse(fresh);
    }

    /// False when the job is there already.
    boolean create(BatchJob job) {
        objects.put(bucket, open(job.id()), new byte[0]);
        boolean created = objects.create(bucket, document(job.id()), json(job));
        if (!created && result(job.id()).isPresent()) {
            close(job.id());
        }
        return created;
    }

    Optional<BatchJob> find(String id) {
        return read(document(id), BatchJob.class);
    }

    /// Newest first: ids begin with their time.
    List<String> ids() {
        return objects.list(bucket, "jobs/", ALL).stream()
                .map(listed -> listed.key().substring("jobs/".length()).replace(".json", ""))
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /// Jobs without a result, oldest first.
    List<String> openIds() {
        return objects.list(bucket, "open/", ALL).stream()
                .map(listed -> listed.key().substring("open/".length()))
                .toList();
    }

    Optional<Lease> lease(String id) {
        return newest(key(id, "leases/")).flatMap(key -> read(key, Lease.class));
    }

    /// Whether this process won the epoch.
    boolean claim(String id, Lease lease) {
        return objects.create(bucket, leaseKey(id, lease.epoch()), json(lease));
    }

    void renew(String id, Lease lease) {
        objects.put(bucket, leaseKey(id, lease.epoch()), json(lease));
    }

    Commit lastCommit(String id) {
        return newest(key(id, "commits/"))
                .flatMap(key -> read(key, Commit.class))
                .orElse(Commit.NONE);
    }

    /// The numbered document with the highest number. Stores that keep objects as files list those
    /// that are being written too, under names of their own.
    private Optional<String> newest(String prefix) {
        return objects.list(bucket, prefix, ALL).stream()
                .map(Listed::key)
                .filter(key -> NUMBERED.matcher(key).find())
                .reduce((_, later) -> later);
    }

    /// False when another process committed this part.
    boolean commit(String id, Commit commit) {
        return objects.create(bucket, key(id, "commits/" + numbered(commit.part())), json(commit));
    }

    Optional<Result> result(String id) {
        return read(key(id, "result.json"), Result.class);
    }

    /// False when the job has ended already.
    boolean finish(String id, Result result) {
        boolean first = objects.create(bucket, key(id, "result.json"), json(result));
        close(id);
        return first;
    }

    /// Nobody needs to look after the job any more.
    void close(String id) {
        objects.delete(bucket, open(id));
    }

    /// Forgets a job that has ended.
    void delete(BatchJob job) {
        objects.delete(bucket, document(job.id()));
        for (Listed listed : objects.list(bucket, key(job.id(), ""), ALL)) {
            objects.delete(bucket, listed.key());
        }
        if (job.requestId() != null) {
            objects.delete(bucket, "requests/" + RequestHash.of(job.requestId()));
        }
    }

    /// As documents of jobs are written.
    static byte[] json(Object document) {
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> Optional<T> read(String key, Class<T> type) {
        return objects.read(bucket, key)
                .map(
                        bytes -> {
                            try {
                                return JSON.readValue(bytes, type);
                            } catch (IOException e) {
                                throw new UncheckedIOException(key + " cannot be read", e);
                            }
                        });
    }

    private static String key(String id, String name) {
        return "state/%s/%s".formatted(id, name);
    }

    private static String numbered(long number) {
        return "%08d.json".formatted(number);
    }

    private static String document(String id) {
        return "jobs/%s.json".formatted(id);
    }

    private static String leaseKey(String id, long epoch) {
        return key(id, "leases/" + numbered(epoch));
    }

    private static String open(String id) {
        return "open/" + id;
    }
}
