using ActorBench.Measurement.Netperf;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Tests.Netperf;

public sealed class NetperfFailuresSpecs
{
    [Fact]
    public void The_reason_is_the_last_line_of_the_errors()
    {
        var failure = Of("datagram-too-long", 1);

        Assert.Equal(
            new TrialFailure(FailureKind.Internal, "netperf ended with code 1: netperf: send_omni: send_data failed: Message too long."), failure);
    }

    [Fact]
    public void A_netserver_that_cannot_be_reached_is_named_on_the_standard_output()
    {
        var failure = Of("no-netserver", 255);

        Assert.Equal(FailureKind.Unreachable, failure.Kind);
        Assert.StartsWith("netperf ended with code 255: establish_control could not establish the control connection", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_passphrase_breaks_the_control_connection() =>
        Assert.Equal("netperf ended with code 1: recv_response: Connection reset by peer.", Of("wrong-passphrase", 1).Reason);

    [Fact]
    public void Silence_is_said_to_be_silence() =>
        Assert.Equal("netserver ended with code 139 and said nothing.", NetperfFailures.Of("netserver", 139, "", "\n").Reason);

    [Fact]
    public void Figures_are_no_reason() =>
        Assert.Equal("netperf ended with code 1 and said nothing.", NetperfFailures.Of("netperf", 1, "ELAPSED_TIME=1.00\n", "").Reason);

    [Fact]
    public void What_a_terminal_would_act_on_is_taken_out_and_a_long_line_is_cut()
    {
        var reason = NetperfFailures.Of("netperf", 1, "", "\e[31m" + new string('x', 1_000)).Reason;

        Assert.DoesNotContain('\e', reason);
        Assert.InRange(reason.Length, 200, 240);
    }

    private static TrialFailure Of(string recorded, int exitCode) =>
        NetperfFailures.Of("netperf", exitCode, Text(recorded, "out"), Text(recorded, "err"));

    private static string Text(string name, string kind) =>
        File.Exists(Path.Combine(AppContext.BaseDirectory, "Netperf", "recorded", $"{name}.{kind}")) ? NetperfReadingSpecs.Recorded(name, kind) : "";
}
