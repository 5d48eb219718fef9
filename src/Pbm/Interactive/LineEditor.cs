using ActorBench.Messages.Commands;

namespace ActorBench.Pbm.Interactive;

/// <summary>Reads lines from a terminal, with completion by Tab and history by the arrows.</summary>
internal sealed class LineEditor(string prompt, Func<IReadOnlyList<PaletteCard>> palettes)
{
    private readonly List<string> _history = [];

    /// <returns>Null at the end of input (Ctrl-D on an empty line).</returns>
    public string? Read()
    {
        var line = new LineBuffer(_history);
        Console.TreatControlCAsInput = true;
        try
        {
            while (true)
            {
                Draw(line);
                var key = Console.ReadKey(intercept: true);
                var control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
                if (key.Key == ConsoleKey.Enter) return Finish(line);
                if (control && key.Key == ConsoleKey.D && line.Text.Length == 0)
                {
                    Console.WriteLine();
                    return null;
                }

                if (control && key.Key == ConsoleKey.C)
                {
                    Console.WriteLine("^C");
                    line.Replace("");
                }
                else if (key.Key == ConsoleKey.Tab) Complete(line);
                else line.Press(key);
            }
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }

    private string Finish(LineBuffer line)
    {
        Console.WriteLine();
        if (line.Text.Trim().Length > 0 && (_history.Count == 0 || _history[^1] != line.Text)) _history.Add(line.Text);
        return line.Text;
    }

    private void Complete(LineBuffer line)
    {
        var found = Completion.Of(palettes(), line.BeforeCursor);
        if (found.Count == 0) return;
        var begun = line.BeforeCursor[(line.BeforeCursor.LastIndexOf(' ') + 1)..];
        var common = Completion.Common(found);
        line.Insert(common[begun.Length..] + (found.Count == 1 ? " " : ""));
        if (found.Count == 1 || common.Length > begun.Length) return;
        Console.WriteLine();
        Console.WriteLine(string.Join("  ", found));
    }

    /// <summary>One line of the terminal, with the cursor in sight.</summary>
    private void Draw(LineBuffer line)
    {
        var room = Math.Max(10, Console.WindowWidth - prompt.Length - 1);
        var from = Math.Max(0, line.Cursor - room + 1);
        var shown = line.Text[from..Math.Min(line.Text.Length, from + room)];
        Console.Write($"\r{prompt}{shown}\e[K\e[{prompt.Length + line.Cursor - from + 1}G");
    }
}
