package io.minimlops.tracker.graphql;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.InlineFragment;
import graphql.language.Node;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.SelectionSetContainer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How much one document may ask for, counted before anything is looked up. The words are those
/// of MLflow's own server.
final class QueryGuard {

    private static final int MOST_ROOT_FIELDS = 10;
    private static final int MOST_ALIASES = 10;
    private static final int DEEPEST = 10;
    private static final int MOST_SELECTIONS = 1000;

    private int rootFields;
    private int aliases;
    private int selections;

    private QueryGuard() {}

    /// Why the document is refused, if it is.
    static Optional<String> objection(Document document) {
        QueryGuard guard = new QueryGuard();
        return Optional.ofNullable(guard.scanned(document)).or(guard::excess);
    }

    private @Nullable String scanned(Document document) {
        Deque<Level> levels = new ArrayDeque<>();
        for (Node<?> definition : document.getDefinitions()) {
            push(definition, 1, levels);
        }
        while (!levels.isEmpty()) {
            Level level = levels.pop();
            if (level.depth() > DEEPEST) {
                return "Query exceeds maximum depth of " + DEEPEST;
            }
            count(level, levels);
            if (selections > MOST_SELECTIONS) {
                return "Query exceeds maximum total selections of " + MOST_SELECTIONS;
            }
        }
        return null;
    }

    private void count(Level level, Deque<Level> levels) {
        int aliasesHere = 0;
        for (Selection<?> selection : level.selections()) {
            selections++;
            if (selection instanceof Field field) {
                rootFields += level.depth() == 1 ? 1 : 0;
                aliasesHere += field.getAlias() == null ? 0 : 1;
            }
            int deeper = selection instanceof InlineFragment ? 0 : 1;
            push(selection, level.depth() + deeper, levels);
        }
        aliases = Math.max(aliases, aliasesHere);
    }

    private static void push(Node<?> node, int depth, Deque<Level> levels) {
        if (node instanceof SelectionSetContainer<?> container) {
            SelectionSet below = container.getSelectionSet();
            if (below != null) {
                levels.push(new Level(below.getSelections(), depth));
            }
        }
    }

    private Optional<String> excess() {
        return excess("root fields", "ROOT_FIELDS", MOST_ROOT_FIELDS, rootFields)
                .or(() -> excess("aliases", "ALIASES", MOST_ALIASES, aliases));
    }

    private static Optional<String> excess(String what, String variable, int most, int count) {
        return count <= most
                ? Optional.empty()
                : Optional.of(
                        ("GraphQL queries should have at most %d %s, got %d %s. To increase the"
                                        + " limit, set the MLFLOW_SERVER_GRAPHQL_MAX_%s environment"
                                        + " variable.")
                                .formatted(most, what, count, what, variable));
    }

    @SuppressWarnings("rawtypes")
    private record Level(List<Selection> selections, int depth) {}
}
