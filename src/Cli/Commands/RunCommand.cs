using System.CommandLine;
using ActorBench.Campaigns.Plans;
using ActorBench.Cli.Labs;
using ActorBench.Cli.Running;
using ActorBench.HostNode.Labs;
using ActorBench.Journal;
using ActorBench.Reports;

namespace ActorBench.Cli.Commands;

internal static class RunCommand
{
    /// <summary>Above that a person at a terminal is asked first.</summary>
    private static readonly TimeSpan LongRun = TimeSpan.FromMinutes(30);

    public static Command Create(string[] args)
    {
        var flags = new CampaignFlags();
        var store = StoreFlags.Store();
        var detach = new Option<bool>("--detach") { Description = "Go on in the background and print the campaign's id." };
        var coordinator = new Option<string?>("--coordinator") { Description = "Submit it to a standing coordinator's commands at host:port, instead of a lab on this machine." };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask before a long run." };
        var command = new Command("run", "Run a campaign and print its tables: in a lab on this machine, or by a standing coordinator.") { store, coordinator, detach, yes };
        flags.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var order = flags.Read(parsed);
            if (parsed.GetValue(coordinator) is { } standing)
                return await Interruptible.RunAsync(watched => new RemoteCampaign(standing).RunAsync(order, parsed.GetValue(detach), watched)).ConfigureAwait(false);
            LabChoice.RefuseNamedHosts(order.Plan.Spec);
            EngineCheck.RefuseMissing(order.Plan.Spec);
            var place = StorePlace.Of(parsed.GetValue(store));
            var lab = LabChoice.Make(order.Plan.Spec.Lab.Kind);
            if (parsed.GetValue(detach)) return await Detached.RunAsync(args, place, order).ConfigureAwait(false);
            if (!parsed.GetValue(yes) && !Agreed(order.Plan)) return ExitCode.Success;
            return await StartAsync(order, place, lab, args).ConfigureAwait(false);
        });
        return command;
    }

    /// <summary>Runs the order in the chosen lab, in this process or in one that has the rights for it.</summary>
    public static async Task<int> StartAsync(CampaignOrder order, StorePlace place, LabChoice lab, string[] args) =>
        lab.ReenterAsRoot
            ? UserNamespace.Reexec(args, StorePassword.PassOn)
            : await new CampaignRunner(place, $"actorbench {string.Join(' ', args)}").RunAsync(order, lab).ConfigureAwait(false);

    private static bool Agreed(CampaignPlan plan)
    {
        if (plan.Estimate < LongRun || Console.IsInputRedirected || Console.IsErrorRedirected || UserNamespace.Inside) return true;
        Console.Error.Write($"{plan.TrialCount} trials take about {StatusText.Duration(plan.Estimate.TotalSeconds)} ('--duration 250ms' shortens them). Go on? [Y/n] ");
        return Console.ReadLine()?.Trim() is "" or "y" or "Y" or "yes";
    }
}
