/// Joins feedback with the predictions it is about and keeps what that says of each version's
/// quality. A deployment's traffic may be steered by it, so nothing here knows of deployments.
@NullMarked
package io.minimlops.gateway.quality;

import org.jspecify.annotations.NullMarked;
