using System.CommandLine;
using System.CommandLine.Parsing;
using ActorBench.Agents;
using ActorBench.Cli.Commands;
using ActorBench.Cli.Labs;
using ActorBench.HostNode.Labs;
using ActorBench.HostNode.Labs.Wire;
using ActorBench.Journal;

namespace ActorBench.Cli;

internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        StorePassword.Take();
        var debug = new Option<bool>("--debug") { Description = "Print the stack trace of an error.", Recursive = true };
        var root = new RootCommand("Measures what a virtualization platform costs on the network.")
        {
            debug,
            RunCommand.Create(args),
            PlanCommand.Create(),
            ResumeCommand.Create(args),
            StatusCommand.Create(),
            ListCommand.Create(),
            HostsCommand.Create(),
            ExportCommand.Create(),
            ReportCommand.Create(),
            CompareCommand.Create(),
            ExplainCommand.Create(),
            ImportCommand.Create(),
            VerifyCommand.Create(),
            DeleteCommand.Create(),
            DoctorCommand.Create(),
            CertsCommand.Create(),
            ImageCommand.Create(),
            LabCommand.Create(args),
            Coordinator.Programs.CoordinatorCommand.Create(),
            HostNode.Program.CreateCommand(NodePrograms.Guest),
            GuestNode.Program.CreateCommand(),
            WireProgram.CreateCommand(),
            Version(),
        };
        foreach (var order in OrderCommands.Create()) root.Subcommands.Add(order);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"actorbench: {Complaint(parsed)} See '{NextCommand.Of($"{Words(parsed)}--help")}'.").ConfigureAwait(false);
            return ExitCode.Usage;
        }

        // Signals end a campaign in its own way; see CampaignRunner.
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return await Failures.GuardAsync(Invoke, parsed.GetValue(debug)).ConfigureAwait(false);

        Task<int> Invoke()
        {
            // Before anything looks at what this machine allows: inside a user namespace the answer depends on it.
            UserNamespace.Prepare();
            return parsed.InvokeAsync(invocation);
        }
    }

    private static string Words(ParseResult parsed) => Words(parsed.CommandResult);

    private static string Words(CommandResult? command) =>
        command is null or { Command: RootCommand } ? "" : $"{Words(command.Parent as CommandResult)}{command.Command.Name} ";

    private static string Complaint(ParseResult parsed) => parsed.CommandResult.Command is RootCommand root && parsed.UnmatchedTokens is [var word, ..]
        ? $"There is no command '{word}'; there are {string.Join(", ", root.Subcommands.Select(c => c.Name))}."
        : OneLine(parsed.Errors[0].Message);

    private static string OneLine(string message) =>
        string.Join(' ', message.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static Command Version()
    {
        var command = new Command("version", "Version and build.");
        command.SetAction(_ =>
        {
            Console.Out.WriteLine($"actorbench {BuildIdentity.Current}");
            return ExitCode.Success;
        });
        return command;
    }
}
