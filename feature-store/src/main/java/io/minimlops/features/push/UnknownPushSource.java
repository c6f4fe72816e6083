package io.minimlops.features.push;

/// No feature view is fed by that name.
public final class UnknownPushSource extends RuntimeException {

    private final String pushSource;

    UnknownPushSource(String pushSource) {
        super("no feature view has the push source '" + pushSource + "'");
        this.pushSource = pushSource;
    }

    public String pushSource() {
        return pushSource;
    }
}
