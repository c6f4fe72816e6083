/// Whether this process can do its work, and whom it can reach. Only the former decides readiness:
/// predictions go on from what is loaded when others are away.
@NullMarked
package io.minimlops.gateway.health;

import org.jspecify.annotations.NullMarked;
