/// The benches behind `./mlops bench`: what the services do in a second, beside what the machine
/// could. A bench brings up its own servers and services, drives them, and fills one table.
@NullMarked
package io.minimlops.bench;

import org.jspecify.annotations.NullMarked;
