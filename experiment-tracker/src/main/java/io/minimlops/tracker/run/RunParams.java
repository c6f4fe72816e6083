package io.minimlops.tracker.run;

import static java.util.stream.Collectors.joining;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Parameters are written once: the same value again is fine, another value is refused.
@ApplicationScoped
class RunParams {

    private final Database database;

    RunParams(Database database) {
        this.database = database;
    }

    /// Within the caller's transaction; of calls with one key the first counts.
    ///
    /// @return the calls of which no parameter was written, and why
    Map<LogWrite, Refusal> log(Map<LogWrite, RunAccess.Open> calls) {
        if (calls.keySet().stream().allMatch(call -> call.batch().params().isEmpty())) {
            return Map.of();
        }
        Map<Place, String> known = stored(calls);
        Map<Place, String> added = new TreeMap<>();
        Map<LogWrite, Refusal> refused = new HashMap<>();
        calls.forEach(
                (call, run) -> {
                    try {
                        added.putAll(admit(run, call.batch().params(), known));
                        known.putAll(added);
                    } catch (Refusal refusal) {
                        refused.put(call, refusal);
                    }
                });
        insert(added);
        return refused;
    }

    /// Those that are new.
    private static Map<Place, String> admit(
            RunAccess.Open run, List<Param> params, Map<Place, String> known) {
        refuseDuplicates(params);
        Map<String, String> stored = new HashMap<>();
        Map<Place, String> added = new HashMap<>();
        for (Param param : params) {
            Place place = new Place(run.seq(), param.key());
            String value = known.get(place);
            if (value == null) {
                added.put(place, param.value());
            }
            stored.put(param.key(), value == null ? param.value() : value);
        }
        refuseChanges(run, params, stored);
        return added;
    }

    private Map<Place, String> stored(Map<LogWrite, RunAccess.Open> calls) {
        List<Place> places =
                calls.entrySet().stream()
                        .flatMap(
                                call ->
                                        call.getKey().batch().params().stream()
                                                .map(
                                                        p ->
                                                                new Place(
                                                                        call.getValue().seq(),
                                                                        p.key())))
                        .distinct()
                        .toList();
        Map<Place, String> stored = new HashMap<>();
        database.query(
                Sql.of(
                        "select p.run_seq, p.key, p.value from unnest(?::bigint[], ?::text[]) as w (run_seq, key)"
                                + " join param p on p.run_seq = w.run_seq and p.key = w.key",
                        places.stream().mapToLong(Place::runSeq).toArray(),
                        places.stream().map(Place::key).toArray(String[]::new)),
                row -> stored.put(new Place(row.getLong(1), row.getString(2)), row.getString(3)));
        return stored;
    }

    private void insert(Map<Place, String> added) {
        int count =
                database.update(
                        Sql.of(
                                "insert into param (run_seq, key, value)"
                                        + " select * from unnest(?::bigint[], ?::text[], ?::text[])"
                                        + " on conflict do nothing",
                                added.keySet().stream().mapToLong(Place::runSeq).toArray(),
                                added.keySet().stream().map(Place::key).toArray(String[]::new),
                                added.values().toArray(String[]::new)));
        if (count < added.size()) {
            throw new Overtaken();
        }
    }

    private static void refuseChanges(
            RunAccess.Open run, List<Param> params, Map<String, String> stored) {
        List<Param> changed =
                params.stream().filter(p -> !p.value().equals(stored.get(p.key()))).toList();
        if (changed.isEmpty()) {
            return;
        }
        throw new Refusal.Invalid(
                params.size() == 1
                        ? changedOne(run, changed.getFirst(), stored)
                        : changedMany(run, changed, stored));
    }

    private static String changedOne(RunAccess.Open run, Param param, Map<String, String> stored) {
        return ("Changing param values is not allowed. Param with key='%s' was already logged with"
                        + " value='%s' for run ID='%s'. Attempted logging new value '%s'.")
                .formatted(param.key(), stored.get(param.key()), run.runId(), param.value());
    }

    private static String changedMany(
            RunAccess.Open run, List<Param> changed, Map<String, String> stored) {
        return changed.stream()
                .map(
                        p ->
                                "{'key': '%s', 'old_value': '%s', 'new_value': '%s'}"
                                        .formatted(p.key(), stored.get(p.key()), p.value()))
                .collect(
                        joining(
                                ", ",
                                "Changing param values is not allowed. Params were already logged='[",
                                "]' for run ID='" + run.runId() + "'."));
    }

    private static void refuseDuplicates(List<Param> params) {
        Set<String> seen = new HashSet<>();
        String twice =
                params.stream()
                        .map(Param::key)
                        .filter(key -> !seen.add(key))
                        .distinct()
                        .map(key -> "'" + key + "'")
                        .collect(joining(", "));
        if (!twice.isEmpty()) {
            throw new Refusal.Invalid(
                    "Duplicate parameter keys have been submitted: ["
                            + twice
                            + "]. Please ensure the request contains only one param value per param key.");
        }
    }

    private record Place(long runSeq, String key) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byRun = Long.compare(runSeq, other.runSeq);
            return byRun == 0 ? key.compareTo(other.key) : byRun;
        }
    }

    /// Another process wrote one of the parameters between our look and our write.
    static final class Overtaken extends RuntimeException {
        Overtaken() {
            super("a parameter was written by somebody else at the same time");
        }
    }
}
