/// Remembered answers: the same inputs again are answered without the model. Plain Java; whoever
/// owns a cache decides what it holds, which is one version's answers and no other's. While the
/// first answer is on its way, [InputKey] lets the batcher tell who asks for the same.
@NullMarked
package io.minimlops.gateway.cache;

import org.jspecify.annotations.NullMarked;
