using ActorBench.Agents;
using ActorBench.Pbm.Client;

namespace ActorBench.Cli;

/// <summary>What kind of end a command came to.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Internal = 1;

    /// <summary>The command line or the campaign file is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Finished, but some trials have no accepted attempt.</summary>
    public const int FinishedWithFailures = 3;

    /// <summary>Finished, but the stop rule's target was not met.</summary>
    public const int PrecisionNotMet = 4;

    /// <summary>What is stored is not what was measured.</summary>
    public const int IntegrityNotMet = 4;

    /// <summary>A coordinator turned an agent away.</summary>
    public const int Refused = AgentProgram.RefusedCode;

    /// <summary>No coordinator answers.</summary>
    public const int Unreachable = ClientExitCode.Unreachable;

    /// <summary>Another process holds the store.</summary>
    public const int Locked = 73;

    public const int InputOutput = 74;
    public const int Denied = 77;

    /// <summary>Finished, but a threshold of the campaign file does not hold.</summary>
    public const int ThresholdFailed = 99;

    public const int Interrupted = 130;
    public const int Terminated = 143;
}

/// <summary>Ends a command with one or two lines for its user.</summary>
internal sealed class CommandFailedException(int exitCode, string sentence) : Exception(sentence)
{
    public int ExitCode => exitCode;
}
