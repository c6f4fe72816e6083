package io.minimlops.orchestrator.document;

import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with a document, in the order it was found.
public final class Mistakes {

    private static final int MOST = 50;

    private final List<Problem.Violation> found = new ArrayList<>();

    public void add(String at, String message) {
        if (found.size() < MOST) {
            found.add(new Problem.Violation(at, message));
        }
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /// @throws ProblemException naming every mistake, when there is one
    public void refuse(String what) {
        if (!found.isEmpty()) {
            Problem.Violation first = found.getFirst();
            String more = found.size() == 1 ? "" : " (and " + (found.size() - 1) + " more)";
            throw new ProblemException(
                    new Problem.Invalid(
                            what + ": " + first.at() + " " + first.message() + more,
                            List.copyOf(found)));
        }
    }
}
