using System.Text;
using ActorBench.Campaigns.Plans;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Files;

/// <summary>A campaign written out with every default, as <c>plan</c> shows it. Read back, it gives the same plan.</summary>
public static class CampaignText
{
    public static string Yaml(CampaignSpec spec)
    {
        var (lab, trial, text) = (spec.Lab, spec.Trial, new StringBuilder());
        Line($"version: {spec.Version}");
        Line($"name: {Quoted(spec.Name)}");
        if (spec.Description is { } description) Line($"description: {Quoted(description)}");
        Line($"seed: {spec.Seed}");
        Line($"engine: {spec.Engine}");
        Line($"timing: {Words.Timings.Of(trial.Timing)}");
        Line($"lab: {{ kind: {Words.LabKinds.Of(lab.Kind)}, hosts: {lab.Hosts}, rate: {Rate(lab)}, wire: {Words.Wires.Of(lab.Wire)}, cpus: {Words.CpuPolicies.Of(lab.Cpus)}, mtu: {lab.Mtu} }}");
        if (spec.Hosts is { } hosts) Line($"hosts: [{string.Join(", ", hosts.Select(Quoted))}]");
        Line($"pairs: [{string.Join(", ", spec.Pairs.Select(pair => $"[{pair.Initiator}, {pair.Responder}]"))}]");
        if (spec.Links is { } links) Line($"links: {{ {string.Join(", ", links.Select(link => $"{Quoted(link.Name)}: [{string.Join(", ", link.Hosts.Select(Quoted))}]"))} }}");
        if (spec.Concurrency is { } levels) Line($"concurrency: [{string.Join(", ", levels.Select(level => Shown.Invariant($"{level}")))}]");
        Line($"platforms: [{string.Join(", ", spec.Platforms)}]");
        Line($"guests: {Words.Guests.Of(spec.Guests)}");
        Line($"baseline: {spec.Baseline}");
        Line($"protocols:");
        foreach (var protocol in spec.Classes.GroupBy(one => one.Protocol))
        {
            Line($"  {Words.Protocols.Of(protocol.Key)}:");
            Line($"    sizes:");
            foreach (var one in protocol) Line($"      {Quoted(one.Name)}: [{string.Join(", ", one.Sizes.Select(size => Quantity.Size.Text(size)))}]");
        }

        Line($"trial:");
        Line($"  {Length(trial)}");
        Line($"  min-exchanges: {trial.MinExchanges}");
        Line($"  warmup: {Quantity.Time.Text(trial.WarmupNs)}");
        Line($"  drain: {Quantity.Time.Text(trial.DrainNs)}");
        Line($"  response: {(spec.ResponseBytes is { } response ? Quantity.Size.Text(response) : "same")}");
        Line($"  timeout: {Quantity.Time.Text(trial.TimeoutNs)}");
        if (Sockets(trial.Sockets) is { Length: > 0 } sockets) Line($"  sockets: {{ {sockets} }}");
        Line($"repetitions: {spec.Repetitions}");
        Line($"stop: {Stop(spec.Stop)}");
        Line($"order: {Words.Orders.Of(spec.Order)}");
        Line($"twins: {Words.Switches.Of(spec.Twins)}");
        Line($"sentinels: {Words.Switches.Of(spec.Sentinels)}");
        Line($"retries: {spec.Retries}");
        if (spec.Thresholds.Count > 0) Line($"thresholds:");
        foreach (var one in spec.Thresholds) Line($"  {Quoted(one.Name)}: {Quoted(one.Condition)}");
        return text.ToString();

        void Line(FormattableString line) => text.Append(FormattableString.Invariant(line)).Append('\n');
    }

    private static string Rate(LabSpec lab) => lab.RateBitsPerSecond is { } rate ? Quantity.Rate.Text(rate) : "none";

    private static string Length(TrialSettings trial) =>
        trial.Exchanges is { } exchanges
            ? Shown.Invariant($"exchanges: {exchanges}")
            : $"duration: {Quantity.Time.Text(trial.DurationNs ?? 0)}";

    private static string Stop(StopRule? stop) => stop is null
        ? "none"
        : Shown.Invariant($"{{ target: {Quantity.Percent.Text(stop.TargetMilliPercent)}, min: {stop.Min}, every: {stop.Every}{(stop.BudgetNs is { } ns ? $", budget: {Quantity.Time.Text(ns)}" : "")} }}");

    /// <summary>Only what differs from the kernel's own: there is no word for leaving a buffer alone.</summary>
    private static string Sockets(SocketOptions sockets) => string.Join(", ", new[]
    {
        sockets.NoDelay ? "no-delay: true" : null,
        sockets.SendBufferBytes is { } send ? $"send-buffer: {Quantity.Size.Text(send)}" : null,
        sockets.ReceiveBufferBytes is { } receive ? $"receive-buffer: {Quantity.Size.Text(receive)}" : null,
    }.OfType<string>());

    /// <summary>Free text, and names: 1 or null alone would be no text to another reader of YAML.</summary>
    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
