/// What a person types after `./mlops`.
@NullMarked
package io.minimlops.local.command;

import org.jspecify.annotations.NullMarked;
