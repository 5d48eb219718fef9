using System.CommandLine;
using System.Runtime.InteropServices;
using ActorBench.Agents.Configuration;
using ActorBench.Agents.Security;
using ActorBench.Agents.Spool;
using ActorBench.Messages.Agents;
using Akka.Actor;

namespace ActorBench.Agents;

/// <summary>What the programs of host and guest nodes have in common: flags, and when they end.</summary>
public static class AgentProgram
{
    /// <summary>Exit code of an agent that no coordinator of this build will ever take.</summary>
    public const int RefusedCode = 69;

    /// <summary>Exit code of an agent that is not set up as it must be.</summary>
    public const int UsageCode = 2;

    /// <summary>Exit code of an agent that can't have the spool that it was told to use.</summary>
    public const int NoFileCode = 74;

    /// <summary>Has the agent write <see cref="Announcement"/>, for whoever started it in a place where nothing else tells.</summary>
    public const string AnnounceFlag = "--announce";

    /// <summary>A line of its own on standard output.</summary>
    public const string Announcement = "actorbench: registered";

    private static readonly Option<bool> Lab = new("--lab") { Description = "Filled in by a lab of this machine, whose management network leads nowhere else.", Hidden = true };

    private static readonly Option<bool> WithParent = new("--with-parent") { Description = "End when standard input ends." };

    private static readonly Option<bool> Announce = new(AnnounceFlag) { Description = "Say on standard output when a coordinator has taken the agent.", Hidden = true };

    /// <summary>Makes a command an agent's: its flags, and what it does.</summary>
    /// <param name="run">Called with what the flags, the environment and the file say.</param>
    public static void Fill(Command command, AgentRole role, Func<ParseResult, AgentOptions, Task<int>> run)
    {
        var read = SettingFlag.AddTo(command, [.. AgentSettings.Flags.Where(flag => flag.Of is null || flag.Of == role)]);
        command.Options.Add(Lab);
        command.Options.Add(WithParent);
        command.Options.Add(Announce);
        command.SetAction(async (parsed, _) =>
        {
            try
            {
                return await run(parsed, Read(parsed, read(parsed), role)).ConfigureAwait(false);
            }
            catch (Exception e) when (e is NodeConfigurationException or SecurityRefusedException)
            {
                await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
                return UsageCode;
            }
            catch (SpoolException e)
            {
                await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
                return NoFileCode;
            }
        });
    }

    private static AgentOptions Read(ParseResult parsed, (string? File, IReadOnlyList<(string Key, string Value)> Flags) given, AgentRole role)
    {
        var settings = NodeConfiguration.Read<AgentSettings>(given.File, given.Flags);
        if (settings.Problems(role).ToArray() is { Length: > 0 } problems) throw new NodeConfigurationException(problems);
        // A lab's node ends with its lab, so the word is worth nothing to one that stands by itself.
        return settings.ToOptions(role, parsed.GetValue(Lab) && parsed.GetValue(WithParent), parsed.GetValue(WithParent));
    }

    /// <summary>Runs the agent until SIGTERM or SIGINT (a second one ends the process at once), a refusal, or the end of its parent.</summary>
    /// <param name="stopFirst">Ends what the agent has started.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(ParseResult parsed, AgentOptions options, Props? guests, Func<Task> stopFirst)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = told.TrySetResult());
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = told.TrySetResult());
        foreach (var warning in options.Security.Warnings(DateTimeOffset.UtcNow)) await Console.Error.WriteLineAsync(warning).ConfigureAwait(false);
        await using var agent = AgentSystem.Start(options, guests);
        if (parsed.GetValue(Announce)) _ = agent.Registered.ContinueWith(_ => Console.Out.WriteLine(Announcement), TaskScheduler.Default);
        var parent = parsed.GetValue(WithParent) ? ParentWatch.InputClosed() : Task.Delay(Timeout.Infinite);
        await Task.WhenAny(told.Task, parent, agent.Refused).ConfigureAwait(false);
        await stopFirst().ConfigureAwait(false);
        if (!agent.Refused.IsCompleted) return 0;
        await Console.Error.WriteLineAsync(await agent.Refused.ConfigureAwait(false)).ConfigureAwait(false);
        return RefusedCode;
    }
}
