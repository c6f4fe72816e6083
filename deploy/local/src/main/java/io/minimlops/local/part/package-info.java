/// What a platform is made of: three servers and five services, how each is started and asked
/// whether it is ready.
@NullMarked
package io.minimlops.local.part;

import org.jspecify.annotations.NullMarked;
