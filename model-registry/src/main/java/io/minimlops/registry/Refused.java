package io.minimlops.registry;

/// Carries a [Refusal] from where it is found to the edge.
public final class Refused extends RuntimeException {

    private final transient Refusal refusal;

    public Refused(Refusal refusal) {
        super(refusal.problem().detail());
        this.refusal = refusal;
    }

    public Refused(Refusal refusal, Throwable cause) {
        super(refusal.problem().detail(), cause);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
