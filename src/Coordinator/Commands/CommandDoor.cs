using System.Text;
using System.Text.Json;
using ActorBench.Agents.Security;
using ActorBench.Campaigns.Files;
using ActorBench.Messages.Commands;
using Akka.Actor;
using Microsoft.AspNetCore.Http;

namespace ActorBench.Coordinator.Commands;

/// <summary>A command that changed something, or was to.</summary>
/// <param name="Texts">Names of arguments that are whole files.</param>
/// <param name="Result"><c>done</c>, or why not.</param>
public sealed record CommandDeed(string Palette, string Command, CommandCall Call, IReadOnlyList<string> Texts, string Result);

/// <summary>Lets in who may, finds the command, and writes its lines: <c>GET /palettes</c>, <c>POST /palette/command</c>, and <c>GET</c> for what changes nothing.</summary>
internal sealed class CommandDoor(CommandEndpoint endpoint, IReadOnlyList<CommandPalette> palettes, Func<CommandDeed, Task> audit, PortLog log, CancellationToken stopping)
{
    private const string Done = "done";

    private readonly CallerCheck _check = new(endpoint);

    public async Task AnswerAsync(HttpContext context)
    {
        var (code, error) = (0, "");
        try
        {
            var caller = _check.Let(context);
            if (context.Request.Path == "/palettes") await WritePalettesAsync(context, caller).ConfigureAwait(false);
            else await RunAsync(context, caller).ConfigureAwait(false);
            return;
        }
        catch (CommandHttpException e)
        {
            (code, error) = (e.Code, e.Message);
        }
        catch (Exception e) when (e is BadHttpRequestException or JsonException)
        {
            (code, error) = ((e as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest, "That is no command.");
        }

        if (code is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden)
        {
            Refusals.Count(Refusal.Command);
            log.Refused($"{context.Connection.RemoteIpAddress}", error);
        }

        await FailAsync(context, code, error, ExitCodeOf(code)).ConfigureAwait(false);
    }

    private Task WritePalettesAsync(HttpContext context, CommandCaller caller)
    {
        context.Response.ContentType = "application/json";
        IReadOnlyList<PaletteCard> cards = [.. palettes.Select(palette => palette.Card with { Commands = [.. palette.Card.Commands.Where(c => c.Role <= caller.Role)] }).Where(card => card.Commands.Count > 0)];
        return context.Response.WriteAsync(CommandWire.Write(cards) + "\n", context.RequestAborted);
    }

    private async Task RunAsync(HttpContext context, CommandCaller caller)
    {
        var (palette, command) = Find(context.Request.Path.Value?.Trim('/').Split('/') ?? []);
        var request = await ReadAsync(context).ConfigureAwait(false);
        if (request.By is { Length: > 0 } by && caller.From != CommandCaller.Owner.From) caller = caller with { Who = by.Length > 64 ? by[..64] : by };
        if (command.Changes && !HttpMethods.IsPost(context.Request.Method))
            throw new CommandHttpException(StatusCodes.Status405MethodNotAllowed, $"{palette.Name} {command.Name} changes something and is taken by POST only.");
        var call = new CommandCall(request.Arguments, request.Output == "json", caller);
        var (result, known) = await TryAsync(context, palette, command, call).ConfigureAwait(false);
        if (command.Changes)
        {
            IReadOnlyList<string> texts = [.. command.Arguments.Where(a => a.Kind == ArgumentKind.File).Select(a => a.Name)];
            await audit(new CommandDeed(palette.Name, command.Name, known, texts, result)).ConfigureAwait(false);
        }

        // Whoever reads the end may rely on the record.
        if (result == Done) await context.Response.WriteAsync(CommandWire.Write(new CommandFrame(End: 0)) + "\n", context.RequestAborted).ConfigureAwait(false);
    }

    /// <returns>For the audit: what came of it, and the call as its handler knows it.</returns>
    private async Task<(string Result, CommandCall Call)> TryAsync(HttpContext context, CommandPalette palette, OperatorCommand command, CommandCall call)
    {
        try
        {
            var needed = command.Role;
            if (call.Caller.Role < needed)
                throw new CommandHttpException(StatusCodes.Status403Forbidden, $"{palette.Name} {command.Name} needs the role {Word(needed)}; this token has {Word(call.Caller.Role)}.");
            call = CommandCall.Of(palette.Name, command, call.Arguments, call.Json, call.Caller);
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
            await WriteLinesAsync(context, command.Run(call, cancel.Token), cancel.Token).ConfigureAwait(false);
            return (Done, call);
        }
        catch (CommandHttpException e)
        {
            if (e.Code == StatusCodes.Status403Forbidden) Refusals.Count(Refusal.Command);
            await FailAsync(context, e.Code, e.Message, ExitCodeOf(e.Code)).ConfigureAwait(false);
            return (e.Message, call);
        }
        catch (CommandRefusedException e)
        {
            await FailAsync(context, StatusCodes.Status409Conflict, e.Message, e.ExitCode).ConfigureAwait(false);
            return (e.Message, call);
        }
        catch (AskTimeoutException)
        {
            const string late = "The coordinator did not answer in time.";
            await FailAsync(context, StatusCodes.Status504GatewayTimeout, late, 1).ConfigureAwait(false);
            return (late, call);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
            return ("its client was gone before the end", call);
        }
        catch (Exception e)
        {
            await FailAsync(context, StatusCodes.Status500InternalServerError, $"{e.GetType().Name}: {e.Message}", 1).ConfigureAwait(false);
            return (e.GetType().Name, call);
        }
    }

    /// <summary>Many lines at once go out together, one that had to be waited for by itself.</summary>
    private static async Task WriteLinesAsync(HttpContext context, IAsyncEnumerable<string> lines, CancellationToken cancel)
    {
        const int Much = 32 * 1024;
        var text = new StringBuilder();
        await using var each = lines.GetAsyncEnumerator(cancel);
        while (true)
        {
            var next = each.MoveNextAsync();
            if (text.Length > Much || (text.Length > 0 && !next.IsCompleted)) await FlushAsync().ConfigureAwait(false);
            if (!await next.ConfigureAwait(false)) break;
            text.Append(CommandWire.Write(new CommandFrame(Line: each.Current))).Append('\n');
        }

        await FlushAsync().ConfigureAwait(false);

        async Task FlushAsync()
        {
            context.Response.ContentType ??= "application/x-ndjson";
            await context.Response.WriteAsync(text.ToString(), cancel).ConfigureAwait(false);
            text.Clear();
        }
    }

    private (CommandPalette Palette, OperatorCommand Command) Find(string[] words)
    {
        if (words is not [var first, var second]) throw Unknown("That is no command; GET /palettes tells those that are.");
        var palette = palettes.FirstOrDefault(p => p.Name == first)
            ?? throw Unknown($"There is no palette '{first}'; {Nearest.Hint(first, [.. palettes.Select(p => p.Name)])}");
        var command = palette.Commands.FirstOrDefault(c => c.Name == second)
            ?? throw Unknown($"There is no command '{first} {second}'; {Nearest.Hint(second, [.. palette.Commands.Select(c => c.Name)])}");
        return (palette, command);

        static CommandHttpException Unknown(string sentence) => new(StatusCodes.Status404NotFound, sentence);
    }

    private static async Task<CommandRequest> ReadAsync(HttpContext context)
    {
        if (HttpMethods.IsPost(context.Request.Method))
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
            return CommandWire.ReadRequest(body.ToArray());
        }

        if (!HttpMethods.IsGet(context.Request.Method)) throw new CommandHttpException(StatusCodes.Status405MethodNotAllowed, "Commands are taken by GET and POST.");
        var query = context.Request.Query.ToDictionary(a => a.Key, a => a.Value.ToString());
        query.Remove("output", out var output);
        return new CommandRequest(query, output ?? "json");
    }

    private static int ExitCodeOf(int status) => status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden
        ? CommandRefusedException.Denied
        : CommandRefusedException.Usage;

    private static string Word(CommandRole role) => role.ToString().ToLowerInvariant();

    private static Task FailAsync(HttpContext context, int code, string sentence, int exitCode)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.StatusCode = code;
            context.Response.ContentType = "application/x-ndjson";
            if (code == StatusCodes.Status401Unauthorized) context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return context.Response.WriteAsync(CommandWire.Write(new CommandFrame(Error: sentence, End: exitCode)) + "\n");
    }
}

/// <summary>A request that comes to no command.</summary>
internal sealed class CommandHttpException(int code, string sentence) : Exception(sentence)
{
    public int Code => code;
}
