/// Dynamic batching as plain Java: requests wait in lanes, and a batch stays open until somebody
/// really takes it. Nothing here knows models, HTTP or a framework; whatever can answer several
/// requests in one go can be batched, and requests that ask for the same at the same time can share
/// one run.
@NullMarked
package io.minimlops.gateway.batch;

import org.jspecify.annotations.NullMarked;
