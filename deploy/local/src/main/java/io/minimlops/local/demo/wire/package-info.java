/// The five services as their public APIs show them. Patient with a service that is being
/// restarted.
@NullMarked
package io.minimlops.local.demo.wire;

import org.jspecify.annotations.NullMarked;
