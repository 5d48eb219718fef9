using ActorBench.Messages.Commands;
using ActorBench.Pbm.Client;
using ActorBench.Pbm.Interactive;

namespace ActorBench.Pbm;

/// <summary>Commands to one coordinator: one and done, or line by line.</summary>
internal sealed class Session(CommandClient client, CommandLine options)
{
    private IReadOnlyList<PaletteCard> _palettes = [];

    public async Task ConnectAsync(CancellationToken cancel) => _palettes = await client.PalettesAsync(cancel).ConfigureAwait(false);

    public async Task RunAsync(IReadOnlyList<string> words, CancellationToken cancel)
    {
        if (HelpText.Asked(_palettes, words) is { } help)
        {
            foreach (var line in help) Console.Out.WriteLine(line);
            return;
        }

        var invocation = Invocation.Parse(_palettes, words);
        if (invocation.Card?.Confirm is { } harm && !Agreed(harm)) return;
        var request = new CommandRequest(invocation.Arguments, options.Json ? "json" : "text", Environment.UserName);
        await foreach (var line in client.RunAsync(invocation.Palette, invocation.Command, request, cancel).ConfigureAwait(false)) Console.Out.WriteLine(line);
    }

    /// <summary>A prompt for a person, plain lines where the input is no terminal.</summary>
    /// <returns>The exit code of the last line.</returns>
    public async Task<int> PromptAsync()
    {
        var editor = Console.IsInputRedirected ? null : new LineEditor($"pbm {client.Address}> ", () => _palettes);
        if (editor is not null) Console.Out.WriteLine($"Connected to {client.Address}: {string.Join(", ", _palettes.Select(p => p.Name))}. 'help' explains, Tab completes, 'exit' ends.");
        var exitCode = 0;
        while ((editor is null ? Console.In.ReadLine() : editor.Read()) is { } line)
        {
            var words = CommandLine.Split(line);
            if (words.Count == 0) continue;
            if (words is ["exit"] or ["quit"]) break;
            exitCode = await Interruptible.RunAsync(cancel => LineAsync(words, cancel)).ConfigureAwait(false);
        }

        return exitCode;
    }

    private async Task LineAsync(IReadOnlyList<string> words, CancellationToken cancel)
    {
        var typed = CommandLine.Parse(words);
        await new Session(client, options with { Json = options.Json || typed.Json, Yes = options.Yes || typed.Yes }) { _palettes = _palettes }
            .RunAsync(typed.Words, cancel).ConfigureAwait(false);
    }

    private bool Agreed(string harm)
    {
        if (options.Yes || Console.IsInputRedirected) return true;
        Console.Error.Write($"{harm} Go on? [y/N] ");
        return Console.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }
}
