package io.minimlops.gateway.oip;

import io.minimlops.gateway.deployment.ModelName;

/// Names of models, as requests give them.
public final class Names {

    private Names() {}

    public static void check(String model) {
        if (!ModelName.isFit(model)) {
            throw new BadRequest("that is no model name");
        }
    }
}
