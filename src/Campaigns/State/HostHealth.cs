using ActorBench.Messages.Agents;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Plans;
using static ActorBench.Messages.Hosts.HostEvents;

namespace ActorBench.Campaigns.State;

/// <summary>Whether a host may be trusted with trials: it is quarantined by its failures and comes back by good canaries.</summary>
/// <remarks>Three failures in a row, or more than a fifth of the last twenty attempts. A canary is a short exchange of the host's endpoint with itself.</remarks>
internal sealed class HostHealth(HostLedger ledger, HostRules rules)
{
    public const int MostInARow = 3;
    public const int Window = 20;
    public const int MostInWindow = 4;
    public const int GoodCanaries = 3;
    private const int Remembered = 10;

    private readonly Queue<bool> _last = new();
    private readonly List<HostFailure> _failures = [];
    private int _failedInARow;
    private int _tries;
    private int _good;
    private long _canary;
    private DateTimeOffset? _canaryDue;
    private DateTimeOffset? _canarySent;
    private string? _lastCanary;

    /// <summary>Null when the host may work.</summary>
    public HostQuarantined? Quarantine => ledger.State.Quarantine;

    /// <summary>The latest first.</summary>
    public IReadOnlyList<HostFailure> Failures => _failures;

    public string Refusal => $"Host {ledger.Host} is quarantined: {Quarantine!.Reason}";

    public void Accepted(int attempts)
    {
        for (var i = 0; i < Math.Min(attempts, Window); i++) Remember(ok: true);
        if (attempts <= 0) return;
        _failedInARow = 0;
        _tries = 0;
    }

    /// <returns>True when this failure is the one too many.</returns>
    public bool Failed(AttemptKey? attempt, string reason)
    {
        _failures.Insert(0, new HostFailure(ledger.At, attempt?.ToString() ?? "", reason));
        if (_failures.Count > Remembered) _failures.RemoveAt(Remembered);
        Remember(ok: false);
        _failedInARow++;
        if (Quarantine is not null) return false;
        var inWindow = _last.Count(ok => !ok);
        var why = _failedInARow >= MostInARow ? $"{_failedInARow} failures in a row"
            : _last.Count == Window && inWindow > MostInWindow ? $"{inWindow} of the last {Window} attempts failed"
            : null;
        if (why is null) return false;
        Begin($"{why}, the last: {reason}", byOperator: false);
        return true;
    }

    public void Begin(string reason, bool byOperator)
    {
        // What an operator has said stands until an operator says otherwise.
        if (Quarantine is { } already && (already.ByOperator || !byOperator)) return;
        ledger.Record(new HostQuarantined(ledger.Host, reason, byOperator, ledger.At));
        _good = 0;
        (_canaryDue, _canarySent) = (null, null);
    }

    public void End(string reason)
    {
        if (Quarantine is null) return;
        ledger.Record(new HostReleased(ledger.Host, reason, ledger.At));
        _last.Clear();
        _failedInARow = 0;
        (_good, _canaryDue, _canarySent, _lastCanary) = (0, null, null, null);
    }

    /// <param name="native">The host's own endpoint, if it is there.</param>
    public void Look(EndpointAddress? native)
    {
        if (Quarantine is not { ByOperator: false }) return;
        _canaryDue ??= ledger.Now + Wait();
        if (_canarySent is { } sent)
        {
            if (ledger.Now - sent > rules.CanaryBound) Bad($"No answer within {rules.CanaryBound.TotalSeconds:0.#} s.");
        }
        else if (ledger.Now >= _canaryDue)
        {
            if (native is null) Bad("No host node is registered.");
            else Send(native);
        }
    }

    /// <returns>True when the host may work again.</returns>
    public bool Canary(HostCommands.CanaryEnded ended, EndpointAddress? native)
    {
        if (_canarySent is null || ended.Number != _canary || Quarantine is not { ByOperator: false }) return false;
        _canarySent = null;
        _lastCanary = ended.Failure;
        if (ended.Failure is { } failure)
        {
            Bad(failure);
            return false;
        }

        if (++_good >= GoodCanaries)
        {
            End($"{GoodCanaries} good canaries in a row.");
            return true;
        }

        if (native is not null) Send(native);
        return false;
    }

    /// <summary>A host node that is back may be well again: it is tried after the shortest wait, however long the next one had become.</summary>
    public void Returned(AgentRole role)
    {
        if (role != AgentRole.Host || _canarySent is not null || _canaryDue is not { } due) return;
        var soon = ledger.Now + rules.CanaryWaits[0];
        if (soon < due) (_tries, _canaryDue) = (0, soon);
    }

    public HostQuarantine? Status() => Quarantine is { } q
        ? new HostQuarantine(q.Reason, q.At, q.ByOperator, _good, _canaryDue is { } due ? Math.Max(0, (due - ledger.Now).TotalSeconds) : null, _lastCanary)
        : null;

    private void Send(EndpointAddress native)
    {
        _canarySent = ledger.Now;
        ledger.TellAgent(native.ActorPath, new EndpointCommands.Probe(ledger.Host, ++_canary));
    }

    private void Bad(string reason)
    {
        _lastCanary = reason;
        _good = 0;
        _tries++;
        (_canarySent, _canaryDue) = (null, ledger.Now + Wait());
    }

    private TimeSpan Wait() => rules.CanaryWaits[Math.Min(_tries, rules.CanaryWaits.Count - 1)];

    private void Remember(bool ok)
    {
        _last.Enqueue(ok);
        if (_last.Count > Window) _last.Dequeue();
    }
}
