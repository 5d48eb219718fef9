using ActorBench.Campaigns.Plans;
using ActorBench.Measurement.Netperf;

namespace ActorBench.Cli.Running;

/// <summary>Refuses a campaign that wants netperf on a machine without it, before anything is created.</summary>
internal static class EngineCheck
{
    /// <exception cref="CommandFailedException">The engine that the campaign asks for can't run here.</exception>
    public static void RefuseMissing(CampaignSpec spec)
    {
        if (spec.Engine != "native" && NetperfTools.WhyNot() is { } missing)
            throw new CommandFailedException(ExitCode.Usage, $"engine: {spec.Engine} can't run here. {missing}");
    }
}
