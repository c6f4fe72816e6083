package io.minimlops.local.command;

import io.minimlops.embedded.Directories;
import io.minimlops.local.PlatformOptions;
import io.minimlops.local.home.Home;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "reset", description = "stop everything and forget it: runs, models, features")
public final class ResetCommand implements Callable<Integer> {

    private static final int REFUSED = 1;

    @Mixin private PlatformOptions options = new PlatformOptions();

    @Option(names = "--yes", description = "do not ask")
    private boolean yes;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Home home = options.home();
        if (!Files.exists(home.directory())) {
            out.println("There is nothing in " + home.directory() + ".");
            return 0;
        }
        if (!yes && !confirmed(home, out)) {
            out.println("Nothing was deleted.");
            return REFUSED;
        }
        DownCommand.stop(home);
        home.contents().forEach(Directories::delete);
        out.println("Forgotten.");
        return 0;
    }

    private static boolean confirmed(Home home, PrintWriter out) throws IOException {
        out.printf(
                "Delete all runs, models, features and logs in %s? Type yes: ", home.directory());
        out.flush();
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        String answer = in.readLine();
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).equals("yes");
    }
}
