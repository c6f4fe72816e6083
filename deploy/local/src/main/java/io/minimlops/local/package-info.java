/// The launcher behind `./mlops`: one platform on one machine, from nothing but a JDK. Commands are
/// in `command`, the process that keeps everything alive in `supervisor`, the demo in `demo`.
@NullMarked
package io.minimlops.local;

import org.jspecify.annotations.NullMarked;
