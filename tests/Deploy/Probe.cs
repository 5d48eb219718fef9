using System.Globalization;
using System.Net.Sockets;
using ActorBench.Tests;
using k8s.Models;

namespace ActorBench.Deploy.Tests;

/// <summary>A probe of a manifest as the kubelet asks it: GET within its time, so often, and given up after so many failures.</summary>
internal sealed class Probe(Machine network, string podIp, V1Container container, V1Probe probe)
{
    /// <returns>What it answered when it succeeded.</returns>
    public async Task<string> PassesAsync()
    {
        var answer = "";
        for (var failures = 0; failures < (probe.FailureThreshold ?? 3); failures++)
        {
            (var passed, answer) = await AskAsync();
            if (passed) return answer;
            await Task.Delay(TimeSpan.FromSeconds(probe.PeriodSeconds ?? 10));
        }

        throw new Xunit.Sdk.XunitException($"{probe.HttpGet.Path} failed {probe.FailureThreshold} times; the last answer: {answer}");
    }

    /// <summary>Once.</summary>
    public async Task<(bool Passed, string Answer)> AskAsync()
    {
        var port = container.Ports.Single(p => p.Name == probe.HttpGet.Port.Value).ContainerPort;
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancel) =>
            {
                var socket = network.Inside(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
                await socket.ConnectAsync(context.DnsEndPoint, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(probe.TimeoutSeconds ?? 1) };
        try
        {
            using var answer = await client.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://{podIp}:{port}{probe.HttpGet.Path}")));
            return ((int)answer.StatusCode is >= 200 and < 400, await answer.Content.ReadAsStringAsync());
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return (false, e.Message);
        }
    }
}
