using System.CommandLine;
using ActorBench.Cli.Labs;
using ActorBench.Cli.Labs.Standing;
using ActorBench.HostNode.Labs;
using ActorBench.HostNode.Labs.Standing;
using ActorBench.Journal;

namespace ActorBench.Cli.Commands;

/// <summary><c>lab</c>: a lab that stands after its command has returned.</summary>
internal static class LabCommand
{
    /// <summary>What the keeper of a lab runs as; nobody types it.</summary>
    private const string Keep = "keep";

    public static Command Create(string[] args) =>
        new("lab", "A lab on this machine that stands until it is taken down: hosts, switch and coordinator.") { Up(), Down(), Status(), KeepCommand(args) };

    private static Command Up()
    {
        var flags = new LabFlags();
        var file = new Argument<string?>("FILE") { Description = "Campaign file whose lab it is to be; without it, two hosts at 100 Mbit/s.", Arity = ArgumentArity.ZeroOrOne };
        var store = StoreFlags.Store();
        var command = new Command("up", "Bring a lab up and leave it standing.") { file, store };
        flags.AddTo(command);
        command.SetAction((parsed, _) => Interruptible.RunAsync(async cancel =>
        {
            RefuseElsewhere();
            var (name, order) = flags.Read(parsed, parsed.GetValue(file));
            var place = StorePlace.Of(parsed.GetValue(store));
            using var underway = StandingLabs.Order(name, place);
            var choice = LabChoice.Make(order.Kind);
            if (choice.Why is { } why) await Console.Error.WriteLineAsync(why).ConfigureAwait(false);
            var record = await StandingLabs.UpAsync(
                name, place, underway, ["lab", Keep, .. LabFlags.Words(name, order with { Kind = choice.Kind }), "--store", $"{place.Address}"], cancel).ConfigureAwait(false);
            LabText.Write(Console.Out, await LabView.OfAsync(new FoundLab(record, Alive: true), cancel).ConfigureAwait(false));
            await Console.Error.WriteLineAsync($"Run on it with: {NextCommand.Of($"run FILE --coordinator {NextCommand.Quoted($"unix:{record.Socket}")}")}; take it down with: {NextCommand.Of($"lab down {name}")}").ConfigureAwait(false);
            return ExitCode.Success;
        }));
        return command;
    }

    private static Command Down()
    {
        var name = new Argument<string?>("NAME") { Description = "Which lab; without it the only one.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Every lab, and what killed ones have left." };
        var command = new Command("down", "Take a lab down with everything that it has started.") { name, all };
        command.SetAction(async (parsed, _) =>
        {
            RefuseElsewhere();
            var labs = LabFolder.Standard.All();
            FoundLab[] chosen = parsed.GetValue(all) ? [.. labs] : Choose(labs, parsed.GetValue(name));
            var done = await Task.WhenAll(chosen.Select(StandingLabs.DownAsync)).ConfigureAwait(false);
            foreach (var sentence in done) await Console.Out.WriteLineAsync(sentence).ConfigureAwait(false);
            if (parsed.GetValue(all) && await StandingLabs.CleanUpAllAsync().ConfigureAwait(false) is { Count: > 0 } removed)
                await Console.Out.WriteLineAsync($"What killed runs had left ({string.Join(", ", removed)}) is removed.").ConfigureAwait(false);
            else if (chosen.Length == 0)
                await Console.Out.WriteLineAsync(NoneStands(labs, parsed.GetValue(name))).ConfigureAwait(false);
            return ExitCode.Success;
        });
        return command;
    }

    private static FoundLab[] Choose(IReadOnlyList<FoundLab> labs, string? name)
    {
        if (name is not null) return [.. labs.Where(lab => lab.Record.Name == name)];
        return labs.Count <= 1 ? [.. labs] : throw new CommandFailedException(ExitCode.Usage, $"Several labs stand: {Names(labs)}; name one of them, or say --all.");
    }

    private static string NoneStands(IReadOnlyList<FoundLab> labs, string? asked) =>
        asked is null ? "No lab stands." : $"No lab {Reports.Words.Inert(asked)} stands{(labs.Count == 0 ? "" : $"; there is {Names(labs)}")}.";

    private static string Names(IReadOnlyList<FoundLab> labs) => string.Join(", ", labs.Select(lab => lab.Record.Name));

    private static Command Status()
    {
        var output = StoreFlags.Output("table", "json");
        var json = new Option<bool>("--json") { Description = "The same as -o json." };
        var command = new Command("status", "The labs that stand on this machine, those that ended by themselves, and what killed ones have left.") { output, json };
        command.SetAction((parsed, _) => Interruptible.RunAsync(async cancel =>
        {
            RefuseElsewhere();
            var labs = await Task.WhenAll(LabFolder.Standard.All().Select(lab => LabView.OfAsync(lab, cancel))).ConfigureAwait(false);
            string[] leftovers = [.. Leftovers.OfTheDead().Where(prefix => !labs.Any(lab => lab.Left.Any(left => left.StartsWith($"{prefix}-", StringComparison.Ordinal))))];
            if (parsed.GetValue(json) || parsed.GetValue(output) == "json") await Console.Out.WriteAsync(LabJson.Write(labs, leftovers)).ConfigureAwait(false);
            else LabText.Write(Console.Out, labs, leftovers);
            return ExitCode.Success;
        }));
        return command;
    }

    private static Command KeepCommand(string[] args)
    {
        var flags = new LabFlags();
        var store = StoreFlags.Store();
        var command = new Command(Keep, "The process that a standing lab lives in.") { store };
        command.Hidden = true;
        flags.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            var (name, order) = flags.Read(parsed, file: null);
            // Before anything is awaited: what is started as root of a namespace dies with the thread that started it.
            if (LabChoice.Make(order.Kind) is { ReenterAsRoot: true }) return Task.FromResult(UserNamespace.Reexec(args, StorePassword.PassOn));
            return Interruptible.RunAsync(stop => new LabKeeper(name, StorePlace.Of(parsed.GetValue(store))).RunAsync(order, stop));
        });
        return command;
    }

    private static void RefuseElsewhere()
    {
        if (!OperatingSystem.IsLinux()) throw new CommandFailedException(ExitCode.Usage, "A standing lab takes Linux; 'run --lab loopback' needs none.");
    }
}
