using System.Net;
using ActorBench.Messages.Commands;
using Microsoft.AspNetCore.Http;

namespace ActorBench.Coordinator.Commands;

/// <summary>Who asks, and whether a browser was made to ask for him.</summary>
internal sealed class CallerCheck(CommandEndpoint endpoint)
{
    private const string Bearer = "Bearer ";

    /// <exception cref="CommandHttpException">Not let in.</exception>
    public CommandCaller Let(HttpContext context)
    {
        RefuseBrowsers(context.Request);
        if (endpoint.SocketPath is not null) return CommandCaller.Owner;
        var from = $"{context.Connection.RemoteIpAddress}";
        if (endpoint.Tokens is not { } tokens) return new CommandCaller("", from, CommandRole.Admin);
        var header = context.Request.Headers.Authorization.ToString();
        if (header.Length == 0 && endpoint.IsLoopback) return new CommandCaller("", from, CommandRole.Viewer);
        var role = header.StartsWith(Bearer, StringComparison.Ordinal) ? tokens.RoleOf(header[Bearer.Length..].Trim()) : null;
        return new CommandCaller("", from, role ?? throw new CommandHttpException(
            StatusCodes.Status401Unauthorized, header.Length == 0 ? "This command port needs a token." : "The token is not one of this coordinator's."));
    }

    /// <summary>A page of a stranger may make its reader's browser ask this machine, under a name of the stranger's if need be.</summary>
    private void RefuseBrowsers(HttpRequest request)
    {
        var fromPage = request.Headers.Origin.Count > 0 || request.Headers.ContainsKey("Sec-Fetch-Site") || request.Headers.ContainsKey("Referer");
        if (fromPage || (endpoint.IsLoopback && !IsOurs(request.Host.Host)))
            throw new CommandHttpException(StatusCodes.Status403Forbidden, "Commands are not taken from a web page.");
    }

    private static bool IsOurs(string host) =>
        host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
