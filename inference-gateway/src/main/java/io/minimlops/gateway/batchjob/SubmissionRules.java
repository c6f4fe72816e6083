package io.minimlops.gateway.batchjob;

import io.minimlops.gateway.batchjob.table.TableFormat;
import io.minimlops.problem.Problem.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What can be wrong with a job before anything is looked at.
final class SubmissionRules {

    static final int MOST_ROWS_PER_PART = 10_000_000;

    private final List<Violation> violations = new ArrayList<>();

    private SubmissionRules() {}

    static List<Violation> violations(SubmitBatchJob wish) {
        SubmissionRules rules = new SubmissionRules();
        rules.require("deployment", wish.deployment());
        rules.input(wish.input());
        rules.output(wish.output());
        rules.columns(wish);
        Integer rows = wish.rowsPerPart();
        if (rows != null && (rows < 1 || rows > MOST_ROWS_PER_PART)) {
            rules.violate("rowsPerPart", "must be from 1 to " + MOST_ROWS_PER_PART);
        }
        Long speed = wish.maxRowsPerSecond();
        if (speed != null && speed < 1) {
            rules.violate("maxRowsPerSecond", "must be at least 1; leave it out for no limit");
        }
        Double share = wish.maxFailedShare();
        if (share != null && !(share >= 0 && share <= 1)) {
            rules.violate("maxFailedShare", "must be from 0 to 1");
        }
        if (wish.requestId() != null
                && (wish.requestId().isBlank() || wish.requestId().length() > 256)) {
            rules.violate("requestId", "must have 1 to 256 characters");
        }
        return rules.violations;
    }

    static Optional<TableFormat> format(@Nullable String word) {
        return Arrays.stream(TableFormat.values())
                .filter(format -> format.word().equals(word))
                .findFirst();
    }

    private void input(SubmitBatchJob.@Nullable Input input) {
        if (input == null) {
            violate("input", "must say bucket, key or prefix, and format");
            return;
        }
        require("input.bucket", input.bucket());
        if ((input.key() == null) == (input.prefix() == null)) {
            violate("input", "must have either a key or a prefix");
        }
        if (format(input.format()).isEmpty()) {
            violate(
                    "input.format",
                    "must be 'parquet' or 'csv', is '%s'".formatted(input.format()));
        }
    }

    private void output(SubmitBatchJob.@Nullable Output output) {
        if (output == null) {
            violate("output", "must say bucket and prefix");
            return;
        }
        require("output.bucket", output.bucket());
        require("output.prefix", output.prefix());
    }

    private void columns(SubmitBatchJob wish) {
        if (wish.columns() != null) {
            wish.columns()
                    .forEach(
                            (name, columns) -> {
                                if (columns == null
                                        || columns.isEmpty()
                                        || columns.stream().anyMatch(c -> c == null)) {
                                    violate("columns." + name, "must be a list of column names");
                                }
                            });
        }
        if (wish.keep() != null && wish.keep().stream().anyMatch(name -> name == null)) {
            violate("keep", "must be a list of column names");
        }
    }

    private void require(String at, @Nullable String text) {
        if (text == null || text.isBlank()) {
            violate(at, "must not be empty");
        }
    }

    private void violate(String at, String message) {
        violations.add(new Violation(at, message));
    }
}
