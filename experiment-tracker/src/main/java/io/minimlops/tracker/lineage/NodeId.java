package io.minimlops.tracker.lineage;

import io.minimlops.tracker.Refusal;
import java.util.Arrays;
import java.util.stream.Collectors;

/// What a node is and what it is called, written `run:4f…` or `model:churn@3`.
///
/// @param name for kinds with versions `<name>@<version>`
public record NodeId(Kind kind, String name) {

    private static final int LONGEST = 2048;

    /// What can be a node.
    public enum Kind {
        RUN("run"),
        /// A version of a dataset kept here.
        DATASET("dataset"),
        /// A dataset as MLflow's clients describe it: `<experiment>/<name>@<digest>`.
        MLFLOW_DATASET("mlflow-dataset"),
        TRAINING_SET("training-set"),
        LOGGED_MODEL("logged-model"),
        /// A version in the model registry.
        MODEL("model"),
        PIPELINE_RUN("pipeline-run");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        boolean isVersioned() {
            return this == DATASET || this == MLFLOW_DATASET || this == MODEL;
        }
    }

    /// @throws Refusal.Invalid when the text names no node
    public static NodeId parse(String text) {
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        Kind kind =
                Arrays.stream(Kind.values())
                        .filter(it -> it.word.equals(word))
                        .findFirst()
                        .orElseThrow(() -> unreadable(text));
        String name = colon < 0 ? "" : text.substring(colon + 1);
        int at = name.lastIndexOf('@');
        boolean whole = kind.isVersioned() ? at > 0 && at < name.length() - 1 : !name.isEmpty();
        if (!whole || name.length() > LONGEST || name.indexOf('\0') >= 0) {
            throw unreadable(text);
        }
        return new NodeId(kind, name);
    }

    public static NodeId run(String id) {
        return new NodeId(Kind.RUN, id);
    }

    public static NodeId versioned(Kind kind, String name, String version) {
        return new NodeId(kind, name + "@" + version);
    }

    /// The name without its version.
    String stem() {
        return name.substring(0, name.lastIndexOf('@'));
    }

    String version() {
        return name.substring(name.lastIndexOf('@') + 1);
    }

    @Override
    public String toString() {
        return kind.word + ":" + name;
    }

    private static Refusal.Invalid unreadable(String text) {
        String kinds =
                Arrays.stream(Kind.values())
                        .map(it -> it.word + (it.isVersioned() ? ":<name>@<version>" : ":<id>"))
                        .collect(Collectors.joining(", "));
        String shown = text.length() > 100 ? text.substring(0, 100) + "…" : text;
        return new Refusal.Invalid("'node' is '" + shown + "'; expected one of " + kinds);
    }
}
