using System.Collections;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Audit;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Rounds;
using ActorBench.Messages.Statistics;
using ActorBench.Messages.Trials;
using Akka.Actor;

namespace ActorBench.Agents.Wire;

/// <summary>The closed list of what may travel between processes. A type that is not here is refused on both ends.</summary>
public static class WireTypes
{
    /// <summary>Types that are sent by themselves; their order is part of the wire format of a build.</summary>
    public static IReadOnlyList<Type> Messages { get; } =
    [
        typeof(Registered), typeof(Ping), typeof(Pong), typeof(Goodbye), typeof(Announce),
        typeof(StartGuest), typeof(GuestStarting), typeof(GuestFailed), typeof(RestGuests), typeof(ResumeGuest), typeof(GuestPaused), typeof(GuestEnded),
        typeof(EndpointCommands.Prepare), typeof(EndpointCommands.Go), typeof(EndpointCommands.StopAttempt), typeof(EndpointCommands.Fence),
        typeof(EndpointCommands.Forget), typeof(EndpointCommands.AskHeld), typeof(EndpointCommands.Probe), typeof(Probed), typeof(Fenced),
        typeof(EndpointReplies.Prepared), typeof(EndpointReplies.InitiatorDone), typeof(EndpointReplies.ResponderDone),
        typeof(EndpointReplies.NotHeld), typeof(EndpointReplies.TooLate),
        typeof(ClockPing), typeof(ClockPong),
        typeof(RoundCommands.Ready), typeof(RoundCommands.TooLate), typeof(RoundCommands.Leave),
        typeof(RoundReplies.StartAt), typeof(RoundReplies.NotStarted),
        typeof(HostCommands.TakeLease), typeof(HostCommands.RenewLease), typeof(HostCommands.ReleaseLease), typeof(HostCommands.ReportFailure), typeof(HostCommands.EnsurePlatforms),
        typeof(HostCommands.AgentRegistered), typeof(HostCommands.AgentLost), typeof(HostCommands.GuestStarting), typeof(HostCommands.GuestFailed), typeof(HostCommands.GuestPaused), typeof(HostCommands.GuestEnded),
        typeof(HostCommands.RegistrationTurnedAway), typeof(HostCommands.CanaryEnded), typeof(HostCommands.FenceHeard), typeof(HostCommands.Quarantine), typeof(HostCommands.Release),
        typeof(HostQueries.GetHost), typeof(HostStatus),
        typeof(HostReplies.LeaseTaken), typeof(HostReplies.LeaseRefused), typeof(HostReplies.PlatformsReady), typeof(HostReplies.EndpointLost),
        typeof(CampaignCommands.Start), typeof(CampaignCommands.Resume), typeof(CampaignCommands.Stop),
        typeof(CampaignCommands.CompleteBlock), typeof(CampaignCommands.PairStopped), typeof(CampaignCommands.TakeLook),
        typeof(CampaignCommands.Pause), typeof(CampaignCommands.Cancel), typeof(CampaignCommands.Retry),
        typeof(CampaignReplies.Accepted), typeof(CampaignReplies.Refused), typeof(CampaignReplies.Taken), typeof(CampaignReplies.Stopped),
        typeof(CampaignReplies.Progress), typeof(CampaignQueries.GetProgress),
        typeof(PairCommands.RunBlock), typeof(PairCommands.StopBlock),
        typeof(StatisticsCommands.Fold), typeof(StatisticsCommands.TrialOpened), typeof(StatisticsCommands.PairWaits), typeof(StatisticsCommands.ShortenPlan), typeof(StatisticsCommands.ShowState),
        typeof(StatisticsQueries.GetStatus), typeof(StatisticsQueries.Look),
        typeof(CampaignStatus),
        typeof(AuditCommands.Record), typeof(AuditReplies.Recorded),
    ];

    /// <summary>Types that only occur inside messages.</summary>
    /// <remarks>Events are here and not above: by themselves they go to the journal, which has its own serializer.</remarks>
    public static IReadOnlyList<Type> Parts { get; } =
    [
        typeof(AttemptKey), typeof(CampaignId), typeof(PairId), typeof(Cell), typeof(Cell[]), typeof(List<Cell>), typeof(RetryOrder), typeof(TrialSpec), typeof(TrialSpec[]),
        typeof(TrialSettings), typeof(GuestMode), typeof(WireShape), typeof(RoundShape), typeof(PairId[]), typeof(SocketOptions), typeof(EndpointAddress), typeof(Protocol), typeof(Timing), typeof(CellRole), typeof(Engine),
        typeof(Operated), typeof(AgentRole), typeof(EndpointRole), typeof(FailureKind), typeof(CampaignState),
        typeof(TrialFailure), typeof(TrialResult), typeof(InitiatorReport), typeof(ResponderReport), typeof(ExchangeCounters),
        typeof(RoundStart), typeof(EndpointClock), typeof(StartFacts), typeof(WindowTimes),
        typeof(LatencySummary), typeof(TcpFacts), typeof(CpuTicks), typeof(SocketFacts), typeof(MachineDelta), typeof(WireDelta), typeof(InterfaceDelta), typeof(EnvironmentFingerprint), typeof(RunningTrial), typeof(CellStatus),
        typeof(CellStatus[]), typeof(RunningTrial[]), typeof(List<CellStatus>), typeof(List<RunningTrial>),
        typeof(BesideBaseline), typeof(IntervalEnds), typeof(ComparisonVerdict),
        typeof(PairWaiting), typeof(PairWaiting[]), typeof(List<PairWaiting>),
        typeof(RegisteredAgent), typeof(RegisteredAgent[]), typeof(List<RegisteredAgent>), typeof(HostQuarantine),
        typeof(HostFailure), typeof(HostFailure[]), typeof(List<HostFailure>), typeof(TurnedAway), typeof(TurnedAway[]), typeof(List<TurnedAway>),
        typeof(GuestStarts), typeof(GuestStarts[]), typeof(List<GuestStarts>),
        typeof(EngineAgreement), typeof(EngineAgreement[]), typeof(List<EngineAgreement>),
        typeof(PairEvents.BlockStarted), typeof(PairEvents.TrialRecorded), typeof(PairEvents.AttemptFailed),
        typeof(PairEvents.TrialQuarantined), typeof(PairEvents.TrialRetried), typeof(PairEvents.TrialUnsupported), typeof(PairEvents.BlockPaused), typeof(PairEvents.EnvironmentRecorded),
        typeof(CampaignEvents.PrecisionLooked),
        typeof(ComparisonLook), typeof(ComparisonLook[]), typeof(List<ComparisonLook>),
        typeof(ComparisonPrecision), typeof(ComparisonPrecision[]), typeof(List<ComparisonPrecision>),
        typeof(string[]), typeof(List<string>), typeof(TimeSpan), typeof(DateTimeOffset),
        // Hyperion writes a dictionary as a list of these.
        typeof(DictionaryEntry),
        typeof(Dictionary<string, string>), typeof(Dictionary<string, EndpointAddress>),
        typeof(KeyValuePair<string, string>), typeof(KeyValuePair<string, EndpointAddress>),
        typeof(KeyValuePair<string, string>[]), typeof(KeyValuePair<string, EndpointAddress>[]),
        typeof(ActorRefBase.Surrogate),
    ];
}
