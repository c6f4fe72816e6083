package io.minimlops.registry.search;

import io.minimlops.registry.Refusal.InvalidValue;
import io.minimlops.registry.Refused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads order_by clauses: `name DESC`, `` `version_number` ``.
final class OrderBy {

    private static final Pattern CLAUSE =
            Pattern.compile(
                    "\\s*(?:attributes?\\.)?[`\"]?(\\w+)[`\"]?(?:\\s+(asc|desc))?\\s*",
                    Pattern.CASE_INSENSITIVE);

    private OrderBy() {}

    static String sql(SearchSchema schema, List<String> clauses) {
        List<String> order = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String clause : clauses) {
            Matcher matcher = CLAUSE.matcher(clause);
            String column = matcher.matches() ? schema.sortColumns().get(matcher.group(1)) : null;
            if (column == null) {
                throw invalid(
                        "Invalid order_by clause '%s'. Could not be parsed.".formatted(clause));
            }
            if (!seen.add(column)) {
                throw invalid("`order_by` contains duplicate fields: %s".formatted(clauses));
            }
            String direction = matcher.group(2) == null ? "asc" : matcher.group(2);
            order.add(column + " " + direction.toLowerCase(Locale.ROOT));
        }
        order.addAll(schema.defaultOrder());
        return String.join(", ", order);
    }

    private static Refused invalid(String detail) {
        return new Refused(new InvalidValue(detail));
    }
}
