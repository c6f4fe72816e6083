/// Runs as they happen, over Server-Sent Events: what is there, then what changes, in an order in
/// which a reader that was away finds again what it missed.
@NullMarked
package io.minimlops.tracker.stream;

import org.jspecify.annotations.NullMarked;
