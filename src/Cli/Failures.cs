using ActorBench.Agents.Configuration;
using ActorBench.Agents.Security;
using ActorBench.Campaigns.Files;
using ActorBench.Cli.Labs.Standing;
using ActorBench.Coordinator.Commands;
using ActorBench.HostNode.Platforms;
using ActorBench.Journal;
using ActorBench.Journal.Transfer;
using ActorBench.Pbm.Client;
using ActorBench.Reports;

namespace ActorBench.Cli;

/// <summary>Turns whatever ends a command early into a sentence on stderr and an exit code.</summary>
internal static class Failures
{
    /// <param name="debug">Print the stack trace too.</param>
    public static async Task<int> GuardAsync(Func<Task<int>> command, bool debug)
    {
        try
        {
            return await command().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            var (code, sentence) = Describe(e);
            await Console.Error.WriteLineAsync(debug ? e.ToString() : $"actorbench: {sentence}").ConfigureAwait(false);
            return code;
        }
    }

    public static (int Code, string Sentence) Describe(Exception e) => e switch
    {
        CommandFailedException failed => (failed.ExitCode, failed.Message),
        CommandRefusedException refused => (refused.ExitCode, refused.Message),
        CommandException answered => (answered.ExitCode, answered.Message),
        StoreAddressException address => (ExitCode.Usage, address.Message),
        EventFileException events => (ExitCode.InputOutput, events.Message),
        CampaignFileException file => (ExitCode.Usage, file.Describe()),
        NodeConfigurationException configuration => (ExitCode.Usage, configuration.Message),
        StoreHeldException held => (ExitCode.Locked, $"{held.Message} {NextAfter(held)}"),
        StoreMissingException none => (ExitCode.Usage, $"{none.Message} Make one with: {NextCommand.Of("run", new StorePlace(none.Store))}"),
        SecurityRefusedException refused => (ExitCode.Usage, refused.Message),
        PlanChangedException => (ExitCode.Usage, e.Message),
        UnknownManifestException newer => (ExitCode.InputOutput, newer.Message),
        StoreException store => (ExitCode.InputOutput, store.Message),
        UnauthorizedAccessException => (ExitCode.Denied, e.Message),
        IOException => (ExitCode.InputOutput, e.Message),
        ToolException => (ExitCode.Internal, e.Message),
        _ => (ExitCode.Internal, $"{e.GetType().Name}: {e.Message} Run the command again with --debug for the whole trace."),
    };

    private static string NextAfter(StoreHeldException held) => LabKeeper.Is(held.Holder) && held.Holder.Socket is { } socket
        ? $"That lab takes campaigns with: {NextCommand.Of($"run FILE --coordinator {NextCommand.Quoted($"unix:{socket}")}")}; another lab needs a --store of its own."
        : $"See how far it is with: {NextCommand.Of("status", new StorePlace(held.Store))}";
}
