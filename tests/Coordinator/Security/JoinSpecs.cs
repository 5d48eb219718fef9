using System.Text;
using ActorBench.Agents.Security;
using ActorBench.Coordinator.Gateway;
using ActorBench.Messages.Agents;

namespace ActorBench.Coordinator.Tests.Security;

public sealed class JoinSpecs
{
    private const string From = "192.0.2.7";

    private static readonly JoinSecret Ours = JoinSecret.Of("canary-0123456789abcdef", "test");
    private static readonly JoinSecret Theirs = JoinSecret.Of("another-0123456789abcdef", "test");

    private readonly ManualTime _time = new();
    private readonly JoinDesk _desk;

    public JoinSpecs() => _desk = new JoinDesk(Ours, _time);

    [Fact]
    public void The_proof_is_hmac_sha256_as_of_rfc_4231_test_case_2()
    {
        // The key there is shorter than a join secret may be.
        var known = System.Security.Cryptography.HMACSHA256.HashData("Jefe"u8, "what do ya want for nothing?"u8);
        Assert.Equal("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", Convert.ToHexStringLower(known));
        Assert.Equal(
            System.Security.Cryptography.HMACSHA256.HashData(Encoding.UTF8.GetBytes("canary-0123456789abcdef"), "x"u8), Ours.Prove("x"u8));
    }

    [Fact]
    public void Both_ends_prove_the_secret_to_each_other()
    {
        var agent = Agent("a");
        var challenge = _desk.Challenge(agent, From)!;

        Assert.True(JoinHandshake.Same(JoinHandshake.OfCoordinator(Ours, agent, challenge.Nonce), challenge.Proof));
        Assert.False(JoinHandshake.Same(JoinHandshake.OfCoordinator(Theirs, agent, challenge.Nonce), challenge.Proof));
        Assert.True(_desk.TryTake(new JoinProof("a", JoinHandshake.OfAgent(Ours, agent, challenge.Nonce)), From, out var taken));
        Assert.Same(agent, taken);
    }

    [Fact]
    public void A_wrong_a_reflected_and_a_repeated_proof_are_refused()
    {
        var agent = Agent("a");
        var challenge = _desk.Challenge(agent, From)!;
        Assert.False(_desk.TryTake(new JoinProof("a", challenge.Proof), From, out _));

        challenge = _desk.Challenge(agent, From)!;
        Assert.False(_desk.TryTake(new JoinProof("a", JoinHandshake.OfAgent(Theirs, agent, challenge.Nonce)), From, out _));

        var right = new JoinProof("b", JoinHandshake.OfAgent(Ours, Agent("b"), _desk.Challenge(Agent("b"), "192.0.2.8")!.Nonce));
        Assert.True(_desk.TryTake(right, "192.0.2.8", out _));
        Assert.False(_desk.TryTake(right, "192.0.2.8", out _));
        _desk.Challenge(Agent("b"), "192.0.2.8");
        Assert.False(_desk.TryTake(right, "192.0.2.8", out _));
    }

    [Fact]
    public void A_proof_that_was_taken_and_comes_again_is_no_failure_and_takes_nobody()
    {
        var agent = Agent("a");
        var proof = new JoinProof("a", JoinHandshake.OfAgent(Ours, agent, _desk.Challenge(agent, From)!.Nonce));
        Assert.True(_desk.TryTake(proof, From, out _));
        for (var i = 0; i < JoinDesk.MostFailures; i++) Assert.False(_desk.TryTake(proof, From, out _));

        Assert.True(_desk.WasTaken(proof));
        Assert.False(_desk.WasTaken(proof with { Proof = new byte[32] }));
        Assert.False(_desk.IsBarred(From));
    }

    [Theory]
    [InlineData("host")]
    [InlineData("role")]
    [InlineData("protocol")]
    [InlineData("address")]
    public void A_proof_is_of_who_the_agent_said_it_is(string changed)
    {
        var agent = Agent("a");
        var challenge = _desk.Challenge(agent, From)!;
        var other = changed switch
        {
            "host" => agent with { Host = "h2" },
            "role" => agent with { Role = AgentRole.Guest },
            "protocol" => agent with { ProtocolVersion = 99 },
            _ => agent with { DataAddress = "192.0.2.99" },
        };
        Assert.False(_desk.TryTake(new JoinProof("a", JoinHandshake.OfAgent(Ours, other, challenge.Nonce)), From, out _));
    }

    [Fact]
    public void After_three_wrong_proofs_an_address_is_not_heard_for_a_minute()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.NotNull(_desk.Challenge(Agent("a"), From));
            Assert.False(_desk.TryTake(new JoinProof("a", new byte[32]), From, out _));
        }

        Assert.Null(_desk.Challenge(Agent("a"), From));
        Assert.NotNull(_desk.Challenge(Agent("c"), "192.0.2.8"));
        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.NotNull(_desk.Challenge(Agent("a"), From));
    }

    [Fact]
    public void A_proof_that_comes_late_is_refused()
    {
        var agent = Agent("a");
        var challenge = _desk.Challenge(agent, From)!;
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.False(_desk.TryTake(new JoinProof("a", JoinHandshake.OfAgent(Ours, agent, challenge.Nonce)), From, out _));
    }

    [Fact]
    public void A_flood_of_registrations_fills_no_memory()
    {
        for (var i = 0; i < JoinDesk.MostOpen; i++) Assert.NotNull(_desk.Challenge(Agent($"a{i}"), From));
        Assert.Null(_desk.Challenge(Agent("one more"), From));
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.NotNull(_desk.Challenge(Agent("one more"), From));
    }

    private static Register Agent(string incarnation) => new(
        Register.CurrentProtocolVersion, "build", incarnation, AgentRole.Host, "h1", "native", "192.0.2.7", "boot", [], Nonce: "nonce-of-" + incarnation);
}
