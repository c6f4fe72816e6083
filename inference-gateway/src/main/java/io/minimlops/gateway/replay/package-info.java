/// Shadow by replay: runs a candidate version over what the inference log holds of a period and
/// reports how its predictions differ, before it sees traffic. Replays live in this process only.
@NullMarked
package io.minimlops.gateway.replay;

import org.jspecify.annotations.NullMarked;
