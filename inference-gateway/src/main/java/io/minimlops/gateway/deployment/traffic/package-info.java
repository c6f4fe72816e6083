/// How a deployment's requests are shared between versions, and what that taught: the split, its
/// counts, the shadow's differences. Plain Java rules; what runs models is elsewhere.
@NullMarked
package io.minimlops.gateway.deployment.traffic;

import org.jspecify.annotations.NullMarked;
