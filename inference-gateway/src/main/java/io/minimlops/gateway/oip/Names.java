package io.minimlops.gateway.oip;

import io.minimlops.gateway.deployment.ModelName;

/// Names in paths.
final class Names {

    private Names() {}

    static void check(String model) {
        if (!ModelName.isFit(model)) {
            throw new BadRequest("that is no model name");
        }
    }
}
