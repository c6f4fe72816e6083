package io.minimlops.tracker;

/// Why a request was not carried out. The wire decides how to say it; nothing was written.
public abstract sealed class Refusal extends RuntimeException {

    private Refusal(String message) {
        super(message, null, false, false);
    }

    /// The request asks for something that makes no sense.
    public static final class Invalid extends Refusal {
        public Invalid(String message) {
            super(message);
        }
    }

    /// What the request names is not there.
    public static final class NotFound extends Refusal {
        public NotFound(String message) {
            super(message);
        }
    }

    /// The name is taken.
    public static final class Taken extends Refusal {
        public Taken(String message) {
            super(message);
        }
    }

    /// The request is right, but not in the state the thing is in.
    public static final class WrongState extends Refusal {
        public WrongState(String message) {
            super(message);
        }
    }

    /// The body is larger than this server reads.
    public static final class TooLarge extends Refusal {
        public TooLarge(String message) {
            super(message);
        }
    }

    /// The wire has this call, this server does not.
    public static final class Unsupported extends Refusal {
        public Unsupported(String message) {
            super(message);
        }
    }

    /// Something this server needs does not answer; trying again later may work.
    public static final class Unavailable extends Refusal {
        private final String dependency;

        public Unavailable(String dependency) {
            super(dependency + " is not available at the moment, try again later");
            this.dependency = dependency;
        }

        public String dependency() {
            return dependency;
        }
    }
}
