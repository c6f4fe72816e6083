/// A platform's folder: what is kept where, the secrets it was made with, and what runs in it now.
@NullMarked
package io.minimlops.local.home;

import org.jspecify.annotations.NullMarked;
