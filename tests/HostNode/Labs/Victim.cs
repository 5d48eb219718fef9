using System.Threading.Channels;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Tests.Labs;

/// <summary>A process of this program that a test starts in order to kill it.</summary>
internal sealed class Victim : IAsyncDisposable
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly ChildProcess _process;

    public Victim(params string[] role) : this(Helper.Command(role)) { }

    public Victim(IReadOnlyList<string> command) => _process = ChildProcess.Start(command, line => _lines.Writer.TryWrite(line));

    public string Prefix => $"ab{_process.Pid}";

    public Task<string> NextLine() => _lines.Reader.ReadAsync().AsTask().Soonest();

    public async Task Kill()
    {
        LinuxCalls.SendSignal(_process.Pid, LinuxCalls.SigKill);
        Assert.Equal(128 + LinuxCalls.SigKill, await _process.Exited.Soonest());
    }

    public ValueTask DisposeAsync()
    {
        LinuxCalls.SendSignal(_process.Pid, LinuxCalls.SigKill);
        return _process.DisposeAsync();
    }
}
