/// How much of the machine the platform takes.
@NullMarked
package io.minimlops.local.memory;

import org.jspecify.annotations.NullMarked;
