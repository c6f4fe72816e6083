package io.minimlops.embedded;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// How root runs a program that refuses root.
public final class OrdinaryUser {

    /// In a user namespace of its own nobody is root, and files still belong to who runs it.
    private static final List<String> NAMESPACE = List.of("unshare", "--user");

    /// Where namespaces are not allowed, as in most containers: as `nobody`, who may still write
    /// into root's folders. Below `/root` itself, which nobody may enter, this does not do.
    private static final List<String> NOBODY =
            List.of(
                    "setpriv",
                    "--reuid=65534",
                    "--regid=65534",
                    "--clear-groups",
                    "--inh-caps=+dac_override",
                    "--ambient-caps=+dac_override");

    private OrdinaryUser() {}

    /// What to put before a command: nothing for an ordinary user. Empty if root has no way.
    public static Optional<List<String>> prefix() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of(List.of());
        }
        return Stream.of(NAMESPACE, NOBODY).filter(OrdinaryUser::works).findFirst();
    }

    private static boolean works(List<String> prefix) {
        List<String> command =
                Stream.concat(prefix.stream(), Stream.of("sh", "-c", "test $(id -u) != 0"))
                        .toList();
        try {
            Process trial = new ProcessBuilder(command).redirectErrorStream(true).start();
            return trial.waitFor(5, TimeUnit.SECONDS) && trial.exitValue() == 0;
        } catch (IOException e) {
            // The program is not installed.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
