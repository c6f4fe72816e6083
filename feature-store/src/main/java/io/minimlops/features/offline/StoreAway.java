package io.minimlops.features.offline;

import io.minimlops.problem.ProblemException;
import org.apache.iceberg.exceptions.NotFoundException;

/// The object store cannot be reached. Iceberg repeats a failed read of table metadata for a
/// minute, except when the file is not found; so this is told to it as one, and leaves at once.
final class StoreAway extends NotFoundException {

    private final transient ProblemException problem;

    StoreAway(ProblemException problem) {
        super(problem, "%s", problem.problem().detail());
        this.problem = problem;
    }

    ProblemException problem() {
        return problem;
    }
}
