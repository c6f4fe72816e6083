package io.minimlops.tracker.run;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Parameters are written once: the same value again is fine, another value is refused.
@ApplicationScoped
class RunParams {

    private final Database database;

    RunParams(Database database) {
        this.database = database;
    }

    void log(RunAccess.Open run, List<Param> params) {
        if (params.isEmpty()) {
            return;
        }
        refuseDuplicates(params);
        List<Param> sorted = params.stream().sorted(Comparator.comparing(Param::key)).toList();
        String[] keys = sorted.stream().map(Param::key).toArray(String[]::new);
        int added =
                database.update(
                        Sql.of(
                                "insert into param (run_seq, key, value) select ?, key, value"
                                        + " from unnest(?::text[], ?::text[]) as p (key, value)"
                                        + " on conflict do nothing",
                                run.seq(),
                                keys,
                                sorted.stream().map(Param::value).toArray(String[]::new)));
        if (added < sorted.size()) {
            refuseChanges(run, params, stored(run.seq(), keys));
        }
    }

    private Map<String, String> stored(long seq, String[] keys) {
        return database
                .query(
                        Sql.of(
                                "select key, value from param where run_seq = ? and key = any(?::text[])",
                                seq,
                                keys),
                        row -> new Param(row.getString(1), row.getString(2)))
                .stream()
                .collect(toMap(Param::key, Param::value));
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
}
