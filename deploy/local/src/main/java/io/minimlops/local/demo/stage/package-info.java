/// The demo's stages. Each says what it expects and fails when it did not come true.
@NullMarked
package io.minimlops.local.demo.stage;

import org.jspecify.annotations.NullMarked;
