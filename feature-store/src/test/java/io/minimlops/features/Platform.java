package io.minimlops.features;

import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/// A test against the running service, booted once for all of them.
@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "features"))
@Retention(RetentionPolicy.RUNTIME)
public @interface Platform {}
