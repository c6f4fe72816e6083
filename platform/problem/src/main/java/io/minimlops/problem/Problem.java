package io.minimlops.problem;

import java.time.Duration;
import java.util.List;

/// Everything that can be wrong with a request, and the one thing that can be wrong with us that
/// we can name.
public sealed interface Problem {

    /// HTTP status code.
    int status();

    /// From a closed list; programs may depend on it.
    String code();

    /// What was wrong, where, and what was expected.
    String detail();

    /// @param kind what was looked for, for example `feature view`
    record NotFound(String kind, String name) implements Problem {
        @Override
        public int status() {
            return 404;
        }

        @Override
        public String code() {
            return "not-found";
        }

        @Override
        public String detail() {
            return kind + " '" + name + "' does not exist";
        }
    }

    /// The request cannot be read: malformed JSON or YAML, a wrong type, a missing field.
    record Malformed(String detail) implements Problem {
        @Override
        public int status() {
            return 400;
        }

        @Override
        public String code() {
            return "malformed";
        }
    }

    /// The request can be read and breaks a rule; each violation says where and what was expected.
    record Invalid(String detail, List<Violation> violations) implements Problem {

        public Invalid(String detail) {
            this(detail, List.of());
        }

        /// The first violation is the detail.
        ///
        /// @param violations at least one
        public static Invalid of(List<Violation> violations) {
            Violation first = violations.getFirst();
            return new Invalid(first.at() + " " + first.message(), violations);
        }

        /// @throws ProblemException as [#of] has it, when there are any
        public static void refuse(List<Violation> violations) {
            if (!violations.isEmpty()) {
                throw new ProblemException(of(violations));
            }
        }

        @Override
        public int status() {
            return 422;
        }

        @Override
        public String code() {
            return "invalid";
        }
    }

    /// The request is fine and does not fit the present state.
    ///
    /// @param code more precise than `conflict`, for example `damaged-version`
    record Conflict(String code, String detail) implements Problem {
        @Override
        public int status() {
            return 409;
        }
    }

    record TooLarge(String detail) implements Problem {
        @Override
        public int status() {
            return 413;
        }

        @Override
        public String code() {
            return "too-large";
        }
    }

    record UnsupportedMediaType(String detail) implements Problem {
        @Override
        public int status() {
            return 415;
        }

        @Override
        public String code() {
            return "unsupported-media-type";
        }
    }

    /// Something we depend on is away; the same request may well succeed later.
    ///
    /// @param dependency its name, for example `postgresql`, `kafka`, `s3` or a service
    record Unavailable(String dependency, String detail, Duration retryAfter) implements Problem {

        public Unavailable(String dependency, String detail) {
            this(dependency, detail, Duration.ofSeconds(1));
        }

        @Override
        public int status() {
            return 503;
        }

        @Override
        public String code() {
            return "unavailable";
        }
    }

    /// What the framework refused before our code saw it, or an error of ours.
    record Refused(int status, String detail) implements Problem {
        @Override
        public String code() {
            return switch (status) {
                case 404 -> "not-found";
                case 405 -> "method-not-allowed";
                case 406 -> "not-acceptable";
                case 413 -> "too-large";
                case 415 -> "unsupported-media-type";
                case 500 -> "internal";
                default -> "refused";
            };
        }
    }

    /// @param at where: a JSON pointer, a field, or row and column
    record Violation(String at, String message) {}
}
