namespace ActorBench.Measurement.Exchanges;

/// <summary>One end's loop of exchanges. The call is virtual, the loop inside it is not.</summary>
internal abstract class InitiatorLoop
{
    /// <summary>What went wrong since <see cref="ForgetLosses"/>.</summary>
    public virtual LossCount Losses => default;

    public virtual void ForgetLosses()
    {
    }

    /// <summary>Once, between the warm-up and the window.</summary>
    public virtual void BeginWindow(in WindowLength length)
    {
    }

    /// <exception cref="TrialFailedException">The other end went away, or the trial was cut.</exception>
    public abstract WindowCount Run(in WindowLength length);
}

internal abstract class ResponderLoop
{
    /// <summary>Requests answered so far.</summary>
    public long Answered { get; protected set; }

    /// <summary>Answers until the first request is <paramref name="warmupNs"/> old.</summary>
    /// <returns>False when the initiator was through before that.</returns>
    public abstract bool RunWarmup(long warmupNs);

    /// <summary>Answers until the initiator is through, and reads no clock.</summary>
    public abstract void RunToEnd();
}
