using ActorBench.Messages.Agents;

namespace ActorBench.Agents;

/// <summary>Tells builds apart: Hyperion reads only what its own build wrote.</summary>
public static class BuildIdentity
{
    /// <summary>Version and the identity of the message types, equal for equal sources.</summary>
    public static string Current { get; } =
        $"{typeof(Register).Assembly.GetName().Version?.ToString(3)}+{typeof(Register).Assembly.ManifestModule.ModuleVersionId.ToString("N")[..8]}";

    /// <returns>Null when the other side may work with this build, else the sentence that refuses it.</returns>
    public static string? WhyNot(Register other)
    {
        if (other.ProtocolVersion != Register.CurrentProtocolVersion)
        {
            return $"The {other.Platform} agent of {other.Host} speaks protocol {other.ProtocolVersion}, this coordinator {Register.CurrentProtocolVersion}; install the same version on both.";
        }

        return other.Build == Current
            ? null
            : $"The {other.Platform} agent of {other.Host} is build {other.Build}, this coordinator {Current}; install the same build on both.";
    }
}
