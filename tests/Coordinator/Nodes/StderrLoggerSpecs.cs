using ActorBench.Agents;
using Akka.Event;

namespace ActorBench.Coordinator.Tests.Nodes;

public sealed class StderrLoggerSpecs
{
    [Fact]
    public void A_connection_that_broke_is_kept_back_wherever_its_exception_stands()
    {
        const string Gated = "Association with remote system akka.tcp://actorbench@10.213.0.102:43003 has failed; address is now gated for 1000 ms. "
            + "Reason is: [Akka.Remote.EndpointDisassociatedException: Disassociated\n   at Akka.Remote.EndpointWriter.PublishAndThrow()]";

        Assert.Null(StderrLogger.Line(Event(Gated)));
        Assert.Null(StderrLogger.Line(Event("it failed", new EndpointDisassociatedException())));
        // Of a guest that was frozen for two minutes.
        Assert.Null(StderrLogger.Line(Event("No response from remote. Handshake timed out or transport failure detector triggered. (internal state was Open)")));
    }

    [Fact]
    public void All_else_is_one_line()
    {
        var line = StderrLogger.Line(Event("the journal is slow\n   at Somewhere()", new TimeoutException("5 s")));

        Assert.EndsWith(" warning source: the journal is slow (TimeoutException: 5 s)", line, StringComparison.Ordinal);
    }

    private static Warning Event(string message, Exception? cause = null) => new(cause!, "source", typeof(StderrLoggerSpecs), message);

    /// <summary>Akka.Remote's own can't be made here; the logger goes by the name.</summary>
    private sealed class EndpointDisassociatedException : Exception;
}
