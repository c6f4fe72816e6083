package io.minimlops.local;

import io.minimlops.local.command.CommandFailed;
import io.minimlops.local.command.DownCommand;
import io.minimlops.local.command.LogsCommand;
import io.minimlops.local.command.ResetCommand;
import io.minimlops.local.command.StatusCommand;
import io.minimlops.local.command.UpCommand;
import io.minimlops.local.demo.DemoCommand;
import io.minimlops.local.doctor.DoctorCommand;
import io.minimlops.local.ui.UiCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The launcher's commands; `test` and `bench` are in the script alone.
@Command(
        name = "./mlops",
        description = "the whole machine-learning loop on this machine",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            DemoCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            UiCommand.class,
            DoctorCommand.class,
            ResetCommand.class
        },
        footer = {
            "  test    run the tests, of everything or of one module",
            "  bench   measure a service on this machine, beside the machine's own limits",
            "",
            "Each command explains itself: ./mlops up --help"
        })
public final class Mlops {

    private Mlops() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args.length == 0 ? new String[] {"--help"} : args));
    }

    public static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Mlops());
        commandLine
                .getSubcommands()
                .values()
                .forEach(it -> it.getCommandSpec().mixinStandardHelpOptions(true));
        return commandLine.setExecutionExceptionHandler(Mlops::explain);
    }

    private static int explain(
            Exception exception, CommandLine commandLine, CommandLine.ParseResult result)
            throws Exception {
        if (exception instanceof CommandFailed failed) {
            commandLine.getErr().println(failed.getMessage());
            return commandLine.getCommandSpec().exitCodeOnExecutionException();
        }
        throw exception;
    }
}
