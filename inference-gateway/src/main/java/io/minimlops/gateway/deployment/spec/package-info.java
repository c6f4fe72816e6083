/// What a deployment wants beyond a model and an alias: its descriptor, as clients write it and as
/// the log keeps it. Everything is optional; what is absent is as the service is configured.
@NullMarked
package io.minimlops.gateway.deployment.spec;

import org.jspecify.annotations.NullMarked;
