/// Whether the ports are free, and who has them if not.
@NullMarked
package io.minimlops.local.port;

import org.jspecify.annotations.NullMarked;
