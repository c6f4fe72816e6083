/// The loop on real flights, as a user of the public APIs would turn it. Every stage checks what it
/// claims.
@NullMarked
package io.minimlops.local.demo;

import org.jspecify.annotations.NullMarked;
