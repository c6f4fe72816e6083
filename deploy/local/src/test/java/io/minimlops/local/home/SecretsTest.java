package io.minimlops.local.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir Path directory;

    @Test
    void aHomeKeepsTheSecretsItWasMadeWith() {
        Home home = Home.at(directory);
        Secrets made = Secrets.of(home);
        made.keep(home, Map.of("MLOPS_TRACKER_URL", "http://127.0.0.1:5000"));

        assertThat(Secrets.of(home)).isEqualTo(made);
    }

    @Test
    void twoHomesHaveDifferentSecrets() {
        Secrets first = Secrets.of(Home.at(directory.resolve("one")));
        Secrets second = Secrets.of(Home.at(directory.resolve("two")));

        assertThat(first.postgresPassword()).isNotEqualTo(second.postgresPassword());
        assertThat(first.s3SecretKey()).isNotEqualTo(second.s3SecretKey());
    }

    @Test
    void onlyTheOwnerMayReadThem() throws Exception {
        Home home = Home.at(directory);

        Secrets.of(home).keep(home, Map.of());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.env())))
                .isEqualTo("rw-------");
    }

    @Test
    void theyAreNotPrinted() {
        Secrets secrets = Secrets.of(Home.at(directory));

        assertThat(secrets.toString()).doesNotContain(secrets.postgresPassword());
    }
}
