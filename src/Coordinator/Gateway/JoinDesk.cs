using System.Diagnostics.CodeAnalysis;
using ActorBench.Agents.Security;
using ActorBench.Messages.Agents;

namespace ActorBench.Coordinator.Gateway;

/// <summary>Asks whoever registers for a proof of the join secret, and counts the wrong ones.</summary>
internal sealed class JoinDesk(JoinSecret secret, TimeProvider time)
{
    /// <summary>Wrong proofs of one address within <see cref="Window"/>; after them it is not listened to until the first is that old.</summary>
    public const int MostFailures = 3;

    /// <summary>Open challenges; more than agents can start at once, few enough that a flood of registrations fills no memory.</summary>
    public const int MostOpen = 4096;

    private const int MostAddresses = 4096;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, Open> _open = [];
    private readonly Dictionary<string, Taken> _taken = [];
    private readonly Dictionary<string, Queue<long>> _failures = [];

    /// <returns>What to send; null where this address has failed too often.</returns>
    public JoinChallenge? Challenge(Register register, string from)
    {
        if (IsBarred(from) || register.Nonce is null) return null;
        if (!_open.TryGetValue(register.Incarnation, out var open) || open.Register.Nonce != register.Nonce || IsOld(open))
        {
            if (_open.Count >= MostOpen) DropOld();
            if (_open.Count >= MostOpen) return null;
            _open[register.Incarnation] = open = new Open(register, JoinHandshake.NewNonce(), time.GetTimestamp());
        }

        return new JoinChallenge(open.Nonce, JoinHandshake.OfCoordinator(secret, open.Register, open.Nonce));
    }

    /// <summary>Each challenge is good for one answer.</summary>
    /// <returns>False for a wrong, a repeated or a late proof, or one from an address that has failed too often.</returns>
    public bool TryTake(JoinProof proof, string from, [NotNullWhen(true)] out Register? register)
    {
        register = null;
        if (IsBarred(from)) return false;
        if (_open.Remove(proof.Incarnation, out var open) && !IsOld(open)
            && JoinHandshake.Same(JoinHandshake.OfAgent(secret, open.Register, open.Nonce), proof.Proof))
        {
            register = open.Register;
            if (_taken.Count >= MostOpen) DropOld();
            if (_taken.Count < MostOpen) _taken[proof.Incarnation] = new Taken(proof.Proof, time.GetTimestamp());
            return true;
        }

        if (!WasTaken(proof)) CountFailure(from);
        return false;
    }

    /// <summary>The very proof that an agent was taken for: it asks every second until it is told, and answers whatever it is asked meanwhile.</summary>
    public bool WasTaken(JoinProof proof) => _taken.TryGetValue(proof.Incarnation, out var taken) && JoinHandshake.Same(taken.Proof, proof.Proof);

    public bool IsBarred(string from)
    {
        if (!_failures.TryGetValue(from, out var failures)) return false;
        while (failures.TryPeek(out var first) && time.GetElapsedTime(first) >= Window) failures.Dequeue();
        if (failures.Count == 0) _failures.Remove(from);
        return failures.Count >= MostFailures;
    }

    private void CountFailure(string from)
    {
        if (_failures.Count >= MostAddresses) _failures.Clear();
        if (!_failures.TryGetValue(from, out var failures)) _failures[from] = failures = new();
        failures.Enqueue(time.GetTimestamp());
    }

    private bool IsOld(Open open) => time.GetElapsedTime(open.Since) > AnswerWithin;

    private void DropOld()
    {
        foreach (var old in _open.Where(o => IsOld(o.Value)).Select(o => o.Key).ToArray()) _open.Remove(old);
        foreach (var old in _taken.Where(t => time.GetElapsedTime(t.Value.Since) > AnswerWithin).Select(t => t.Key).ToArray()) _taken.Remove(old);
    }

    /// <param name="Since">Time stamp of the monotonic clock.</param>
    private sealed record Open(Register Register, string Nonce, long Since);

    private sealed record Taken(byte[] Proof, long Since);
}
