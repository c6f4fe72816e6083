package io.minimlops.tracker.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.minimlops.problem.Problem;
import io.minimlops.problem.Problem.Violation;
import io.minimlops.problem.ProblemException;
import io.minimlops.tracker.sweep.SweepPlan.Objective;
import io.minimlops.tracker.sweep.search.Domain;
import io.minimlops.tracker.sweep.search.Goal;
import io.minimlops.tracker.sweep.search.Rungs;
import io.minimlops.tracker.sweep.search.Space;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Reads a sweep's configuration: Weights & Biases' keys, and a few of ours. Every mistake is
/// reported, each with its place.
final class PlanReader {

    /// Learning from the history costs its length for each trial.
    private static final long MOST_LEARNING = 10_000;

    private static final long MOST = 1_000_000;
    private static final int MOST_PARAMETERS = 100;
    private static final int DEEPEST = 5;
    private static final double USUAL_ETA = 3;

    private final List<Violation> violations = new ArrayList<>();
    private final Entries document;
    private final SweepConfig config;

    PlanReader(ObjectNode document, SweepConfig config) {
        this.document = new Entries(document, "", violations);
        this.config = config;
    }

    /// @throws ProblemException naming everything that is wrong
    SweepPlan read(long seed) {
        Method method = method();
        Objective metric = metric();
        Space space = space();
        Rungs rungs = rungs();
        if (metric == null && (method == Method.TPE || rungs != null)) {
            document.wrong("metric", "is needed by this method or by early_terminate");
        }
        if (method == Method.GRID && !space.uncountable().isEmpty()) {
            document.wrong(
                    "parameters",
                    "a grid cannot go through all values of "
                            + space.uncountable()
                            + "; give values, whole min and max, or q_uniform");
        }
        long most = method == Method.TPE ? MOST_LEARNING : MOST;
        long cap = document.whole("run_cap", 1, most).orElse(most);
        int lease =
                (int)
                        document.whole("lease_seconds", 1, 604_800)
                                .orElse(config.lease().toSeconds());
        int attempts = (int) document.whole("attempts", 1, 100).orElse(config.attempts());
        ignoreTheRest();
        Problem.Invalid.refuse(List.copyOf(violations));
        return new SweepPlan(
                method,
                metric,
                space,
                rungs,
                method == Method.GRID ? Math.min(cap, space.gridSize()) : cap,
                document.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE).orElse(seed),
                lease,
                attempts);
    }

    private Method method() {
        String method = document.required("method") ? document.text("method", 40) : null;
        return switch (method) {
            case "grid" -> Method.GRID;
            case "bayes", "tpe" -> Method.TPE;
            case "random" -> Method.RANDOM;
            case null -> Method.RANDOM;
            default -> {
                document.wrong("method", "must be grid, random, bayes or tpe");
                yield Method.RANDOM;
            }
        };
    }

    private @Nullable Objective metric() {
        Entries metric = document.nested("metric");
        if (metric == null) {
            return null;
        }
        String name = metric.required("name") ? metric.text("name", 250) : null;
        Goal goal = Goal.MINIMIZE;
        if (metric.has("goal")) {
            String word = String.valueOf(metric.text("goal", 40)).toUpperCase(Locale.ROOT);
            if (word.equals("MAXIMIZE")) {
                goal = Goal.MAXIMIZE;
            } else if (!word.equals("MINIMIZE")) {
                metric.wrong("goal", "must be minimize or maximize");
            }
        }
        if (name != null && !ParameterName.isUsable(name)) {
            metric.wrong("name", ParameterName.EXPECTATION);
        }
        var target = metric.number("target");
        metric.nothingElse();
        return name == null
                ? null
                : new Objective(
                        name, goal, target.isPresent() ? (Double) target.getAsDouble() : null);
    }

    private Space space() {
        SequencedMap<String, Domain> domains = new LinkedHashMap<>();
        Entries parameters = document.required("parameters") ? document.nested("parameters") : null;
        if (parameters != null) {
            add(parameters, "", domains, 1);
            if (domains.isEmpty() && violations.isEmpty()) {
                document.wrong("parameters", "must hold at least one parameter");
            }
        }
        if (domains.size() > MOST_PARAMETERS) {
            document.wrong("parameters", "must be at most " + MOST_PARAMETERS);
        }
        return new Space(domains);
    }

    /// Nested parameters are named by their path: `optimizer.rate`.
    private void add(
            Entries parameters, String prefix, SequencedMap<String, Domain> domains, int depth) {
        for (String name : parameters.names()) {
            Entries parameter = parameters.nested(name);
            String path = prefix + name;
            if (parameter == null) {
                continue;
            }
            if (depth > DEEPEST) {
                parameters.wrong(name, "lies deeper than " + DEEPEST + " levels");
            } else if (parameter.has("parameters")) {
                Entries nested = parameter.nested("parameters");
                parameter.nothingElse();
                if (nested != null) {
                    add(nested, path + ".", domains, depth + 1);
                }
            } else {
                Domain domain = new ParameterReader(parameter).read();
                if (!ParameterName.isUsable(path)) {
                    parameters.wrong(name, ParameterName.EXPECTATION);
                } else if (domain != null && domains.putIfAbsent(path, domain) != null) {
                    parameters.wrong(name, "is there twice: " + path);
                }
            }
        }
    }

    private @Nullable Rungs rungs() {
        Entries early = document.nested("early_terminate");
        if (early == null) {
            return null;
        }
        String type = early.required("type") ? early.text("type", 40) : null;
        double eta = early.positive("eta", USUAL_ETA).orElse(USUAL_ETA);
        if (eta <= 1) {
            early.wrong("eta", "must be greater than 1");
            eta = USUAL_ETA;
        }
        var least = early.whole("min_iter", 1, Long.MAX_VALUE);
        var most = early.whole("max_iter", 1, Long.MAX_VALUE);
        Rungs rungs =
                switch (type) {
                    case "hyperband" -> hyperband(early, least, most, eta);
                    case "successive_halving" -> halving(early, least, most, eta);
                    case null -> null;
                    default -> {
                        early.wrong("type", "must be hyperband or successive_halving");
                        yield null;
                    }
                };
        early.nothingElse();
        return rungs;
    }

    private static Rungs hyperband(
            Entries early, java.util.OptionalLong least, java.util.OptionalLong most, double eta) {
        boolean strict = early.flag("strict");
        var brackets = early.whole("s", 1, 64);
        if (least.isPresent() == most.isPresent()) {
            early.wrong("needs either min_iter, or max_iter and s");
        } else if (most.isPresent() && brackets.isEmpty()) {
            early.wrong("s", "is needed with max_iter: how many rungs there are");
        }
        return least.isPresent()
                ? Rungs.from(least.getAsLong(), eta, strict)
                : Rungs.upTo(most.orElse(1), (int) brackets.orElse(1), eta, strict);
    }

    private static Rungs halving(
            Entries early, java.util.OptionalLong least, java.util.OptionalLong most, double eta) {
        early.required("min_iter");
        Rungs all = Rungs.from(least.orElse(1), eta, true);
        long end = most.orElse(Long.MAX_VALUE);
        return new Rungs(all.iterations().stream().filter(it -> it < end).toList(), eta, true);
    }

    /// Words for people and for agents: kept with the sweep, not looked into.
    private void ignoreTheRest() {
        document.text("name", 500);
        document.text("description", 5000);
        document.text("experiment", 500);
        document.text("project", 500);
        document.text("entity", 500);
        document.text("program", 5000);
        document.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE);
        document.has("command");
        document.has("experiment_id");
        document.nothingElse();
    }
}
