package io.minimlops.local.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {

    @TempDir Path checkout;
    @TempDir Path home;

    private Installation installation;
    private Path built;

    @BeforeEach
    void build() throws Exception {
        installation = new Installation(home.resolve("app"), checkout);
        built = installation.built(Part.MODEL_REGISTRY).resolve("lib/a.jar");
        Files.createDirectories(built.getParent());
        Files.writeString(built, "old");
    }

    @Test
    void aNewBuildDoesNotChangeWhatIsInstalledUntilItIsRenewed() throws Exception {
        installation.renew(List.of(Part.MODEL_REGISTRY));
        Path installed = installation.application(Part.MODEL_REGISTRY).resolve("lib/a.jar");
        Files.delete(built);
        Files.writeString(built, "new");
        assertThat(installed).hasContent("old");

        installation.renew(List.of(Part.MODEL_REGISTRY));

        assertThat(installed).hasContent("new");
    }

    @Test
    void onlyTheCheckoutsPartOfAClassPathIsInstalled() {
        String elsewhere = "/repository/x.jar";

        String classpath = installation.classpath(elsewhere + File.pathSeparator + built);

        assertThat(classpath.split(File.pathSeparator))
                .containsExactly(elsewhere, home.resolve("app/launcher/1-a.jar").toString());
    }
}
