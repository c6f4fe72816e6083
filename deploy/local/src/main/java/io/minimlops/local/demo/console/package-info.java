/// What the person in front of the terminal sees. Plain lines where there is no terminal.
@NullMarked
package io.minimlops.local.demo.console;

import org.jspecify.annotations.NullMarked;
