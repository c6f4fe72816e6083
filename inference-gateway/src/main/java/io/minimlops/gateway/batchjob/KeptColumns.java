package io.minimlops.gateway.batchjob;

import io.minimlops.gateway.batchjob.table.EventTimes;
import io.minimlops.gateway.batchjob.table.Field;
import io.minimlops.gateway.batchjob.table.PartColumn;
import io.minimlops.problem.Problem.Violation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which columns of the input the output repeats.
final class KeptColumns {

    private static final String ALL = "*";

    private KeptColumns() {}

    /// @param violations gets what is wrong
    static List<String> of(
            SubmitBatchJob wish, List<Field> fields, Signature model, List<Violation> violations) {
        Set<String> kept = new LinkedHashSet<>();
        if (wish.idColumn() != null) {
            kept.add(wish.idColumn());
        }
        for (String name : wish.keep() == null ? List.<String>of() : wish.keep()) {
            if (name.equals(ALL)) {
                fields.stream()
                        .filter(field -> field.kind() != Field.Kind.OTHER)
                        .forEach(field -> kept.add(field.name()));
            } else {
                kept.add(name);
            }
        }
        List<String> taken = new ArrayList<>(List.of(PartColumn.ROW_NUMBER, "reason"));
        taken.add(PartColumn.MODEL_VERSION);
        model.outputs().forEach(output -> taken.add(output.name()));
        for (String name : kept) {
            check(name, fields, taken).ifPresent(violations::add);
        }
        return List.copyOf(kept);
    }

    private static Optional<Violation> check(String name, List<Field> fields, List<String> taken) {
        Field field = find(name, fields);
        String message =
                field == null
                        ? "names the column '%s', the input has %s"
                                .formatted(name, fields.stream().map(Field::name).toList())
                        : field.kind() == Field.Kind.OTHER
                                ? "names the column '%s', whose type cannot be kept".formatted(name)
                                : taken.contains(name)
                                        ? "names the column '%s', which the output has itself"
                                                .formatted(name)
                                        : null;
        return Optional.ofNullable(message).map(text -> new Violation("keep", text));
    }

    static void checkEventTime(
            @Nullable String name, List<Field> fields, List<Violation> violations) {
        if (name == null) {
            return;
        }
        Field field = find(name, fields);
        if (field == null || !EventTimes.canBe(field)) {
            violations.add(
                    new Violation(
                            "eventTime",
                            "must name a column of timestamps or RFC 3339 texts, '%s' is %s"
                                    .formatted(name, field == null ? "absent" : field.type())));
        }
    }

    private static @Nullable Field find(String name, List<Field> fields) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst().orElse(null);
    }
}
