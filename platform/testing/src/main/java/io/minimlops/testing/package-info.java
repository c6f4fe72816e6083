/// What the tests of the services share: real servers under a Quarkus test, reading events back,
/// the rules of the house and the check of a service's OpenAPI document.
@NullMarked
package io.minimlops.testing;

import org.jspecify.annotations.NullMarked;
