using System.Buffers.Binary;
using ActorBench.Journal;
using ActorBench.Messages.Hosts;
using Akka.Actor;
using Akka.Persistence;

namespace ActorBench.Coordinator.Tests.Persistence;

public sealed class GroupCommitSpecs
{
    private const int Writers = 40;
    private const int EventsOfEach = 5;

    [Fact]
    public async Task Events_that_come_while_another_is_written_share_one_commit()
    {
        await using var test = new TestNode();
        var writers = Enumerable.Range(1, Writers).Select(number => test.Node.System.ActorOf(Props.Create(() => new Writer($"w{number}")))).ToList();
        await TellAllAsync(writers, Writer.AreYouReady);
        var before = Commits(test.StorePath);
        for (var i = 0; i < EventsOfEach; i++) await TellAllAsync(writers, Writer.Write);
        var commits = Commits(test.StorePath) - before;

        using var reader = StoreReader.Open(test.Store);
        for (var number = 1; number <= Writers; number++) Assert.Equal(EventsOfEach, reader.HostEvents($"w{number}").Count);
        Assert.InRange(commits, 1, Writers * EventsOfEach / 2);
    }

    private static Task<string[]> TellAllAsync(IEnumerable<IActorRef> writers, string message) =>
        Task.WhenAll(writers.Select(writer => writer.Ask<string>(message, TestNode.Bound)));

    /// <summary>Those in the log of SQLite, which is far from full here: frames that say how large the file is then (its file format, section 4.1).</summary>
    private static int Commits(string store)
    {
        const int HeaderBytes = 32;
        const int FrameHeaderBytes = 24;
        if (!File.Exists(store + "-wal")) return 0;
        using var file = new FileStream(store + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var log = new byte[file.Length];
        file.ReadExactly(log);
        if (log.Length < HeaderBytes) return 0;
        var frame = FrameHeaderBytes + BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(8));
        var salt = log.AsSpan(16, 8);
        var commits = 0;
        for (var at = HeaderBytes; at + frame <= log.Length && log.AsSpan(at + 8, 8).SequenceEqual(salt); at += frame)
            if (BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(at + 4)) != 0) commits++;
        return commits;
    }

    private sealed class Writer : ReceivePersistentActor
    {
        public const string AreYouReady = "are-you-ready";
        public const string Write = "write";

        public Writer(string host)
        {
            PersistenceId = PersistenceIds.Host(host);
            Recover<HostEvents.HostSeen>(_ => { });
            Command<string>(said => said == AreYouReady, _ => Sender.Tell("yes"));
            Command<string>(said => said == Write, _ => Persist(new HostEvents.HostSeen(host, DateTimeOffset.UnixEpoch), _ => Sender.Tell("written")));
        }

        public override string PersistenceId { get; }
    }
}
