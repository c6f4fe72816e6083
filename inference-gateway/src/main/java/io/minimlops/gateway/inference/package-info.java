/// One prediction from request to answer: routed, features looked up, batched, logged. Wires
/// translate to and from this package.
@NullMarked
package io.minimlops.gateway.inference;

import org.jspecify.annotations.NullMarked;
