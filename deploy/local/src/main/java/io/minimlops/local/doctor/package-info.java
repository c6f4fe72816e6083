/// What a person would check first when the platform does not come up.
@NullMarked
package io.minimlops.local.doctor;

import org.jspecify.annotations.NullMarked;
