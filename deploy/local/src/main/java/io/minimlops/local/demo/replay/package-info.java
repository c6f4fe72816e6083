/// Event time: hour by hour, departures are asked about, landings become features and labels.
@NullMarked
package io.minimlops.local.demo.replay;

import org.jspecify.annotations.NullMarked;
